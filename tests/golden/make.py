"""Writes values.inc: what PyTorch (Debian's python3-torch, 1.13, in double precision) computes for
the layers, losses and optimizers of the core, at the same weights and with the same masks.

    /usr/bin/python3 tests/golden/make.py

Every case has x, its parameters in the core's layout and order, y, and for L = sum(w y^2) / 2 the
gradients; then the parameters after three steps of Nesterov's SGD. Masks come from masks.py and are
handed to torch in the place of its own draws. golden_test.cpp reads all this.
"""
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch.nn.utils.stateless import functional_call

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from masks import keep_mask  # noqa: E402

SEED, STEP = 42, 7  # of the masks
LR, MOMENTUM, DECAY = 0.03, 0.9, 0.02  # of the three steps
random = np.random.default_rng(20240607)
torch.set_default_dtype(torch.float64)
lines = []


def put(name, values):
    """One tensor as (rows, columns), its last axis in the columns."""
    v = values.detach().numpy() if torch.is_tensor(values) else np.asarray(values, np.float64)
    v = v.reshape(-1, v.shape[-1]) if v.ndim > 0 else v.reshape(1, 1)
    numbers = " ".join(f"{x:.9g}" for x in v.ravel())
    lines.append(f'"{name} {v.shape[0]} {v.shape[1]} {numbers}",')


def put_mask(name, mask):
    m = mask.reshape(-1, mask.shape[-1]).astype(int)
    lines.append(f'"{name} {m.shape[0]} {m.shape[1]} #{"".join(map(str, m.ravel()))}",')


def draw(*shape, scale=1.0, mean=0.0):
    """Normal numbers that float represents exactly, and so do nine digits."""
    values = mean + scale * random.standard_normal(shape)
    return torch.tensor(values.astype(np.float32).astype(float))


def weight(*shape):
    return draw(*shape, scale=shape[-1] ** -0.5)


class Site:
    """A place that drops: number `index` in its network, p, and the shape of its mask."""

    def __init__(self, index, p, *shape):
        self.p = p
        self.mask = keep_mask(int(np.prod(shape)), p, SEED, index, 0, STEP).reshape(shape)

    def __call__(self, x):
        return x * torch.tensor(self.mask).reshape(x.shape) / (1 - self.p)


def instead_of_dropout(sites):
    """F.dropout for torch's own modules: call i multiplies by the mask of sites[i]."""
    waiting = list(sites)
    return lambda x, p=0.5, training=True, inplace=False: waiting.pop(0)(x)


def case(name, function, x, parameters, sites=(), still=(), inputs=True):
    """`function(parameters, x)` -> y. `still`: names of parameters that do not decay."""
    put(f"{name}.x", x)
    for i, site in enumerate(sites):
        put_mask(f"{name}.mask{i}", site.mask)
    for i, value in enumerate(parameters.values()):
        put(f"{name}.param{i}", value)
    for value in parameters.values():
        value.requires_grad_()
    x = x.clone().requires_grad_(inputs)
    decaying = [v for k, v in parameters.items() if k not in still]
    others = [v for k, v in parameters.items() if k in still]
    groups = [{"params": g, "weight_decay": d} for g, d in ((decaying, DECAY), (others, 0)) if g]
    optimizer = groups and torch.optim.SGD(groups, LR, MOMENTUM, nesterov=True)
    w = None
    for step in range(3):
        y = function(parameters, x)
        if step == 0:
            w = draw(*y.shape, scale=1 / y.shape[0])
            put(f"{name}.w", w)
            put(f"{name}.y", y)
        x.grad = None
        if groups:
            optimizer.zero_grad()
        (w * y * y / 2).sum().backward()
        if step == 0:
            if inputs:
                put(f"{name}.dx", x.grad)
            for i, value in enumerate(parameters.values()):
                put(f"{name}.grad{i}", value.grad)
        if not groups:
            return
        optimizer.step()
    for i, value in enumerate(parameters.values()):
        put(f"{name}.after{i}", value)


def rows(x):
    """(N, C, H, W) as the core has images: (N, H W C)."""
    return x.permute(0, 2, 3, 1).reshape(x.shape[0], -1)


def images(x, height, width):
    return x.reshape(x.shape[0], height, width, -1).permute(0, 3, 1, 2)


# --- masks and what torch itself drops ---------------------------------------------------------

