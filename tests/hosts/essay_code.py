"""Runs the page's blocks of PyTorch code: reads them as JSON, writes what became of each.

GIVEN has what a block takes for granted, by its id; AFTER what must hold once it has run.
"""

import contextlib
import importlib.util
import io
import json
import sys
import traceback

import torch
import torch.nn.functional as F
from torch import nn

CLASSIFIER = """
x, labels = torch.randn(40, 10), torch.randint(0, 3, (40,))
train_set = torch.utils.data.TensorDataset(x[:32], labels[:32])
valid_set = torch.utils.data.TensorDataset(x[32:], labels[32:])
train_loader = torch.utils.data.DataLoader(train_set, batch_size=8)
valid_loader = torch.utils.data.DataLoader(valid_set, batch_size=8)
model = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 3))
"""

TRAINING = """
import torch
built = []
def accuracy(model, loader):
    model.eval()
    with torch.no_grad():
        right = sum((model(x).argmax(-1) == y).sum() for x, y in loader)
    return float(right) / len(loader.dataset)

def train(p, part=None, epochs=1):
    built.append((p, len(part or train_set), epochs))
    return nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Dropout(p), nn.Linear(16, 3))
"""

KINDS = """
class Last(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        out = self.layer(x, x, x) if isinstance(self.layer, nn.MultiheadAttention) else self.layer(x)
        return out[0] if isinstance(out, tuple) else out

encoder = nn.TransformerEncoderLayer(8, 2, 16, 0.5)
kinds = {
    "Dropout2d": (nn.Dropout2d(0.5), torch.ones(4, 6, 3, 3)),
    "AlphaDropout": (nn.AlphaDropout(0.5), torch.randn(4, 6)),
    "LSTM": (Last(nn.LSTM(8, 8, 2, dropout=0.5)), torch.randn(5, 3, 8)),
    "GRU": (Last(nn.GRU(8, 8, 2, dropout=0.5)), torch.randn(5, 3, 8)),
    "attention": (Last(nn.MultiheadAttention(8, 2, dropout=0.5)), torch.randn(5, 3, 8)),
    "encoder": (nn.TransformerEncoder(encoder, 2), torch.randn(5, 3, 8)),
}
"""

GIVEN = {
    "code-modes": "x = torch.randn(7, 64)",
    "code-overfit": "words, p = 50, 0.5",
    "code-rate": CLASSIFIER + TRAINING,
    "code-loss": CLASSIFIER,
    "code-forgot": CLASSIFIER + "model.train()",
    "code-ridge": """
p = 0.3
x = torch.randn(200, 4) @ (torch.eye(4) + 0.5)
y = x @ torch.tensor([[1.0], [-2.0], [0.5], [0.0]]) + 0.1 * torch.randn(200, 1)
""",
    "code-maps": "x = torch.rand(6, 5, 7, 7) + 0.1",
    "code-dropblock": "x = torch.rand(6, 5, 8, 8)",
    "code-recurrent": "x = torch.randn(9, 3, 64)",
    "code-variational": "lstm, x = nn.LSTM(64, 32), torch.randn(9, 3, 64)",
    "code-transformer": "x = torch.randn(2, 6, 64)",
    "code-recalibrate": CLASSIFIER + """
model = nn.Sequential(nn.Linear(10, 16), nn.Dropout(0.5), nn.BatchNorm1d(16), nn.Linear(16, 3))
model(x)
""",
    "code-data": CLASSIFIER + TRAINING + """
train_set = torch.utils.data.TensorDataset(torch.randn(1000, 10), torch.zeros(1000))
steps, batch_size = 100, 20
""",
    "code-mc": CLASSIFIER + KINDS,
}

AFTER = {
    "code-masks": """
values = drop(torch.ones(1000))
assert set(values.tolist()) == {0.0, 2.0}
""",
    "code-modes": "assert torch.equal(model(x), model(x)) and not model.training",
    "code-overfit": """
texts = torch.randint(0, words, (6, 11))
assert model(texts).shape == (6, 24)
""",
    "code-rate": "assert sorted({p for p, _, _ in built}) == [0.0, 0.2, 0.4, 0.6, 0.8]",
    "code-loss": """
assert model.training
assert loss_in_eval(model, train_loader) == loss_in_eval(model, train_loader)
""",
    "code-forgot": """
q = torch.randn(2, 4, 6, 8)
attention = Attention()
if hasattr(F, "scaled_dot_product_attention"):
    assert not torch.equal(attention(q, q, q, 0.5), attention(q, q, q, 0.5))
    attention.eval()
    assert torch.equal(attention(q, q, q, 0.5), attention(q, q, q, 0.5))
""",
    "code-ridge": """
assert (linear.weight.T - ridge).abs().max() < 0.05
least = torch.linalg.lstsq(x, y).solution
assert (least - ridge).abs().max() > 0.1
""",
    "code-maps": """
assert gone.shape == (6, 5)
kept = whole(x).flatten(2)
assert bool(((kept == 0).all(-1) | (kept != 0).all(-1)).all())
""",
    "code-recurrent": """
assert y.shape == (9, 3, 256)
top = state[0][-1]
assert torch.equal(top, y[-1])  # nothing drops behind the last layer
""",
    "code-variational": """
assert mask.shape == (1, 3, 64)
zeros = (x * mask == 0)
assert bool((zeros.all(0) | (~zeros).all(0)).all())
""",
    "code-transformer": """
assert layer(x).shape == x.shape
assert (weights.sum(-1) - 1).abs().max() > 0.01
places = [m for m in layer.modules() if isinstance(m, nn.Dropout)]
assert len(places) == 3 and layer.self_attn.dropout == 0.1
""",
    "code-recalibrate": """
assert not any(m.training for m in model.modules())
want = nn.Linear(10, 16)
inputs = torch.cat([x for x, _ in train_loader])
inputs = model[0](inputs)
assert torch.allclose(model[2].running_mean, inputs.mean(0), atol=1e-5)
""",
    "code-data": "assert len(built) == 6 and all(n * e == 2000 for _, n, e in built if n != 300)",
    "code-mc": """
assert mean.shape == (40, 3) and torch.allclose(mean.sum(-1), torch.ones(40))
assert std.max() > 0 and torch.allclose(error * 50 ** 0.5, std)
for name, (net, inputs) in kinds.items():
    net = nn.Sequential(net, nn.Flatten(), nn.LazyBatchNorm1d())
    net(inputs)
    net.eval()
    for module in net.modules():
        if isinstance(module, drops):
            module.training = True
    with torch.no_grad():
        assert not torch.equal(net(inputs), net(inputs)), name
    assert not net[2].training, "BatchNorm stays in eval mode"
""",
}


def run(block):
    """What became of one block: skipped with a reason, or an error, or neither."""
    needs = block["needs"]
    if needs and importlib.util.find_spec(needs) is None:
        return {"skipped": f"{needs} is not installed", "error": None}
    torch.manual_seed(1)
    names = {"torch": torch, "nn": nn, "F": F}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            for part in (GIVEN.get(block["id"], ""), block["code"], AFTER.get(block["id"], "")):
                exec(compile(part, block["id"], "exec"), names)
    except Exception:
        return {"skipped": None, "error": traceback.format_exc()}
    return {"skipped": None, "error": None}


print(json.dumps({block["id"]: run(block) for block in json.load(sys.stdin)}))
