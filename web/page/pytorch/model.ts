// The part of a PyTorch script that is the network: the recipes of src/lab/model/models_*.cpp, layer for
// layer, with their initial weights.
import type { Spec } from "../../shared/spec";
import { taskOf } from "./data";
import { float, unitDropout } from "./layers";

const activations: Readonly<Record<Spec["act"], string>> = {
  relu: "nn.ReLU()",
  gelu: "nn.GELU()",
  tanh: "nn.Tanh()",
  sigmoid: "nn.Sigmoid()",
  selu: "nn.SELU()",
};

const dropoutIf = (p: number): string[] => (p > 0 ? [`nn.Dropout(${float(p)})`] : []);

/** A list of Python expressions over several lines. */
function listed(items: readonly string[], indent: string): string {
  return items.map((item) => `${indent}${item},\n`).join("");
}

/** Initial weights of hidden layers: gain 2 where the activation halves the variance. */
function starts({ act, drop }: Spec): string {
  const gain = act === "relu" || act === "gelu" ? 2 : 1;
  const dropped = drop === "dropconnect";
  return `

def linear(inputs, outputs${dropped ? ", p=0.0" : ""}):
    layer = ${dropped ? "DropConnect(inputs, outputs, p)" : "nn.Linear(inputs, outputs)"}
    nn.init.normal_(layer.weight, std=math.sqrt(${gain} / inputs))
    nn.init.zeros_(layer.bias)
    return layer
`;
}

function normalised(spec: Spec): string[] {
  if (spec.norm === "batch") return [`nn.BatchNorm1d(${spec.width})`];
  return spec.norm === "layer" ? [`nn.LayerNorm(${spec.width})`] : [];
}

/** The Spec's hidden layers, each with its dropout, then the read-out. */
function classifier(spec: Spec, inputs: string): string[] {
  const { width, depth, p, drop } = spec;
  const items: string[] = [];
  for (let i = 1; i <= depth; i++) {
    const from = i === 1 ? inputs : String(width);
    const connect = drop === "dropconnect" ? `, ${float(p)}` : "";
    const layer = [
      `linear(${from}, ${width}${connect})`,
      ...normalised(spec),
      activations[spec.act],
    ];
    if (drop === "path" && i > 1) {
      items.push(`Residual(${float((p * (i - 1)) / (depth - 1))}, ${layer.join(", ")})`);
    } else items.push(...layer, ...[unitDropout(spec, String(width)) ?? []].flat());
  }
  return [...items, `linear(${depth > 0 ? width : inputs}, OUTPUTS)`];
}

const residual = `

class Residual(nn.Module):
    def __init__(self, p, *layers):
        super().__init__()
        self.branch, self.path = nn.Sequential(*layers), Path(p)

    def forward(self, x):
        return x + self.path(self.branch(x))
`;

function mlp(spec: Spec): string {
  const items = [...dropoutIf(spec.pin), ...classifier(spec, "FEATURES")];
  const needsResidual = spec.drop === "path" && spec.depth > 1;
  return `${starts(spec)}${needsResidual ? residual : ""}

net = nn.Sequential(
${listed(items, "    ")})
`;
}

function text(spec: Spec): string {
  const items = [...dropoutIf(spec.pin), ...classifier(spec, String(spec.emb))];
  const word = spec.drop === "word";
  return `${starts(spec)}

class Net(nn.Module):
    """The mean of word vectors, by the root of their number; then hidden layers."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, ${spec.emb})
        nn.init.normal_(self.embedding.weight, std=0.5)
${word ? `        self.words = WordDropout(${float(spec.p)})\n` : ""}\
        self.layers = nn.Sequential(
${listed(items, "            ")}        )

    def forward(self, tokens, lengths):
        real = (torch.arange(tokens.shape[1]) < lengths[:, None]).float()
${word ? "        real = real * self.words(tokens)\n" : ""}\
        bag = (self.embedding(tokens) * real[:, :, None]).sum(1)
        return self.layers(bag / lengths.clamp(min=1).sqrt()[:, None])


net = Net()
`;
}

function cnn(spec: Spec): string {
  const items = ["nn.Unflatten(1, (28, 28, 1))", "Channels()"];
  for (const stage of [1, 2]) {
    const maps = 16 * stage;
    const side = 28 / stage;
    items.push(`nn.Conv2d(${stage === 1 ? 1 : 16}, ${maps}, 3, padding=1)`);
    if (spec.norm === "batch") items.push(`nn.BatchNorm2d(${maps})`);
    if (spec.norm === "layer") items.push(`nn.LayerNorm([${maps}, ${side}, ${side}])`);
    items.push(activations[spec.act]);
    if (spec.drop === "spatial" && spec.p > 0) items.push(`nn.Dropout2d(${float(spec.p)})`);
    if (spec.drop === "dropblock") items.push(`DropBlock(${float(spec.p)})`);
    items.push(...dropoutIf(spec.pconv), "nn.MaxPool2d(2)");
  }
  items.push("nn.Flatten()", ...classifier(spec, "7 * 7 * 32"));
  return `${starts(spec)}

class Channels(nn.Module):
    """From (height, width, channels) to (channels, height, width)."""

    def forward(self, x):
        return x.permute(0, 3, 1, 2)


net = nn.Sequential(
${listed(items, "    ")})
`;
}

