"""PyTorch's side of the rows, on one thread: a JSON question a line, a JSON answer a line.

peers.py <folder of data> <wall|cpu>

Every row is built in all forms that might be fastest (fused or not, dense or sparse, one batch of
passes or a loop); the fastest is measured.
"""

import json
import statistics
import struct
import sys
import time
import warnings

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
torch.set_num_interop_threads(1)
torch.set_flush_denormal(True)
torch.manual_seed(1)
DATA = sys.argv[1]
now = time.thread_time if sys.argv[2] == "cpu" else time.perf_counter


def container(name):
    """The sections of a data file; the layout stands in src/lab/data/data.h."""
    raw = open(f"{DATA}/{name}.bin", "rb").read()
    assert raw[:8] == b"DROPDATA"
    _, sections = struct.unpack_from("<II", raw, 8)
    at, found = 16, {}
    for _ in range(sections):
        key = raw[at : at + 16].rstrip(b"\0").decode()
        kind, rows, columns = struct.unpack_from("<III", raw, at + 16)
        at += 28
        dtype = {1: np.uint8, 2: np.uint16, 4: np.float32}[kind]
        count = rows * columns
        found[key] = np.frombuffer(raw, dtype, count, at).reshape(rows, columns)
        at += (count * dtype().itemsize + 3) // 4 * 4
    return found


def timed(work, seconds):
    """As timing.mjs: microseconds a unit, the median over chunks of about 8 ms."""

    def clock(count):
        begin = now()
        work(count)
        return 1e3 * (now() - begin)

    count = 1
    while (took := clock(count)) < 2:
        count *= 2
    count = max(1, round(count * 8 / took))
    chunks, end = [], now() + seconds
    while not chunks or now() < end:
        chunks.append(clock(count))
    return 1e3 * statistics.median(chunks) / count


class Form:
    """One way to do a row: a step that returns its loss, over batches that come round."""

    def __init__(self, name, step, batches):
        self.name, self.step, self.batches, self.at = name, step, batches, 0

    def work(self, count):
        for _ in range(count):
            self.step(*self.batches[self.at % len(self.batches)])
            self.at += 1

    def learn(self, count):
        losses = []
        for i in range(count):
            losses.append(float(self.step(*self.batches[i % len(self.batches)])))
        return losses


def stepper(model, optimizers, loss_of):
    def step(x, y):
        for optimizer in optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model(x), y)
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        return loss.detach()

    return step


def slices(x, y, batch):
    """Batches of an epoch, shuffled once so that a step need not gather."""
    order = torch.randperm(len(y))
    x, y = x[order], y[order]
    return [(x[i : i + batch], y[i : i + batch]) for i in range(0, len(y) - batch + 1, batch)]


def both_adams(parameters, rule=torch.optim.Adam, **options):
    for foreach in (False, True):
        yield ("foreach" if foreach else "for"), lambda: rule(parameters, foreach=foreach, **options)


def points():
    centres = 0.3 * torch.randn(10, 100)
    y = torch.randint(10, (4096,))
    return centres[y] + torch.randn(4096, 100), y


def mlp():
    return nn.Sequential(
        nn.Linear(100, 64), nn.ReLU(), nn.Dropout(0.3),
        nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, 10),
    )  # fmt: skip


def classifier(row):
    x, y = points()
    for foreach in (False, True):
        model = mlp()
        adam = torch.optim.Adam(model.parameters(), 1e-3, foreach=foreach)
        yield Form(
            f"foreach={foreach}", stepper(model, [adam], F.cross_entropy), slices(x, y, row["batch"])
        )


def mc50(row):
    model = mlp().train()
    x = torch.randn(32, 100)

    def loop():
        with torch.inference_mode():
            passes = torch.stack([F.softmax(model(x), 1) for _ in range(50)])
            return passes.mean(0), passes.std(0)

    def batched():
        with torch.inference_mode():
            passes = F.softmax(model(x.repeat(50, 1)), 1).view(50, 32, 10)
            return passes.mean(0), passes.std(0)

    def prefix():
        with torch.inference_mode():
            h = model[1](model[0](x)).repeat(50, 1)
            passes = F.softmax(model[2:](h), 1).view(50, 32, 10)
            return passes.mean(0), passes.std(0)

    for name, passes in (("loop", loop), ("one batch", batched), ("one batch, prefix once", prefix)):
        yield Form(name, passes, [()])


