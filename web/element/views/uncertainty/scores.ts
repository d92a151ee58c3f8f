// The scores of eval mode, of Monte Carlo and of an ensemble as rows of words. Knows the core's
// names for them.
import { type Answer, matrix } from "../../../shared/core";
import type { Format } from "../../text/format";
import { field } from "./calibration";
import type { Words } from "./en";

export interface ScoreRow {
  label: string;
  values: [name: string, text: string][];
}

const shown = [
  ["accuracy", 0],
  ["nll", 3],
  ["brier", 3],
  ["ece", 3],
  ["entropy", 3],
  ["epistemic", 3],
  ["rmse", 3],
  ["mae", 3],
  ["r2", 3],
  ["ll", 3],
  ["coverage", 0],
  ["width", 3],
  ["deviation", 3],
] as const;

export type Scored = readonly [label: string, answer: Answer | null | undefined];

/** Shifted inputs told from validation data by the entropy, or by the deviation of a regression. */
function aurocOf(answer: Answer): number {
  const found = matrix(answer, "auroc");
  const at = found?.labels.findIndex((name) => name === "entropy" || name === "deviation") ?? -1;
  return found && at >= 0 ? found.data[at] : Number.NaN;
}

/** A 95 % interval reaches so many standard deviations to each side. */
const reach95 = 1.959964;

/** Mean absolute error, R² and the mean width of the 95 % interval of passes and noise (noise alone
 *  in eval mode), of a regression; from its predictions of validation data. */
export function regressionScores(answer: Answer): Readonly<Record<string, number>> {
  const found = matrix(answer, "inside");
  const rmse = field(answer, "rmse");
  if (!found || Number.isNaN(rmse) || found.rows === 0) return {};
  const { data, cols, rows } = found;
  const { mean: at, deviation, truth } = { mean: 0, deviation: 1, truth: 2 };
  const noise = 1 / field(answer, "tau");
  const column = (c: number) =>
    Array.from({ length: rows }, (_, r) => data[r * cols + c] as number);
  const average = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / rows;
  const truths = column(truth);
  const errors = column(at).map((value, r) => value - truths[r]);
  const middle = average(truths);
  const spread = average(truths.map((one) => (one - middle) ** 2));
  return {
    mae: average(errors.map(Math.abs)),
    r2: 1 - average(errors.map((one) => one ** 2)) / spread,
    width: average(column(deviation).map((one) => 2 * reach95 * Math.sqrt(one ** 2 + noise))),
  };
}

/** Columns are those that at least one row has a value in. */
export function scoreRows(scored: readonly Scored[], words: Words, format: Format): ScoreRow[] {
  const rows = scored.flatMap(([label, answer]) => {
    const summary = answer && matrix(answer, "summary");
    if (!summary) return [];
    const own = regressionScores(answer);
    const value = (name: string) => own[name] ?? field(answer, name);
    return [{ label, value, auroc: aurocOf(answer) }];
  });
  const names = shown.filter(([name]) => rows.some((row) => !Number.isNaN(row.value(name))));
  const text = (value: number, digits: number) =>
    Number.isNaN(value) ? "–" : digits ? format.fixed(value, digits) : format.percent(value);
  return rows.map(({ label, value, auroc }) => ({
    label,
    values: [
      ...names.map(([name, digits]): [string, string] => [
        (words.scoreNames as Record<string, string>)[name] ?? words.ensembles.names[name],
        text(value(name), digits),
      ]),
      [words.ensembles.names.auroc, text(auroc, 2)],
    ],
  }));
}