function lstm(spec: Spec): string {
  const { depth, width, emb, drop, p } = spec;
  const layers: string[] = [];
  for (let i = 1; i <= depth; i++) {
    const shape = `${i === 1 ? emb : width}, ${width}`;
    const last = i === depth ? "True" : "False";
    if (drop === "variational") layers.push(`VariationalLSTM(${shape}, ${float(p)}, ${last})`);
    else if (drop === "recurrent") layers.push(`RecurrentDropoutLSTM(${shape}, ${float(p)})`);
    else layers.push(`nn.LSTM(${shape}, batch_first=True)`);
    const between = i < depth ? unitDropout(spec, String(width)) : null;
    if (between) layers.push(between);
  }
  const language = taskOf(spec) === "language";
  const word = drop === "word";
  return `${starts(spec)}

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, ${emb})
${word ? `        self.words = WordDropout(${float(p)})\n` : ""}\
${spec.pin > 0 ? `        self.inputs = nn.Dropout(${float(spec.pin)})\n` : ""}\
        # As torch: dropout between layers, none after the last.
        self.layers = nn.ModuleList([
${listed(layers, "            ")}        ])
        self.out = linear(${width}, OUTPUTS)

    def forward(self, tokens, lengths):
        x = self.embedding(tokens)
${word ? "        x = x * self.words(tokens)[:, :, None]\n" : ""}\
${spec.pin > 0 ? "        x = self.inputs(x)\n" : ""}\
        for layer in self.layers:
            x = layer(x)[0] if isinstance(layer, nn.LSTM) else layer(x)
${language ? "        return self.out(x)" : "        return self.out(x[torch.arange(len(x)), lengths - 1])  # at each one's end"}


net = Net()
`;
}

function transformer(spec: Spec): string {
  const { width, depth, heads, drop, p, patt, pres } = spec;
  const causal = taskOf(spec) === "language";
  const pre = spec.order === "pre";
  const word = drop === "word";
  const path = drop === "path";
  const keys = drop === "dropkey";
  const hidden = unitDropout(spec, String(4 * width));
  const ends = pres > 0 ? `nn.Dropout(${float(pres)})` : "nn.Identity()";
  const around = (n: 1 | 2, branch: (x: string) => string) => {
    const way = (x: string) => (path ? `self.path${n}(${x})` : x);
    return pre
      ? `        x = x + ${way(branch(`self.norm${n}(x)`))}`
      : `        x = self.norm${n}(x + ${way(branch("x"))})`;
  };
  return `${starts(spec)}

class Block(nn.Module):
    """Attention, then a feed-forward net, each a residual branch with its norm."""

    def __init__(self${path ? ", p" : ""}):
        super().__init__()
        self.attention = nn.MultiheadAttention(${width}, ${heads}, ${float(patt)}, batch_first=True)
        self.feedforward = nn.Sequential(
            nn.Linear(${width}, ${4 * width}),
            ${activations[spec.act]},
${hidden ? `            ${hidden},\n` : ""}\
            nn.Linear(${4 * width}, ${width}),
        )
        self.norm1, self.norm2 = nn.LayerNorm(${width}), nn.LayerNorm(${width})
        self.end1, self.end2 = ${ends}, ${ends}
${path ? "        self.path1, self.path2 = Path(p), Path(p)\n" : ""}\
${keys ? `        self.keys = nn.Dropout(${float(p)})  # its zeros are the keys that drop\n` : ""}\

    def attend(self, x, padding):
        length = x.shape[1]
        ${causal ? "later = torch.ones(length, length, dtype=torch.bool).triu(1)" : "later = None"}
${
  keys
    ? `        seen = ~(padding[:, None]${causal ? " | later" : ".expand(-1, length, -1)"}).repeat_interleave(${heads}, 0)
        kept = seen & (self.keys(torch.ones(seen.shape)) > 0)
        kept = torch.where(kept.any(-1, keepdim=True), kept, seen)  # where all drop, all stay
        return self.attention(x, x, x, need_weights=False, attn_mask=~kept)[0]`
    : `        masks = {"key_padding_mask": padding, "attn_mask": later}
        return self.attention(x, x, x, need_weights=False, **masks)[0]`
}

    def forward(self, x, padding):
${around(1, (x) => `self.end1(self.attend(${x}, padding))`)}
${around(2, (x) => `self.end2(self.feedforward(${x}))`)}
        return x


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, ${width})
        self.positions = nn.Parameter(torch.randn(LENGTH, ${width}))
${word ? `        self.words = WordDropout(${float(p)})\n` : ""}\
        self.inputs = ${spec.pin > 0 ? `nn.Dropout(${float(spec.pin)})` : "nn.Identity()"}
        self.blocks = nn.ModuleList([
${listed(
  Array.from({ length: depth }, (_, i) =>
    path ? `Block(${float((p * (i + 1)) / depth)})` : "Block()",
  ),
  "            ",
)}        ])
        self.norm = ${pre ? `nn.LayerNorm(${width})` : "nn.Identity()"}
        self.out = linear(${width}, OUTPUTS)

    def forward(self, tokens, lengths):
        real = torch.arange(tokens.shape[1]) < lengths[:, None]
        words = self.embedding(tokens)${word ? " * self.words(tokens)[:, :, None]" : ""}
        x = self.inputs((words + self.positions) * real[:, :, None])
        for block in self.blocks:
            x = block(x, ~real)
        x = self.norm(x)
${
  causal
    ? "        return self.out(x)"
    : `        mean = (x * real[:, :, None]).sum(1) / lengths[:, None]
        return self.out(mean)`
}


net = Net()
`;
}

export function modelCode(spec: Spec): string {
  return { mlp, text, cnn, lstm, transformer }[spec.model](spec);
}