for i, p in enumerate([0.1, 0.25, 1 / 3, 0.5, 0.8, 0.999]):
    site = Site(i, p, 3, 77)
    put_mask(f"law{i}.mask", site.mask)

torch.manual_seed(5)
for p in (0.1, 0.5, 0.8):
    x, name = draw(1, 40), f"torch{p:g}"
    put(f"{name}.x", x)
    for kind, function in (("dropout", F.dropout), ("alpha", F.alpha_dropout)):
        leaf = x.clone().requires_grad_()
        y = function(leaf, p, True)
        (y * y / 2).sum().backward()
        put(f"{name}.{kind}.y", y)
        put(f"{name}.{kind}.dx", leaf.grad)
        put_mask(f"{name}.{kind}.mask", (leaf.grad != 0).numpy())
    maps = draw(1, 6, 2, 3)  # (N, C, H, W)
    y = F.dropout2d(maps, p, True)
    put(f"{name}.maps.x", rows(maps))
    put(f"{name}.maps.y", rows(y))
    put_mask(f"{name}.maps.mask", (y.abs().sum((2, 3)) != 0).numpy())

# --- layers without time -----------------------------------------------------------------------


def linear(p, x):
    return F.linear(x, p["weight"], p["bias"][0])


for name, n, wide, out in (("linear", 6, 5, 7), ("linear_one", 1, 9, 3)):
    case(name, linear, draw(n, wide), {"weight": weight(out, wide), "bias": draw(1, out)},
         still=["bias"])

hidden = Site(0, 0.5, 6, 8)
case("hidden", lambda p, x: F.linear(hidden(F.relu(F.linear(x, p["w1"], p["b1"][0]))),
                                     p["w2"], p["b2"][0]), draw(6, 5),
     {"w1": weight(8, 5), "b1": draw(1, 8), "w2": weight(3, 8), "b2": draw(1, 3)}, [hidden],
     still=["b1", "b2"])


def conv(p, x, height, width, channels):
    kernel = p["weight"].reshape(-1, 3, 3, channels).permute(0, 3, 1, 2)
    return F.conv2d(images(x, height, width), kernel, p["bias"][0], padding=1)


case("conv", lambda p, x: rows(conv(p, x, 6, 5, 2)), draw(3, 60),
     {"weight": weight(11, 18), "bias": draw(1, 11)}, still=["bias"])
case("convpool", lambda p, x: rows(F.max_pool2d(F.relu(conv(p, x, 6, 5, 2)), 2)), draw(3, 60),
     {"weight": weight(3, 18), "bias": draw(1, 3)}, still=["bias"])

for function in ("relu", "gelu", "tanh", "sigmoid", "selu"):
    case(function, lambda p, x: getattr(torch, function, getattr(F, function))(x),
         draw(5, 9, scale=2.0), {})

# Running statistics learn at each of the three forwards.
for name, shape in (("batchnorm", (6, 4)), ("batchnorm_image", (2, 3, 4, 2))):  # (N, H, W, C)
    module = torch.nn.BatchNorm1d(4) if len(shape) == 2 else torch.nn.BatchNorm2d(2)
    channels = shape[-1]

    def batchnorm(p, x, module=module, shape=shape):
        y = x.reshape(shape).movedim(-1, 1)
        y = functional_call(module, {"weight": p["weight"][0], "bias": p["bias"][0]}, y)
        return y.movedim(1, -1).reshape(x.shape)

    x = draw(*shape, scale=2, mean=1).reshape(shape[0], -1)
    parameters = {"weight": draw(1, channels), "bias": draw(1, channels)}
    case(name, batchnorm, x, parameters, still=["weight", "bias"])
    put(f"{name}.mean", module.running_mean)
    put(f"{name}.variance", module.running_var)
    module.eval()
    put(f"{name}.eval", batchnorm(parameters, x))

case("layernorm", lambda p, x: F.layer_norm(x, (7,), p["weight"][0], p["bias"][0]),
     draw(5, 7, scale=3, mean=2), {"weight": draw(1, 7), "bias": draw(1, 7)}, still=["weight", "bias"])

# --- tokens ------------------------------------------------------------------------------------

