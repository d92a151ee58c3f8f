// What dropout computes in a mode, as a formula, with each arm's own numbers. Pure: Specs and
// words in, text out.
import type { Mode } from "../../shared/core";
import { applies, parameter, type Spec } from "../../shared/spec";
import type { Format } from "../text/format";
import type { Strings } from "../text/languages";

type Formulas = Readonly<Record<"on" | "off", string>>;

const inverted: Formulas = { on: "y = m ⊙ x / (1 − p)", off: "y = x" };
const formulas: Readonly<Record<Spec["drop"], Formulas>> = {
  standard: inverted,
  classic: { on: "y = m ⊙ x", off: "y = (1 − p) x" },
  gaussian: { on: "y = x ⊙ (1 + ε), ε ~ N(0, p / (1 − p))", off: "y = x" },
  alpha: { on: "y = a (m ⊙ x + (1 − m) α′) + b", off: "y = x" },
  spatial: { on: "map ← m · map / (1 − p), one m a map", off: "y = x" },
  dropblock: { on: "y = m ⊙ x · |m| / Σ m", off: "y = x" },
  dropconnect: { on: "y = (M ⊙ W) x / (1 − p)", off: "y = W x" },
  word: { on: "word t → 0 with probability p, else / (1 − p)", off: "all words" },
  variational: { on: "hₜ ← m ⊙ hₜ / (1 − p), one m for all t", off: "hₜ ← hₜ" },
  recurrent: { on: "cₜ = f cₜ₋₁ + i mₜ ⊙ g / (1 − p)", off: "cₜ = f cₜ₋₁ + i g" },
  path: { on: "y = x + b f(x) / (1 − p)", off: "y = x + f(x)" },
  concrete: { on: "y = m̃ ⊙ x / (1 − p), p is learned", off: "y = x" },
};

const rates = ["p", "pin", "pconv", "patt", "pres"] as const;

/** Kinds whose survivors are not multiplied by 1/(1-p). */
const unscaled: readonly Spec["drop"][] = ["classic", "gaussian", "alpha", "concrete", "dropblock"];

export function formulaOf(spec: Spec, mode: Mode): string {
  const { on, off } = formulas[spec.drop];
  if (mode === "eval") return off;
  return mode === "mc" ? `ŷ = (1/T) Σ f(x; mₜ),  ${on}` : on;
}

/** "A drops nothing; B keeps 50%, × 2". */
export function keepsOf(
  specs: readonly Spec[],
  mode: Mode,
  strings: Strings,
  format: Format,
): string {
  if (mode === "eval") return "";
  const letters = specs.length > 1 ? specs.map((_, arm) => strings.arms[arm]) : [""];
  return specs
    .map((spec, arm) => {
      const key = rates.find((one) => spec[one] > 0 && applies(parameter(one), spec));
      if (!key) return strings.formula.nothing(letters[arm]);
      const q = 1 - spec[key];
      const factor = key === "p" && unscaled.includes(spec.drop) ? "1" : format.fixed(1 / q, 2);
      const where = key === "p" ? "" : ` (${key})`;
      return strings.formula.keeps(letters[arm], format.percent(q) + where, factor);
    })
    .join("; ");
}
