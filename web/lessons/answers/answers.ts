// Each figure's answer: pure functions from a run's measurements and its engine's answers to a
// sentence, empty while there are no numbers. Know no element.
import { matrix } from "../../shared/core";
import { columns } from "../../shared/generated/columns";
import { queries } from "../../shared/generated/questions";
import type { Spec } from "../../shared/spec";
import { get, type Lab } from "./lab";
import { format, points, share, two } from "./numbers";
import { sweepQuestions } from "./sweep";
import { uncertaintyQuestions } from "./uncertainty";

const gap = (lab: Lab, arm: number) =>
  lab.last(arm, "trainAccuracy") - lab.last(arm, "validAccuracy");

/** Nothing where a number is missing. */
function known(values: readonly number[], say: () => string): string {
  return values.some(Number.isNaN) ? "" : say();
}

async function masks(lab: Lab): Promise<string> {
  const site = "hidden1.drop";
  const peek = queries.peek({ count: 1, index: 0 });
  const before = await get(
    lab,
    0,
    { ...peek, text: `${site}.before`, mode: "eval" },
    `${site}.before`,
  );
  if (!before) return "";
  const x = Math.max(...before.data);
  const unit = before.data.indexOf(x);
  const passes = 100;
  const draws = Array.from({ length: passes }, (_, draw) =>
    get(lab, 0, { ...peek, text: `${site}.after`, mode: "train", draw }, `${site}.after`),
  );
  const values = (await Promise.all(draws)).flatMap((one) => (one ? [one.data[unit]] : []));
  if (values.length < passes) return "";
  const mean = values.reduce((sum, value) => sum + value, 0) / passes;
  const most = Math.max(...values);
  const gone = values.filter((value) => value === 0).length;
  return (
    `Unit ${unit + 1} of the first layer is ${two(x)}. In ${gone} of ${passes} passes it was ` +
    `dropped, in the others it counted ${two(most)}: on average ${two(mean)}.`
  );
}

/** Shares of a plane on which two passes name different classes. */
async function twice(lab: Lab): Promise<string> {
  const differs = async (mode: "train" | "eval") => {
    const ask = (draw: number) => get(lab, 0, queries.field({ mode, count: 40, draw }), "mean");
    const [a, b] = await Promise.all([ask(0), ask(1)]);
    if (!a || !b) return Number.NaN;
    let other = 0;
    for (let i = 0; i < a.rows; i++) {
      other += a.data[i * a.cols] > 0.5 !== b.data[i * b.cols] > 0.5 ? 1 : 0;
    }
    return other / a.rows;
  };
  const [train, evaluated] = await Promise.all([differs("train"), differs("eval")]);
  return known(
    [train, evaluated],
    () =>
      `Asked twice, the network changes its mind on ${share(train)} of the plane in train mode, ` +
      `and on ${share(evaluated)} in eval mode.`,
  );
}

async function loss(lab: Lab): Promise<string> {
  const all = [
    { name: "the training loss with dropout on", value: lab.last(0, "batchLoss") },
    { name: "the validation loss", value: lab.last(0, "validLoss") },
    { name: "the loss on the same training data in eval mode", value: lab.last(0, "trainLoss") },
  ];
  return known(
    all.map(({ value }) => value),
    () => {
      const [most, middle, least] = [...all]
        .sort((a, b) => b.value - a.value)
        .map(({ name, value }) => `${name}, ${two(value)}`);
      return `Highest stands ${most}; then ${middle}; lowest ${least}.`;
    },
  );
}