TOKENS, LENGTHS = [[3, 5, 3, 0], [5, 10, 0, 0], [1, 2, 4, 6]], [4, 2, 4]
put("tokens", [[t if i < n else -1 for i, t in enumerate(row)] for row, n in zip(TOKENS, LENGTHS)])
put("lengths", [LENGTHS])
tokens = torch.tensor(TOKENS)
valid = (torch.arange(4)[None] < torch.tensor(LENGTHS)[:, None]).to(torch.float64)
root = torch.tensor(LENGTHS).sqrt()[:, None]
none = torch.zeros(1, 1)
case("embedding", lambda p, x: (F.embedding(tokens, p["table"]) + p["places"]) * valid[..., None],
     none, {"table": draw(11, 6), "places": draw(4, 6)}, still=["table", "places"], inputs=False)
case("bag", lambda p, x: F.embedding_bag(tokens, p["table"], mode="sum",
                                         per_sample_weights=valid) / root,
     none, {"table": draw(11, 6)}, still=["table"], inputs=False)

# --- sequences ---------------------------------------------------------------------------------

N, L = 3, 5


def lstm_parameters(wide, h):
    return {"weight_ih": weight(4 * h, wide), "weight_hh": weight(4 * h, h),
            "bias_ih": draw(1, 4 * h, scale=0.3), "bias_hh": draw(1, 4 * h, scale=0.3)}


def lstm(weights, x, lengths=None, layers=1):
    """torch.nn.LSTM's function, without its module, whose weights cannot be exchanged."""
    weights = [w if w.shape[0] > 1 else w[0] for w in weights]
    zero = torch.zeros(layers, x.shape[0], 4)
    rest = (True, layers, 0.0, False, False)
    if lengths is None:
        return torch._VF.lstm(x, (zero, zero), weights, *rest, True)[0]
    rnn = torch.nn.utils.rnn
    pack = rnn.pack_padded_sequence(x, lengths, True, False)
    y = torch._VF.lstm(pack.data, pack.batch_sizes, (zero, zero), weights, *rest)[0]
    pack = rnn.PackedSequence(y, pack.batch_sizes, pack.sorted_indices, pack.unsorted_indices)
    return rnn.pad_packed_sequence(pack, True, total_length=x.shape[1])[0]


for name, p, lengths in (("lstm", 0.4, None), ("lstm_padded", 0.4, [5, 2, 4]),
                         ("lstm_idle", 0, None)):
    between = Site(0, p, N * L, 4)
    both = {f"{layer}_{k}": v for layer, wide in ((0, 3), (1, 4))
            for k, v in lstm_parameters(wide, 4).items()}

    def stack(p, x, between=between, lengths=lengths):
        weights = list(p.values())
        h = lstm(weights[:4], x.reshape(N, L, -1), lengths)
        h = between(h.reshape(N * L, 4)).reshape(N, L, 4)
        return lstm(weights[4:], h, lengths).reshape(N * L, -1)

    x = draw(N * L, 3)
    if lengths is not None:
        put(f"{name}.lengths", [lengths])
    if p == 0:  # then it is torch's own stack of two
        expected = lstm(both.values(), x.reshape(N, L, 3), layers=2)
        assert torch.allclose(stack(both, x).reshape(N, L, 4), expected, atol=1e-14)
    case(name, stack, x, both, [between], still=[k for k in both if "bias" in k])

D, HEADS, FEED = 8, 2, 12


def attention_parameters():
    return {"self_attn.in_proj_weight": weight(3 * D, D), "self_attn.in_proj_bias": draw(1, 3 * D),
            "self_attn.out_proj.weight": weight(D, D), "self_attn.out_proj.bias": draw(1, D)}


def norm_parameters(i):
    return {f"norm{i}.weight": draw(1, D, scale=0.2, mean=1), f"norm{i}.bias": draw(1, D, scale=0.2)}


def feed_parameters():
    return {"linear1.weight": weight(FEED, D), "linear1.bias": draw(1, FEED),
            "linear2.weight": weight(D, FEED), "linear2.bias": draw(1, D)}


def flat(p, prefix=""):
    """Parameters as torch.nn modules name and shape them."""
    return {k[len(prefix):]: v if "weight" in k and "norm" not in k else v[0]
            for k, v in p.items() if k.startswith(prefix)}


def without_decay(p):
    return [k for k in p if "bias" in k or "norm" in k]


