// Answers of the figures that ask how sure a network is. Know no element.
import { type Answer, matrix, type NamedMatrix } from "../../shared/core";
import { queries } from "../../shared/generated/questions";
import type { Lab } from "./lab";
import { format, share, two } from "./numbers";

/** Mean spread of a curve where there are training points, in holes between them, and beyond. */
async function band(lab: Lab): Promise<string> {
  const { T } = lab.specs[0];
  const answer = await lab.ask(0, queries.field({ mode: "mc", count: 200, samples: T }));
  const [x, std, seen] = ["x", "std", "points"].map((name) => answer && matrix(answer, name));
  if (!x || !std || !seen) return "";
  const at = Array.from({ length: seen.rows }, (_, i) => seen.data[i * seen.cols]).sort(
    (a, b) => a - b,
  );
  const [low, high] = [at[0], at[at.length - 1]];
  const hole = 0.08 * (high - low);
  const sums = { among: [0, 0], hole: [0, 0], beyond: [0, 0] };
  for (let i = 0; i < x.data.length; i++) {
    const here = x.data[i];
    const right = at.findIndex((one) => one >= here);
    const width = right > 0 && at[right] > here ? at[right] - at[right - 1] : 0;
    const where = here < low || here > high ? "beyond" : width > hole ? "hole" : "among";
    sums[where][0] += std.data[i];
    sums[where][1]++;
  }
  const mean = ([sum, n]: number[]) => two(sum / n);
  const between = sums.hole[1] > 0 ? `, ${mean(sums.hole)} in the gap between them` : "";
  const error =
    T > 1
      ? ` At one point, T\u00a0=\u00a0${T} passes give the deviation to ± ${share(errorOf(T))} and the mean to ` +
        `± ${two(sums.among[0] / sums.among[1] / Math.sqrt(T))}.`
      : "";
  return (
    `The standard deviation is ${mean(sums.among)} on average among the training ` +
    `points${between} and ${mean(sums.beyond)} beyond them.${error}`
  );
}

/** Errors and deviations of a curve on measured points among those it learned from, and beyond. */
async function future(lab: Lab): Promise<string> {
  const { T } = lab.specs[0];
  const answer = await lab.ask(0, queries.shift({ mode: "mc", samples: T }));
  const summary = answer && matrix(answer, "summary");
  if (!summary || summary.rows < 2) return "";
  const of = (name: string, row: number) => format.fixed(scored(summary, name, row), 1);
  return (
    `Of the later years it is off by ${of("rmse", 1)} ppm, with a standard deviation of ` +
    `${of("deviation", 1)}; among the years it learned from, by ${of("rmse", 0)} with ` +
    `${of("deviation", 0)}. Its 95\u00a0% band holds ${share(scored(summary, "coverage", 1))} of ` +
    `what was measured later.${known(T)}`
  );
}

/** The standard error of a standard deviation from T passes, approximately. */
const errorOf = (T: number) => 1 / Math.sqrt(2 * (T - 1));

const known = (T: number) =>
  T > 1 ? ` With T\u00a0=\u00a0${T} passes a deviation is known to ± ${share(errorOf(T))}.` : "";

const scored = (summary: NamedMatrix, name: string, row = 0) =>
  summary.data[row * summary.cols + summary.labels.indexOf(name)] ?? Number.NaN;

/** As many examples and passes as the view of uncertainty takes. */
const asPanel = ({ specs }: Lab) => ({
  count: 500,
  samples: Math.min(200, Math.max(2, specs[0].T)),
});

async function far(lab: Lab): Promise<string> {
  const answer = await lab.ask(0, queries.shift({ ...asPanel(lab), mode: "mc" }));
  const [summary, ranking] = ["summary", "auroc"].map((name) => answer && matrix(answer, name));
  if (!summary || !ranking) return "";
  const [near, out] = [0, 1].map((row) => scored(summary, "confidence", row));
  const auroc = ranking.data[ranking.labels.indexOf("mutual information")] ?? Number.NaN;
  const way =
    auroc > 0.6
      ? "mostly disagree more"
      : auroc < 0.4
        ? "mostly disagree less"
        : "hardly disagree more";
  return (
    `Among the points the network is ${share(near)} sure on average, far from all of them ` +
    `${share(out)}: out there its passes ${way} than among the points (AUROC ${two(auroc)}; 0.5 ` +
    `is guessing, 1 perfect).`
  );
}

/** Eval mode, Monte Carlo and, once it is trained, the ensemble; in which row of their summaries. */
async function ways(lab: Lab, number: number): Promise<[string, NamedMatrix, number][] | null> {
  const question = queries.uncertainty({ ...asPanel(lab), number });
  const [one, many] = await Promise.all(
    (["eval", "mc"] as const).map((mode) => lab.ask(0, { ...question, mode })),
  );
  const ensemble = await lab.ensemble(0);
  const row = number === 0 ? 0 : 1;
  const found = (answer: Answer | null, name: string, at: number) => {
    const summary = answer && matrix(answer, "summary");
    return summary ? [[name, summary, at] as [string, NamedMatrix, number]] : [];
  };
  const all = [
    ...found(one, "eval mode", 0),
    ...found(many, `${question.samples} passes`, 0),
    ...found(ensemble, "the mean of five networks", row),
  ];
  return one && many ? all : null;
}

const comma = (parts: readonly string[]) =>
  parts.length < 3
    ? parts.join(" and ")
    : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;

async function calibration(lab: Lab): Promise<string> {
  const all = await ways(lab, 0);
  if (!all) return "";
  const parts = all.map(
    ([name, summary, row]) =>
      `${name} ${share(scored(summary, "confidence", row))} and ` +
      `${share(scored(summary, "accuracy", row))}, off by ${two(scored(summary, "ece", row))}`,
  );
  return `How sure, and how often right: ${parts.join("; ")}.`;
}

async function rotated(lab: Lab): Promise<string> {
  const all = await ways(lab, 90);
  if (!all?.[0]) return "";
  const sure = all.map(
    ([name, summary, row]) => `${share(scored(summary, "confidence", row))} with ${name}`,
  );
  return (
    `On clothes turned by 90° the network is right in ${share(scored(all[0][1], "accuracy"))}, ` +
    `and on average as sure as ${comma(sure)}.`
  );
}

/** By the figures' names. */
export const uncertaintyQuestions: Readonly<Record<string, (lab: Lab) => Promise<string>>> = {
  co2: future,
  gap: band,
  spirals: far,
  calibration,
  rotated,
};
