// How the parameter table is called in a language; in English, as the core has it.
import type { Parameter } from "../../../shared/spec";

export interface ParameterWords {
  label(row: Parameter): string;
  help(row: Parameter): string;
  unit(row: Parameter): string;
}

export const englishParameters: ParameterWords = {
  label: ({ label }) => label,
  help: ({ help }) => help,
  unit: ({ unit }) => unit,
};