own_dropout = F.dropout
attention = torch.nn.MultiheadAttention(D, HEADS, 0.5, batch_first=True)
for name, causal, lengths in (("attention", False, None), ("attention_causal", True, None),
                              ("attention_padded", False, [5, 1, 3])):
    site = Site(0, 0.3, N, HEADS * L * L)
    future = torch.triu(torch.full((L, L), -np.inf), 1) if causal else None
    absent = None if lengths is None else torch.arange(L)[None] >= torch.tensor(lengths)[:, None]

    def attend(p, x, site=site, future=future, absent=absent):
        F.dropout = instead_of_dropout([site])
        x = x.reshape(N, L, D)
        y = functional_call(attention, flat(p, "self_attn."), (x, x, x),
                            {"attn_mask": future, "key_padding_mask": absent})[0]
        F.dropout = own_dropout
        if absent is not None:  # the core's absent queries attend to nothing; ask of the others
            y = y * (~absent)[..., None] + absent[..., None] * flat(p)["self_attn.out_proj.bias"]
        return y.reshape(N * L, D)

    p = attention_parameters()
    case(name, attend, draw(N * L, D), p, [site], still=without_decay(p))
    if lengths is not None:
        put(f"{name}.lengths", [lengths])

for name, pre, act, causal in (("block_pre", True, "gelu", True), ("block_post", False, "relu", False)):
    layer = torch.nn.TransformerEncoderLayer(D, HEADS, FEED, 0.5, act, batch_first=True,
                                             norm_first=pre)
    if pre:
        p = {**norm_parameters(1), **attention_parameters(), **norm_parameters(2),
             **feed_parameters()}
    else:
        p = {**attention_parameters(), **norm_parameters(1), **feed_parameters(),
             **norm_parameters(2)}
    sites = [Site(0, 0.2, N, HEADS * L * L), Site(1, 0.3, N * L, D), Site(2, 0.4, N * L, FEED),
             Site(3, 0.3, N * L, D)]

    def block(p, x, layer=layer, sites=sites, causal=causal):
        F.dropout = instead_of_dropout(sites)
        future = torch.triu(torch.full((L, L), -np.inf), 1) if causal else None
        y = functional_call(layer, flat(p), (x.reshape(N, L, D),), {"src_mask": future})
        F.dropout = own_dropout
        return y.reshape(N * L, D)

    case(name, block, draw(N * L, D), p, sites, still=without_decay(p))

# --- losses ------------------------------------------------------------------------------------

labels = [2, -1, 0, 5, 5, -1, 3]
put("loss.labels", [labels])
logits, targets = draw(7, 6, scale=3), draw(7, 6)
put("loss.logits", logits)
put("loss.targets", targets)
for smoothing in (0, 0.1, 0.5):
    leaf = logits.clone().requires_grad_()
    value = F.cross_entropy(leaf, torch.tensor(labels), ignore_index=-1, label_smoothing=smoothing)
    value.backward()
    put(f"loss.cross{smoothing:g}.value", value)
    put(f"loss.cross{smoothing:g}.grad", leaf.grad)
leaf = logits.clone().requires_grad_()
value = F.mse_loss(leaf, targets)
value.backward()
put("loss.squared.value", value)
put("loss.squared.grad", leaf.grad)

# --- optimizers --------------------------------------------------------------------------------

STEPS = 3
start = [draw(5, 7), draw(1, 5)]  # the second does not decay
gradients = [[draw(5, 7), draw(1, 5)] for _ in range(STEPS)]
for i, value in enumerate(start):
    put(f"optimizer.start{i}", value)
    for step in range(STEPS):
        put(f"optimizer.grad{i}_{step}", gradients[step][i])
for name, make, decay, clip in (
    ("sgd", lambda g: torch.optim.SGD(g, 0.1), 0, 0),
    ("sgd_decay", lambda g: torch.optim.SGD(g, 0.1), 0.03, 0),
    ("momentum", lambda g: torch.optim.SGD(g, 0.1, 0.9), 0.03, 0),
    ("nesterov", lambda g: torch.optim.SGD(g, 0.1, 0.9, nesterov=True), 0.03, 0),
    ("adam", lambda g: torch.optim.Adam(g, 0.01), 0, 0),
    ("adam_decay", lambda g: torch.optim.Adam(g, 0.01), 0.03, 0),
    ("adamw", lambda g: torch.optim.AdamW(g, 0.01), 0.3, 0),
    ("sgd_clip", lambda g: torch.optim.SGD(g, 0.1), 0, 1.5),
    ("adamw_clip", lambda g: torch.optim.AdamW(g, 0.01), 0.3, 1.5),
    ("sgd_loose", lambda g: torch.optim.SGD(g, 0.1), 0, 100),
):
    values = [v.clone().requires_grad_() for v in start]
    optimizer = make([{"params": [values[0]], "weight_decay": decay},
                      {"params": [values[1]], "weight_decay": 0}])
    for step in range(STEPS):
        for value, gradient in zip(values, gradients[step]):
            value.grad = gradient.clone()
        if clip:
            torch.nn.utils.clip_grad_norm_(values, clip)
        optimizer.step()
    put(f"optimizer.{name}.settings", [[decay, clip]])
    for i, value in enumerate(values):
        put(f"optimizer.{name}.after{i}", value)

