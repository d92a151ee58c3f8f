// The scores of eval mode and of Monte Carlo as rows of words. Knows the core's names for them.
import { type Answer, matrix } from "../shared/core";
import type { Format } from "./format";
import type { Strings } from "./strings";

export interface ScoreRow {
  label: string;
  values: [name: string, text: string][];
}

const shown = [
  ["accuracy", 0],
  ["nll", 3],
  ["brier", 3],
  ["ece", 3],
  ["rmse", 3],
  ["deviation", 3],
  ["ll", 3],
  ["coverage", 0],
] as const;

export function scoreRows(
  evaluated: Answer | undefined,
  mc: Answer | undefined,
  strings: Strings,
  arm: string,
  format: Format,
): ScoreRow[] {
  const both = [evaluated, mc].map((answer) => answer && matrix(answer, "summary"));
  if (!both[1]) return [];
  const { labels } = both[1];
  const names = shown.filter(([name]) => {
    const at = labels.indexOf(name);
    return at >= 0 && !Number.isNaN(both[1]?.data[at] ?? Number.NaN);
  });
  return both.flatMap((summary, k) => {
    if (!summary) return [];
    const values = names.map(([name, digits]): [string, string] => {
      const value = summary.data[labels.indexOf(name)];
      const text = Number.isNaN(value)
        ? "–"
        : digits === 0
          ? format.percent(value)
          : format.fixed(value, digits);
      return [strings.scoreNames[name], text];
    });
    return [{ label: `${arm}, ${k === 0 ? strings.modes.eval : strings.modes.mc}`, values }];
  });
}
