// How keys and kinds of dropout are called in German, as the core has it.
import { germanFormulas, germanRows, germanUnits } from "../../../shared/generated/german";
import type { ParameterWords } from "../en/parameters";

export const germanParameters: ParameterWords = {
  label: ({ key }) => germanRows[key][0],
  help: ({ key }) => germanRows[key][1],
  unit: ({ unit }) => germanUnits[unit] ?? unit,
  formulas: ({ drop }) => germanFormulas[drop],
};