# Sparse rows: other rows at each step; moments of the others wait (torch.optim.SparseAdam).
table = draw(6, 3).requires_grad_()
put("sparse.start", table)
optimizer = torch.optim.SparseAdam([table], 0.01)
for step, touched in enumerate([[0, 3], [3, 5], [0, 5, 1]]):
    gradient = draw(len(touched), 3)
    put(f"sparse.rows{step}", [touched])
    put(f"sparse.grad{step}", gradient)
    table.grad = torch.sparse_coo_tensor([touched], gradient, (6, 3))
    optimizer.step()
put("sparse.after", table)

# --- a whole network, three steps of training --------------------------------------------------
# model=transformer, two blocks, a language model of one example: loss, clipping, AdamW.

TEXT = [1, 4, 2, 2, 6, 3, 5]
V, T = 7, len(TEXT) - 1
put("network.text", [TEXT])
p = {"table": draw(V, D), "places": draw(T, D, scale=0.3)}
layers, sites = [], [Site(0, 0.1, T, D)]
FEED = 4 * D
for b in (1, 2):
    layer = torch.nn.TransformerEncoderLayer(D, HEADS, FEED, 0.5, "gelu", batch_first=True,
                                             norm_first=True)
    layers.append(layer)
    own = {**norm_parameters(1), **attention_parameters(), **norm_parameters(2),
           **feed_parameters()}
    p.update({f"{b}.{k}": v for k, v in own.items()})
p.update({"norm.weight": draw(1, D, scale=0.2, mean=1), "norm.bias": draw(1, D, scale=0.2),
          "out.weight": weight(V, D), "out.bias": draw(1, V)})
for i, value in enumerate(p.values()):
    put(f"network.param{i}", value)
    value.requires_grad_()
kept = without_decay(p) + ["places"]
optimizer = torch.optim.AdamW([
    {"params": [v for k, v in p.items() if k not in kept], "weight_decay": 0.1},
    {"params": [p[k] for k in kept], "weight_decay": 0}], 0.01)
losses = []
for step in range(STEPS):
    STEP = step
    shapes = [(T, D)] + 2 * [(1, HEADS * T * T), (T, D), (T, FEED), (T, D)]
    rates = [0.1] + 2 * [0.2, 0.15, 0.3, 0.15]
    sites = [Site(i, rate, *shape) for i, (rate, shape) in enumerate(zip(rates, shapes))]
    x = sites[0]((F.embedding(torch.tensor(TEXT[:-1]), p["table"]) + p["places"]))[None]
    for b in (1, 2):
        F.dropout = instead_of_dropout(sites[4 * b - 3:4 * b + 1])
        x = functional_call(layers[b - 1], flat(p, f"{b}."), (x,),
                            {"src_mask": torch.triu(torch.full((T, T), -np.inf), 1)})
        F.dropout = own_dropout
    x = F.layer_norm(x[0], (D,), p["norm.weight"][0], p["norm.bias"][0])
    x = F.linear(x, p["out.weight"], p["out.bias"][0])
    loss = F.cross_entropy(x, torch.tensor(TEXT[1:]), label_smoothing=0.1)
    losses.append(loss.item())
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(p.values(), 0.5)
    before = p["table"].detach().clone()
    optimizer.step()
    with torch.no_grad():  # words that the text does not have rest in the core: no decay either
        for word in set(range(V)) - set(TEXT[:-1]):
            p["table"][word] = before[word]
put("network.losses", [losses])
for i, (key, value) in enumerate(p.items()):
    put(f"network.after{i}", value)

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "values.inc"), "w") as file:
    file.write("// Written by make.py with PyTorch " + torch.__version__ + ".\n"
               "// name, rows, columns, values; after # a mask, 1 for kept.\n")
    file.write("\n".join(lines) + "\n")
