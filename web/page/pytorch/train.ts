// The part of a PyTorch script that trains and measures: the loop, its optimizer and schedules, then
// eval mode and Monte Carlo dropout on the validation data.
import { readsTokens, type Task } from "../../shared/facts";
import type { Spec } from "../../shared/spec";
import { droppingOf } from "./layers";

const lossOf = {
  classify: "F.cross_entropy(outputs, targets, label_smoothing=smoothing)",
  regress: "F.mse_loss(outputs, targets)",
  language: "F.cross_entropy(outputs.flatten(0, 1), targets.flatten(), label_smoothing=smoothing)",
};

function optimizer({ opt, momentum }: Spec): string {
  if (opt === "adam") return "torch.optim.Adam(groups, LR)";
  if (opt === "adamw") return "torch.optim.AdamW(groups, LR)";
  const more = opt === "sgd" || momentum === 0 ? "" : `, momentum=${momentum}`;
  const nesterov = opt === "nesterov" && momentum > 0 ? ", nesterov=True" : "";
  return `torch.optim.SGD(groups, LR${more}${nesterov})`;
}

/** Updates of an embedding: only rows that a batch has touched move. */
function rowsOfEmbedding({ opt, momentum, decay }: Spec): string {
  const adaptive = opt === "adam" || opt === "adamw";
  const l2 = decay > 0 && opt !== "adamw" ? `\n        g = g + ${decay} * w[rows]` : "";
  const decoupled = decay > 0 && opt === "adamw" ? `\n        w[rows] *= 1 - lr * ${decay}` : "";
  const rule = adaptive
    ? `m[rows] = 0.9 * m[rows] + 0.1 * g
        v[rows] = 0.999 * v[rows] + 0.001 * g**2
        root = (v[rows] / (1 - 0.999**self.steps)).sqrt() + 1e-8
        w[rows] -= lr / (1 - 0.9**self.steps) * m[rows] / root`
    : opt === "sgd"
      ? "w[rows] -= lr * g"
      : `m[rows] = ${momentum} * m[rows] + g
        w[rows] -= lr * ${opt === "nesterov" ? `(g + ${momentum} * m[rows])` : "m[rows]"}`;
  const state = adaptive ? "m, v = self.m, self.v" : opt === "sgd" ? "" : "m = self.m";
  return `

class Rows:
    """The same rule for an embedding: only the rows that a batch touches move, with their moments."""

    def __init__(self, weight):
        self.weight, self.steps = weight, 0
        self.m, self.v = torch.zeros_like(weight), torch.zeros_like(weight)

    @torch.no_grad()
    def step(self, lr):
        w, gradient = self.weight, self.weight.grad
        rows = gradient.abs().sum(1).nonzero()[:, 0]
        g = gradient[rows]${state ? `\n        ${state}` : ""}
        self.steps += 1${l2}${decoupled}
        ${rule}


rows = Rows(net.embedding.weight)`;
}

function groups(spec: Spec): string {
  const own = readsTokens(spec) ? "embedding" : "";
  const decay = spec.decay > 0 || spec.maxnorm > 0 || spec.opt === "adamw";
  const named = own
    ? `{name: p for name, p in net.named_parameters() if name != "embedding.weight"}`
    : "dict(net.named_parameters())";
  if (!decay) {
    return `parameters = ${named}\ngroups = list(parameters.values())`;
  }
  return `parameters = ${named}
norms = [p for m in net.modules() if isinstance(m, nn.LayerNorm) for p in m.parameters()]
still = {id(p) for p in norms + [getattr(net, "positions", None)]}
# Weights decay; biases, norms and positions do not.
weights = [p for p in parameters.values() if p.dim() > 1 and id(p) not in still]
others = [p for p in parameters.values() if p.dim() < 2 or id(p) in still]
groups = [{"params": weights, "weight_decay": ${spec.decay}}, {"params": others, "weight_decay": 0}]`;
}

const lrFactors: Readonly<Record<string, string>> = {
  step: `
def lr_factor(step):
    return 1 if step < steps / 2 else 0.1 if step < 0.75 * steps else 0.01

`,
  cosine: `
def lr_factor(step):
    """A linear start over the first 5 %, then half a cosine to 0."""
    warm = max(1, steps // 20)
    if step < warm:
        return (step + 1) / (warm + 1)
    return (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm))) / 2

`,
};

const rateFactors: Readonly<Record<string, string>> = {
  early: "max(0.0, 1 - 6 * done)",
  late: "0.0 if done < 0.5 else 1.0",
  ramp: "min(1.0, done)",
};

/** Sets every rate, as its schedule has it. */
function rates({ psched }: Spec): string {
  if (psched === "constant") return "";
  return `
rates = [
    (module, name, getattr(module, name))
    for module in net.modules()
    for name in ("p", "dropout")
    if isinstance(getattr(module, name, None), float)
]


def set_rates(done):
    """The rates after this share of the training; they stay as the last step leaves them."""
    for module, name, rate in rates:
        setattr(module, name, rate * (${rateFactors[psched]}))

`;
}

const concrete = `
concrete = [m for m in net.modules() if isinstance(m, ConcreteDropout)]
`;