/** The share of weights in layers after the last convolution, and the effect of dropout there. */
async function dense(lab: Lab): Promise<string> {
  const table = await get(lab, 0, queries.weights(), "parameters");
  const right = [0, 1].map((arm) => lab.last(arm, "validAccuracy"));
  if (!table) return "";
  const size = columns.weights.parameters;
  const sizes = table.labels.map(
    (_, i) => table.data[i * table.cols + size.rows] * table.data[i * table.cols + size.columns],
  );
  const all = sizes.reduce((a, b) => a + b, 0);
  const maps = sizes
    .filter((_, i) => table.labels[i].startsWith("conv"))
    .reduce((a, b) => a + b, 0);
  return known([...right, gap(lab, 0), gap(lab, 1)], () => {
    const where = `${format.percent(1 - maps / all, 1).replace("%", "\u00a0%")}`;
    return (
      `${where} of the ${format.whole(all)} weights stand in dense layers. Dropout there makes ` +
      `the gap ${points(gap(lab, 1))} points instead of ${points(gap(lab, 0))}; of new pictures ` +
      `${share(right[1])} are right instead of ${share(right[0])}.`
    );
  });
}

async function forgot(lab: Lab): Promise<string> {
  const question = queries.mode3({ count: 600, samples: 20 });
  const all = await Promise.all(lab.specs.map((_, arm) => get(lab, arm, question, "modes")));
  const ends = [0, all.length - 1].map((arm) => {
    const data = all[arm]?.data;
    return data ? { p: lab.specs[arm].p, cost: data[0] - data[4], jitter: data[6] } : null;
  });
  const [least, most] = ends;
  if (!least || !most) return "";
  return (
    `Forgetting eval mode costs ${points(least.cost)} points at p = ${least.p} and ` +
    `${points(most.cost)} at p = ${most.p}, where one pass differs from the next by ` +
    `± ${points(most.jitter)}.`
  );
}

async function ridge(lab: Lab): Promise<string> {
  const answer = await lab.ask(0, queries.ridge());
  const weights = answer && matrix(answer, "weights");
  const losses = answer && matrix(answer, "loss")?.data;
  if (!weights || !losses) return "";
  const { data, cols } = weights;
  let ridges = 0;
  let least = 0;
  for (let i = 0; i < cols; i++) {
    ridges = Math.max(ridges, Math.abs(data[i] - data[cols + i]));
    least = Math.max(least, Math.abs(data[i] - data[2 * cols + i]));
  }
  return (
    `The weights that training with dropped inputs has found are within ${format.fixed(ridges, 3)} ` +
    `of ridge’s, which were solved; least squares is ${two(least)} away.`
  );
}

async function subnets(lab: Lab): Promise<string> {
  const question = queries.enumerate({ count: 16, samples: 50 });
  const all = await Promise.all(lab.specs.map((_, arm) => get(lab, arm, question, "summary")));
  const [one, two] = all.map((summary) => summary?.data);
  if (!one || !two) return "";
  const small = (value: number) => (value < 1e-4 ? "0.0000" : format.fixed(value, 4));
  return (
    `Eval mode and the geometric mean of all ${format.whole(one[1])} subnetworks differ by ` +
    `${small(one[3])} with one hidden layer, by ${small(two[3])} with two; from the arithmetic ` +
    `mean it is ${small(one[2])} and ${small(two[2])}.`
  );
}

async function missing(lab: Lab): Promise<string> {
  const question = queries.missing({ samples: 20 });
  const all = await Promise.all(lab.specs.map((_, arm) => get(lab, arm, question, "missing")));
  const at = columns.missing.missing.accuracy;
  const [without, withIt] = all.map((one) => one && [one.data[at], one.data[5 * one.cols + at]]);
  if (!without || !withIt) return "";
  return (
    `With half of its hidden units missing, the network trained without dropout falls from ` +
    `${share(without[0])} to ${share(without[1])}, the other from ${share(withIt[0])} to ` +
    `${share(withIt[1])}.`
  );
}

async function leak(lab: Lab): Promise<string> {
  const found = await get(lab, 0, queries.leak({ number: 0.3, count: 16 }), "leak");
  if (!found) return "";
  const [plain, spatial, block] = found.data;
  return (
    `Of what was dropped, neighbours give away R² = ${two(plain)} with single values, ` +
    `${two(block)} with squares and ${two(spatial)} with whole maps.`
  );
}

