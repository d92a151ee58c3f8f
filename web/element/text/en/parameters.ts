// How keys and kinds of dropout are called in a language; in English, as the core has it.
import { kindOf } from "../../../shared/facts";
import type { Parameter, Spec } from "../../../shared/spec";

export interface ParameterWords {
  label(row: Parameter): string;
  help(row: Parameter): string;
  unit(row: Parameter): string;
  /** Of the kind of dropout: while it drops, and in eval mode. */
  formulas(spec: Spec): { readonly on: string; readonly off: string };
}

export const englishParameters: ParameterWords = {
  label: ({ label }) => label,
  help: ({ help }) => help,
  unit: ({ unit }) => unit,
  formulas: kindOf,
};