class Bag(nn.Module):
    def __init__(self, vocabulary, classes, sparse):
        super().__init__()
        self.bag = nn.EmbeddingBag(vocabulary, 64, mode="mean", sparse=sparse)
        self.net = nn.Sequential(
            nn.Linear(64, 256), nn.ReLU(), nn.Dropout(0.5),
            nn.Linear(256, 256), nn.ReLU(), nn.Dropout(0.5), nn.Linear(256, classes),
        )  # fmt: skip

    def forward(self, bag):
        return self.net(self.bag(*bag))


def text(row):
    data = container("wordnet")
    tokens = torch.from_numpy(data["train.tokens"].astype(np.int64).ravel())
    count = torch.from_numpy(data["train.count"].astype(np.int64).ravel())
    label = torch.from_numpy(data["train.label"].astype(np.int64).ravel())
    vocabulary = bytes(data["words"].ravel()).count(b"\n") + 1
    classes = int(label.max()) + 1
    begin = torch.cumsum(count, 0) - count
    batches = []  # ready to use: a step need not gather
    for which in torch.randperm(len(label)).split(row["batch"]):
        own = [tokens[begin[i] : begin[i] + count[i]] for i in which]
        offsets = torch.cumsum(count[which], 0) - count[which]
        batches.append(((torch.cat(own), offsets), label[which]))
    for sparse in (True, False):
        for foreach in (False, True):
            model = Bag(vocabulary, classes, sparse)
            rest = list(model.net.parameters())
            if sparse:
                first = torch.optim.SparseAdam(list(model.bag.parameters()), 1e-3)
                optimizers = [first, torch.optim.Adam(rest, 1e-3, foreach=foreach)]
            else:
                optimizers = [torch.optim.Adam(model.parameters(), 1e-3, foreach=foreach)]
            step = stepper(model, optimizers, F.cross_entropy)
            yield Form(f"{'sparse' if sparse else 'dense'}, foreach={foreach}", step, batches)


def made_text(windows, length):
    stream, token = [], 1
    choices = np.random.default_rng(2).integers(0, 1 << 30, (windows * (length + 1), 2)).tolist()
    for a, b in choices:
        token = b % 64 if a % 4 == 0 else (token * 5 + b % 4) % 64
        stream.append(token)
    both = torch.tensor(stream).view(windows, length + 1)
    return both[:, :-1].contiguous(), both[:, 1:].contiguous()


