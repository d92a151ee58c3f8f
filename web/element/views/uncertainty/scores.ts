// The scores of eval mode, of Monte Carlo and of an ensemble as rows of words. Knows the core's
// names for them.
import { type Answer, matrix } from "../../../shared/core";
import type { Format } from "../../text/format";
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
  ["deviation", 3],
  ["ll", 3],
  ["coverage", 0],
] as const;

export type Scored = readonly [label: string, answer: Answer | null | undefined];

/** Shifted inputs told from validation data by the entropy, or by the deviation of a regression. */
function aurocOf(answer: Answer): number {
  const found = matrix(answer, "auroc");
  const at = found?.labels.findIndex((name) => name === "entropy" || name === "deviation") ?? -1;
  return found && at >= 0 ? found.data[at] : Number.NaN;
}

/** Columns are those that at least one row has a value in. */
export function scoreRows(scored: readonly Scored[], words: Words, format: Format): ScoreRow[] {
  const rows = scored.flatMap(([label, answer]) => {
    const summary = answer && matrix(answer, "summary");
    if (!summary) return [];
    const value = (name: string) => summary.data[summary.labels.indexOf(name)] ?? Number.NaN;
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
