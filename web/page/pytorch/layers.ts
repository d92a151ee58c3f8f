// Kinds of dropout as small modules of PyTorch, where it has none of its own. Each drops while it
// is in training mode, as nn.Dropout does. p is the probability to drop.
import type { Spec } from "../../shared/spec";

const head = `

class Drops(nn.Module):
    """What drops in training mode, with probability p."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def mask(self, *shape):
        """0 where dropped, 1 / (1 - p) where kept."""
        return (torch.rand(shape) >= self.p) / (1 - self.p) if self.p < 1 else torch.zeros(shape)
`;

const classes: Readonly<Record<string, string>> = {
  classic: `

class ClassicDropout(Drops):
    """Units are dropped without scaling; in eval mode all are scaled by 1 - p (Hinton 2012)."""

    def forward(self, x):
        return x * (torch.rand_like(x) >= self.p) if self.training else x * (1 - self.p)
`,
  gaussian: `

class GaussianDropout(Drops):
    """Units are multiplied by N(1, p / (1 - p)) (Srivastava et al. 2014)."""

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        return x * (1 + math.sqrt(self.p / (1 - self.p)) * torch.randn_like(x))
`,
  concrete: `

class ConcreteDropout(Drops):
    """Learns its rate by a relaxed mask (Gal, Hron and Kendall 2017)."""

    def __init__(self, p, units):
        super().__init__(0.0)
        p = min(max(p, 0.001), 0.999)
        self.logit = nn.Parameter(torch.tensor(math.log(p / (1 - p))))
        self.units = units
        self.reads = []  # the weights that read it

    def forward(self, x):
        if not self.training:
            return x
        u = torch.rand_like(x).clamp(1e-7, 1 - 1e-7)
        z = torch.sigmoid((self.logit + u.log() - (1 - u).log()) / 0.1)
        return x * (1 - z) / torch.sigmoid(-self.logit)

    def regularizer(self, examples):
        p, q = torch.sigmoid(self.logit), torch.sigmoid(-self.logit)
        squares = sum((weight**2).sum() for weight in self.reads)
        entropy = ENTROPY * self.units * (p * p.log() + q * q.log())
        return (1e-4 * squares / q + entropy) / examples
`,
  dropconnect: `

class DropConnect(nn.Linear):
    """Weights are dropped, not units: one mask a pass (Wan et al. 2013)."""

    def __init__(self, inputs, outputs, p):
        super().__init__(inputs, outputs)
        self.p = p

    def forward(self, x):
        mask = Drops.mask(self, *self.weight.shape) if self.training else 1
        return F.linear(x, self.weight * mask, self.bias)
`,
  dropblock: `

class DropBlock(Drops):
    """Squares of maps are dropped (Ghiasi et al. 2018)."""

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        examples, maps, height, width = x.shape
        b = min(BLOCK, height, width)
        places = height - b + 1, width - b + 1
        gamma = self.p * height * width / (b * b * places[0] * places[1])
        seeds = (torch.rand(examples, maps, *places) < (gamma if self.p < 1 else 1)).float()
        kept = 1 - F.max_pool2d(F.pad(seeds, [b - 1] * 4), b, stride=1)
        return x * kept * (kept.numel() / (kept.sum() + 1e-6))
`,
  word: `

class WordDropout(Drops):
    """Drops words: each with one fate at all its places in an example (Gal and Ghahramani 2016)."""

    def forward(self, tokens):
        if not self.training or self.p == 0:
            return torch.ones(tokens.shape)
        words, places = tokens.unique(return_inverse=True)
        return self.mask(len(tokens), len(words)).gather(1, places)
`,
  path: `

class Path(Drops):
    """Stochastic depth: the whole branch is dropped, for each example (Huang et al. 2016)."""

    def forward(self, branch):
        if not self.training or self.p == 0:
            return branch
        return branch * self.mask(len(branch), *[1] * (branch.dim() - 1))
`,
  variational: `

class VariationalLSTM(Drops):
    """nn.LSTM with one mask for all steps, on inputs, states and outputs (Gal 2016)."""

    def __init__(self, inputs, width, p, last):
        super().__init__(p)
        self.cell, self.last = nn.LSTMCell(inputs, width), last

    def forward(self, x):
        examples, steps, _ = x.shape
        h = c = torch.zeros(examples, self.cell.hidden_size)
        kept = torch.ones_like(h)
        if self.training:
            x, kept = x * self.mask(examples, 1, x.shape[2]), self.mask(*h.shape)
        outputs = []
        for t in range(steps):
            h, c = self.cell(x[:, t], (h * kept, c))
            outputs.append(h)
        y = torch.stack(outputs, 1)
        return y * self.mask(examples, 1, y.shape[2]) if self.training and self.last else y
`,
  recurrent: `

class RecurrentDropoutLSTM(Drops):
    """nn.LSTM with a fresh mask on its state at each step: what destroys its memory."""

    def __init__(self, inputs, width, p):
        super().__init__(p)
        self.cell = nn.LSTMCell(inputs, width)

    def forward(self, x):
        h = c = torch.zeros(len(x), self.cell.hidden_size)
        outputs = []
        for t in range(x.shape[1]):
            kept = self.mask(*h.shape) if self.training else 1
            h, c = self.cell(x[:, t], (h * kept, c))
            outputs.append(h)
        return torch.stack(outputs, 1)
`,
};

/** A number as Python writes a float. */
export function float(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** The modules that a Spec needs and PyTorch does not have. */
export function layerCode({ drop }: Spec): string {
  const own = classes[drop];
  return own ? head + own : "";
}

/** The classes whose modules go on dropping in Monte Carlo dropout. */
export function droppingOf({ drop, model }: Spec): string[] {
  return [
    "nn.modules.dropout._DropoutNd",
    ...(model === "transformer" ? ["nn.MultiheadAttention"] : []),
    ...(drop in classes ? ["Drops"] : []),
    ...(drop === "dropconnect" ? ["DropConnect"] : []),
  ];
}

/** What drops units of the Spec's kind after a hidden layer; null where nothing does. */
export function unitDropout({ drop, p }: Spec, units: string): string | null {
  const rate = float(p);
  switch (drop) {
    case "concrete":
      return `ConcreteDropout(${rate}, ${units})`;
    case "standard":
      return p > 0 ? `nn.Dropout(${rate})` : null;
    case "alpha":
      return p > 0 ? `nn.AlphaDropout(${rate})` : null;
    case "classic":
      return p > 0 ? `ClassicDropout(${rate})` : null;
    case "gaussian":
      return p > 0 ? `GaussianDropout(${rate})` : null;
    default:
      return null;
  }
}