class Own(nn.Module):
    """The block by hand: one product for queries, keys and values, and few copies."""

    def __init__(self, d, heads, length):
        super().__init__()
        self.heads, self.d = heads, d
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.up, self.down = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)
        self.register_buffer("mask", torch.full((length, length), float("-inf")).triu(1))

    def forward(self, x):
        n, t, d = x.shape
        q, k, v = (
            self.qkv(self.norm1(x)).view(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        )
        scores = (q @ k.transpose(-1, -2)) * (self.heads / d) ** 0.5 + self.mask
        mixed = F.dropout(F.softmax(scores, -1), 0.1) @ v
        x = x + F.dropout(self.out(mixed.transpose(1, 2).reshape(n, t, d)), 0.1)
        inner = F.dropout(F.gelu(self.up(self.norm2(x))), 0.1)
        return x + F.dropout(self.down(inner), 0.1)


class Transformer(nn.Module):
    def __init__(self, length, own):
        super().__init__()
        self.tokens, self.places = nn.Embedding(64, 64), nn.Embedding(length, 64)
        self.block = Own(64, 4, length) if own else nn.TransformerEncoderLayer(
            64, 4, 256, 0.1, F.gelu, batch_first=True, norm_first=True
        )  # fmt: skip
        self.own, self.norm, self.read_out = own, nn.LayerNorm(64), nn.Linear(64, 64)
        self.register_buffer("mask", torch.full((length, length), float("-inf")).triu(1))

    def forward(self, x):
        x = self.tokens(x) + self.places.weight
        x = self.block(x) if self.own else self.block(x, self.mask)
        return self.read_out(self.norm(x))


def token_loss(outputs, y):
    return F.cross_entropy(outputs.flatten(0, 1), y.flatten())


def block(row):
    x, y = made_text(1024, 64)
    for own in (False, True):
        for foreach in (False, True):
            model = Transformer(64, own)
            adam = torch.optim.AdamW(model.parameters(), 1e-3, weight_decay=0, foreach=foreach)
            step = stepper(model, [adam], token_loss)
            name = f"{'by hand' if own else 'TransformerEncoderLayer'}, foreach={foreach}"
            yield Form(name, step, slices(x, y, row["batch"]))


class Recurrent(nn.Module):
    def __init__(self, batch_first):
        super().__init__()
        self.batch_first = batch_first
        self.tokens, self.read_out = nn.Embedding(64, 64), nn.Linear(64, 64)
        self.lstm = nn.LSTM(64, 64, 2, dropout=0.3, batch_first=batch_first)

    def forward(self, x):
        return self.read_out(self.lstm(self.tokens(x))[0])


def lstm(row):
    x, y = made_text(1024, 32)
    for batch_first in (True, False):
        for foreach in (False, True):
            model = Recurrent(batch_first)
            adam = torch.optim.Adam(model.parameters(), 1e-3, foreach=foreach)
            batches = slices(x, y, row["batch"])
            if not batch_first:
                batches = [(a.t().contiguous(), b.t().contiguous()) for a, b in batches]
            step = stepper(model, [adam], token_loss)
            yield Form(f"batch_first={batch_first}, foreach={foreach}", step, batches)


def cnn(row):
    data = container("fashion")
    x = torch.from_numpy(data["train.x"].astype(np.float32) / 255).view(-1, 1, 28, 28)
    y = torch.from_numpy(data["train.label"].astype(np.int64).ravel())
    for layout in (torch.contiguous_format, torch.channels_last):
        for foreach in (False, True):
            model = nn.Sequential(
                nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
                nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                nn.Linear(1568, 256), nn.ReLU(), nn.Dropout(0.5),
                nn.Linear(256, 256), nn.ReLU(), nn.Dropout(0.5), nn.Linear(256, 10),
            ).to(memory_format=layout)  # fmt: skip
            adam = torch.optim.Adam(model.parameters(), 1e-3, foreach=foreach)
            batches = [
                (a.contiguous(memory_format=layout), b) for a, b in slices(x, y, row["batch"])
            ]
            step = stepper(model, [adam], F.cross_entropy)
            yield Form(f"{str(layout)[6:]}, foreach={foreach}", step, batches)


def openblas():
    """Which kernels OpenBLAS chose for this processor."""
    import ctypes

    try:
        library = ctypes.CDLL("libopenblas.so.0")
        library.openblas_get_corename.restype = ctypes.c_char_p
        library.openblas_get_config.restype = ctypes.c_char_p
        return f"{library.openblas_get_corename().decode()}; {library.openblas_get_config().decode()}"
    except (OSError, AttributeError):
        return "no OpenBLAS: PyTorch is not at its best here"


ROWS = {
    "classifier": classifier, "mc50": mc50, "text": text, "block": block, "lstm": lstm, "cnn": cnn,
}  # fmt: skip


def main():
    form = None
    for line in sys.stdin:
        question = json.loads(line)
        answer = {}
        if question["do"] == "version":
            config = torch.__config__.show()
            vector = [part for part in config.splitlines() if "CPU capability" in part]
            answer = {
                "version": f"PyTorch {torch.__version__}",
                "kernels": f"{vector[0].strip(' -') if vector else ''}; OpenBLAS {openblas()}; "
                f"{torch.get_num_threads()} thread",
            }
        elif question["do"] == "open":
            row = question["row"]
            forms = []
            for one in ROWS[row["name"]](row):
                losses = [1, 0] if row["name"] == "mc50" else one.learn(row["learn"])
                forms.append((timed(one.work, 0.3), one, losses))
            _, form, losses = min(forms, key=lambda entry: entry[0])
            tenth = max(1, len(losses) // 10)
            answer = {
                "losses": [statistics.mean(losses[:tenth]), statistics.mean(losses[-tenth:])],
                "form": form.name,
                "forms": {one.name: took for took, one, _ in forms},
            }
        else:
            row = question["row"]
            per_unit = len(form.batches) if row["work"] == "epoch" else 1
            answer = {"us": per_unit * timed(form.work, question["seconds"])}
        print(json.dumps(answer), flush=True)


main()
