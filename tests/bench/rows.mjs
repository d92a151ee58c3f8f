// The rows of the table: what is done, by whom, and what is to be reached. A link is ours; peers
// know a row by its name and batch. `flop` counts the matrix products that a step cannot do
// without: forward, the weights' gradients, and the inputs' gradients where something learns below.

/** Of one row of a linear layer; `first` layers need no gradient of their input. */
export const linear = (inputs, outputs, first = false) => 2 * inputs * outputs * (first ? 2 : 3);

const classifier = (batch, torch, share) => ({
  name: "classifier",
  of: `batch ${batch}`,
  batch,
  link: `#v=1&model=mlp&data=csv&width=64&depth=2&p=0.3&lr=0.001&epochs=100000&batch=${batch}`,
  work: "step",
  unit: "us/step",
  learn: Math.ceil(20000 / batch),
  flop: batch * (linear(100, 64, true) + linear(64, 64) + linear(64, 10)),
  peers: { tfjs: 25, convnetjs: 25, torch },
  share,
});

export const block = (batch, length, width, epochs = 240) => ({
  name: "block",
  of: `d ${width}, 4 heads, T ${length}, batch ${batch}`,
  batch,
  link:
    `#v=1&model=transformer&data=moby&width=${width}&depth=1&heads=4&context=${length}` +
    `&batch=${batch}&p=0.1&patt=0.1&pres=0.1&clip=0&epochs=${epochs}`,
  work: "step",
  once: 1,
  unit: "us/step",
  learn: 60,
  flop:
    batch *
    length *
    (linear(width, 3 * width) + // queries, keys, values
      linear(width, width) +
      2 * linear(width, 4 * width) +
      linear(width, 64) + // the read-out
      linear(width, length + 1)), // QK^T and AV, of which a causal mask leaves half of T
  peers: { torch: 1.3 },
  share: 0.6,
});

export const lstm = (batch, length, width, epochs = 400) => ({
  name: "lstm",
  of: `2 x ${width}, T ${length}, batch ${batch}`,
  batch,
  link:
    `#v=1&model=lstm&data=moby&width=${width}&emb=${width}&depth=2&context=${length}` +
    `&batch=${batch}&p=0.3&clip=0&epochs=${epochs}`,
  work: "step",
  once: 1,
  unit: "us/step",
  learn: 60,
  flop: batch * length * (4 * linear(width, 4 * width) + linear(width, 64)),
  peers: { torch: 1.2 },
  share: 0.6,
});

const cnn = (batch) => ({
  name: "cnn",
  of: `batch ${batch}`,
  batch,
  link: `#v=1&model=cnn&data=fashion&p=0.5&batch=${batch}&epochs=1300`,
  file: "fashion",
  work: "step",
  once: 1,
  unit: "us/step",
  learn: 60,
  flop:
    batch *
    (784 * linear(9, 16, true) +
      196 * linear(9 * 16, 32) +
      linear(49 * 32, 256) +
      linear(256, 256) +
      linear(256, 10)),
  peers: { torch: 1 },
});

export const rows = [
  classifier(32, 4, 0.6),
  classifier(128, 2.2),
  classifier(512, 1.5, 0.75),
  {
    ...classifier(32),
    name: "mc50",
    of: "50 passes over 32",
    work: "sample",
    unit: "us",
    flop: 50 * 32 * 2 * (64 * 64 + 64 * 10) + 32 * 2 * 100 * 64,
    peers: { torch: 10 },
    share: undefined,
  },
  {
    name: "text",
    of: "an epoch of wordnet",
    batch: 64,
    link: "#v=1&model=text&data=wordnet&p=0.5&epochs=2800",
    file: "wordnet",
    work: "epoch",
    unit: "ms/epoch",
    scale: 1e-3,
    learn: 300,
    peers: { torch: 2 },
  },
  block(16, 64, 64),
  cnn(32),
  lstm(32, 32, 64),
  {
    name: "field",
    of: "2-8-8-2, 250 points, 100 x 100 field an epoch",
    batch: 10,
    link: "#v=1&model=mlp&data=moons&width=8&depth=2&n=250&batch=10&epochs=100000",
    work: "field",
    unit: "epochs/s",
    rate: true,
    learn: 500,
    least: 2000,
    peers: {},
  },
];
