// How a step's time and an experiment's memory grow: exponents of power laws fitted to the upper
// three sizes, next to what the number of operations says; and whether steps slow down in time.
import { block, linear, lstm } from "./rows.mjs";

const mlp = (batch, width, depth) => ({
  link:
    `#v=1&model=mlp&data=csv&width=${width}&depth=${depth}&p=0.3&lr=0.001&epochs=1500` +
    `&batch=${batch}`,
  work: "step",
  once: 4,
  flop: batch * (linear(100, width, true) + (depth - 1) * linear(width, width) + linear(width, 10)),
});

const axes = [
  { name: "batch", sizes: [32, 64, 128, 256, 512], row: (n) => mlp(n, 64, 2) },
  { name: "width", sizes: [64, 128, 256, 512], row: (n) => mlp(32, n, 3) },
  { name: "depth", sizes: [1, 2, 4, 8], row: (n) => mlp(32, 128, n) },
  {
    name: "length of an LSTM",
    sizes: [16, 32, 64, 128],
    row: (n) => ({ ...lstm(8, n, 64, 80), once: 0.4 }),
  },
  {
    name: "length of attention",
    sizes: [40, 80, 160],
    row: (n) => ({ ...block(4, n, 64, 30), once: 0.4 }),
  },
  {
    name: "T, passes of MC",
    sizes: [25, 50, 100, 200, 400],
    row: (n) => ({ ...mlp(32, 64, 2), work: "sample", once: 0, passes: n, flop: n }),
  },
];

/** The slope of log y over log x. */
export function exponent(xs, ys) {
  const [u, v] = [xs, ys].map((values) => values.map(Math.log));
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
  const [mu, mv] = [mean(u), mean(v)];
  const products = u.map((x, i) => (x - mu) * (v[i] - mv));
  return mean(products) / mean(u.map((x) => (x - mu) ** 2));
}

/** One line an axis: sizes, microseconds, megabytes, exponents. */
export async function growth(player, rounds, median, seconds) {
  const lines = [];
  for (const { name, sizes, row } of axes) {
    const times = sizes.map(() => []);
    const bytes = [];
    for (let round = 0; round < rounds; ++round) {
      for (const [i, size] of sizes.entries()) {
        const one = row(size);
        await player.start(one.link);
        bytes[i] = player.memory().bytes / 1e6;
        times[i].push(await player.measure(one, seconds));
      }
    }
    const us = times.map(median);
    const flops = sizes.map((size) => row(size).flop);
    lines.push({
      name,
      sizes,
      us,
      megabytes: bytes,
      measured: exponent(sizes.slice(-3), us.slice(-3)),
      theory: exponent(sizes.slice(-3), flops.slice(-3)),
    });
  }
  return lines;
}

const experiments = {
  "mlp, moons": ["#v=1&model=mlp"],
  "text, wordnet": ["#v=1&model=text&p=0.5", "wordnet"],
  "cnn, fashion": ["#v=1&model=cnn&p=0.5", "fashion"],
  "lstm, names": ["#v=1&model=lstm&p=0.3", "names"],
  "transformer, names": ["#v=1&model=transformer&p=0.1", "names"],
};

/** Megabytes of each model's first experiment, data and all. */
export async function memory(player) {
  const found = {};
  for (const [name, [link, file]] of Object.entries(experiments)) {
    await player.start("#v=1&width=1&depth=0&n=10"); // lets go of the one before
    await player.start(link, file);
    found[name] = player.memory().bytes / 1e6;
  }
  return found;
}

const learnable = {
  moons: "data=moons&lr=0.003",
  "moons with weight decay": "data=moons&lr=0.003&decay=0.01",
  spirals: "data=spirals&lr=0.003",
  sine: "data=sine&lr=0.003",
};

/** Steps a second of a 64-64 network whose gradients vanish: at first, and two seconds later,
 * when gradients have faded and units have died. */
export async function steady(player, rounds) {
  const found = [];
  for (const [of, part] of Object.entries(learnable)) {
    const first = [];
    const later = [];
    for (let round = 0; round <= rounds; ++round) {
      await player.start(`#v=1&n=250&width=64&depth=2&p=0&epochs=100000&${part}`);
      const begin = player.train(0.03);
      if (round === 0) continue; // the engine was still compiling
      first.push(begin);
      player.train(2);
      later.push(player.train(0.2));
    }
    found.push({ of, first, later });
  }
  return found;
}