async function lag(lab: Lab): Promise<string> {
  const all = await Promise.all(lab.specs.map((_, arm) => get(lab, arm, queries.lag(), "lag")));
  const names: Partial<Record<Spec["drop"], string>> = {
    recurrent: "fresh masks at each step",
    variational: "one mask for all steps",
  };
  const parts = all.flatMap((one, arm) => {
    const { p, drop } = lab.specs[arm];
    const name = p === 0 ? "no dropout" : (names[drop] ?? "masks between layers");
    const last = one?.data[(one.rows - 1) * one.cols + columns.lag.lag.accuracy];
    return last === undefined ? [] : [`${share(last)} with ${name}`];
  });
  const first = all[0];
  if (!first || parts.length < all.length) return "";
  const far = first.data[(first.rows - 1) * first.cols];
  return `After ${far} steps the symbol is known in ${parts.join(", ")}.`;
}

async function sums(lab: Lab): Promise<string> {
  const rows = await Promise.all(
    lab.specs.map(async (_, arm) => {
      const text = "block1.attention.weights.after";
      const question = queries.peek({ text, mode: "train", count: 1, index: 0 });
      const weights = await get(lab, arm, question, text);
      if (!weights) return null;
      const all = Array.from({ length: weights.rows }, (_, r) =>
        weights.data.subarray(r * weights.cols, (r + 1) * weights.cols).reduce((a, b) => a + b, 0),
      );
      return [Math.min(...all), Math.max(...all)];
    }),
  );
  const [low, high] = rows;
  const losses = [0, 1].map((arm) => lab.last(arm, "validLoss"));
  if (!low || !high) return "";
  return known(
    losses,
    () =>
      `At ${lab.specs[0].patt} the rows sum to between ${two(low[0])} and ${two(low[1])}, at ` +
      `${lab.specs[1].patt} to between ${two(high[0])} and ${two(high[1])}; validation loss is ` +
      `${two(losses[0])} and ${two(losses[1])}.`,
  );
}

async function shift(lab: Lab): Promise<string> {
  const valid = lab.specs.map((_, arm) => lab.last(arm, "validAccuracy"));
  const ratios = await get(lab, 1, queries.variance(), "ratios");
  if (!ratios || valid.length < 4) return "";
  const arriving = Array.from({ length: ratios.rows }, (_, i) => ratios.data[i * ratios.cols]);
  const worst = arriving.reduce((a, b) => (Math.abs(b - 1) > Math.abs(a - 1) ? b : a), 1);
  return known(
    valid,
    () =>
      `Of the variance that BatchNorm expects, ${share(worst)} arrives in eval mode. Dropout moved ` +
      `accuracy from ${share(valid[0])} to ${share(valid[1])} with BatchNorm, and from ` +
      `${share(valid[2])} to ${share(valid[3])} without it.`,
  );
}

async function gains(lab: Lab): Promise<string> {
  const [without, withIt] = [0, 1].map((arm) => lab.last(arm, "validAccuracy"));
  return known([without, withIt, gap(lab, 0)], () => {
    const gained = withIt - without;
    const way = gained >= 0 ? "gains" : "loses";
    return (
      `After as many epochs, dropout ${way} ${points(Math.abs(gained))} points on new texts, and ` +
      `the gap is ${points(gap(lab, 1))} points instead of ${points(gap(lab, 0))}.`
    );
  });
}

async function letters(lab: Lab): Promise<string> {
  const losses = [0, 1].map((arm) => lab.last(arm, "validLoss"));
  const [first, second] = losses.map((loss) => two(Math.exp(loss)));
  return known(
    losses,
    () =>
      `In new names, the next letter is as open as a choice among ${first} letters without ` +
      `dropout, among ${second} with it.`,
  );
}

/** By the figures' names. */
export const questions: Readonly<Record<string, (lab: Lab) => Promise<string>>> = {
  ...sweepQuestions,
  ...uncertaintyQuestions,
  masks,
  twice,
  curves: loss,
  forgotten: forgot,
  ridge,
  subnets,
  weights: missing,
  maps: leak,
  lag,
  names: letters,
  attention: sums,
  shift,
  thousand: gains,
  dense,
};
