// What dropout computes in a mode, as a formula, with each arm's own numbers. Pure: Specs and
// words in, text out.
import type { Mode } from "../../shared/core";
import { isSoft, kindOf, ratesOf } from "../../shared/facts";
import type { Key, Spec } from "../../shared/spec";
import type { Format } from "../text/format";
import type { Strings } from "../text/languages";

export function formulaOf(spec: Spec, mode: Mode, strings: Strings): string {
  const { on, off } = strings.parameters.formulas(spec);
  if (mode === "eval") return off;
  return mode === "mc" ? `ŷ = (1/T) Σ f(x; mₜ),  ${on}` : on;
}

/** "A drops nothing; B keeps 50%, × 2". `rates`: each arm's p as it is now. */
export function keepsOf(
  specs: readonly Spec[],
  mode: Mode,
  strings: Strings,
  format: Format,
  rates: readonly number[] = specs.map(({ p }) => p),
): string {
  if (mode === "eval") return "";
  const letters = specs.length > 1 ? specs.map((_, arm) => strings.arms[arm]) : [""];
  return specs
    .map((spec, arm) => {
      const rate = (key: Key) => (key === "p" ? (rates[arm] ?? spec.p) : Number(spec[key]));
      const key = ratesOf(spec).find(({ key }) => Number(spec[key]) > 0)?.key;
      if (!key) return strings.formula.nothing(letters[arm]);
      if (key === "p" && isSoft(spec)) {
        return strings.formula.soft(letters[arm], format.fixed(rate(key), 3));
      }
      const q = 1 - rate(key);
      const factor = key === "p" && !kindOf(spec).scaled ? "1" : format.fixed(1 / q, 2);
      const where = key === "p" ? "" : ` (${key})`;
      return strings.formula.keeps(letters[arm], format.percent(q) + where, factor);
    })
    .join("; ");
}