/** Tells each concrete layer who reads it: the next linear layer of its row. */
function readers({ model }: Spec): string {
  if (model === "lstm") return concrete; // an LSTM reads it: its weights are not regularized
  return `${concrete}for row in [m for m in net.modules() if isinstance(m, nn.Sequential)]:
    for i, layer in enumerate(row):
        if isinstance(layer, ConcreteDropout):
            layer.reads = [next(m for m in row[i + 1 :] if isinstance(m, nn.Linear)).weight]
`;
}

const measure = (regress: boolean, language: boolean, dropping: readonly string[]) => `
def predict(inputs):
    """${regress ? "Predictions" : "Log-probabilities"} for all examples, in slices."""
    count = len(inputs[0])
    slices = [[part[i : i + 256] for part in inputs] for i in range(0, count, 256)]
    with torch.no_grad():
        outputs = torch.cat([net(*part) for part in slices])
    ${
      regress
        ? "return outputs"
        : language
          ? "return outputs.log_softmax(-1)[valid[1] >= 0]  # (tokens, vocabulary)"
          : "return outputs.log_softmax(-1)"
    }


def score(outputs):
    """Loss${regress ? "" : " and accuracy"} on the validation data."""
    ${
      regress
        ? `return F.mse_loss(outputs, valid[1]).item(), math.nan`
        : `targets = valid[1]${language ? "[valid[1] >= 0]" : ""}
    accuracy = (outputs.argmax(-1) == targets).double().mean().item()
    return F.nll_loss(outputs, targets).item(), accuracy`
    }


def monte_carlo():
    """As eval mode, but what drops goes on dropping."""
    net.eval()
    for module in net.modules():
        if isinstance(module, (${dropping.join(", ")})):
            module.training = True

`;

function loop(spec: Spec, task: Task): string {
  const lines = [
    ...(spec.psched === "constant" ? [] : ["set_rates(step / steps)"]),
    `outputs = net(*[part[index] for part in train[0]])`,
    `loss = loss_of(outputs, train[1][index], ${task === "regress" ? "0" : spec.smooth})`,
    ...(spec.drop === "concrete"
      ? ["loss = loss + sum(layer.regularizer(count) for layer in concrete)"]
      : []),
    "net.zero_grad()",
    "loss.backward()",
    ...(spec.clip > 0 ? [`nn.utils.clip_grad_norm_(net.parameters(), ${spec.clip})`] : []),
    ...(spec.sched === "constant"
      ? readsTokens(spec)
        ? ["lr = LR"]
        : []
      : [
          "lr = LR * lr_factor(step)",
          "for group in optimizer.param_groups:",
          `    group["lr"] = lr`,
        ]),
    "optimizer.step()",
    ...(readsTokens(spec) ? ["rows.step(lr)"] : []),
    ...(spec.maxnorm > 0
      ? [
          "with torch.no_grad():  # no unit's weights are longer than this",
          "    for weight in weights:",
          "        length = weight.flatten(1).norm(dim=1).view(-1, *[1] * (weight.dim() - 1))",
          `        weight *= (${spec.maxnorm} / length.clamp(min=1e-12)).clamp(max=1)`,
        ]
      : []),
    "step += 1",
  ];
  const body = lines.map((line) => `        ${line}\n`).join("");
  const single =
    spec.norm === "batch"
      ? `        if len(index) == 1:
            continue  # PyTorch's BatchNorm cannot learn from a batch of one
`
      : "";
  const stop =
    spec.patience > 0
      ? `    net.eval()
    now = score(predict(valid[0]))[0]
    if now < best:
        best, best_epoch = now, epoch
    if epoch - best_epoch >= ${spec.patience}:
        break
`
      : "";
  return `${spec.patience > 0 ? "best, best_epoch = math.inf, 0\n" : ""}step = 0
for epoch in range(EPOCHS):
    net.train()
    order = torch.randperm(count)
    for index in order.split(BATCH):
${single}${body}${stop}`;
}

export function trainCode(spec: Spec, task: Task): string {
  const regress = task === "regress";
  return `
def loss_of(outputs, targets, smoothing):
    return ${lossOf[task]}

${measure(regress, task === "language", droppingOf(spec))}
count = len(train[0][0])
steps = EPOCHS * math.ceil(count / BATCH)
${groups(spec)}
optimizer = ${optimizer(spec)}${readsTokens(spec) ? rowsOfEmbedding(spec) : ""}
${spec.drop === "concrete" ? readers(spec) : ""}${rates(spec)}${lrFactors[spec.sched] ?? ""}
${loop(spec, task)}
# ---- eval mode, then Monte Carlo dropout

net.eval()
loss, accuracy = score(predict(valid[0]))
print(f"eval mode: validation loss {loss:.4f}${regress ? "" : ", accuracy {accuracy:.4f}"}")

monte_carlo()
passes, mean = [], 0
for _ in range(T):
    outputs = predict(valid[0])
    passes.append(score(outputs))
    mean = mean + ${regress ? "outputs" : "outputs.exp()"} / T
losses, accuracies = np.array(passes).T
print(f"MC, {T} passes: validation loss {losses.mean():.4f} ± {losses.std():.4f} a pass", end="")
${
  regress
    ? `print(f"; of their mean {score(mean)[0]:.4f}")`
    : `print(f", accuracy {accuracies.mean():.4f} ± {accuracies.std():.4f}", end="")
loss, accuracy = score(mean.log())
print(f"; of their mean {loss:.4f} and {accuracy:.4f}")`
}
`;
}
