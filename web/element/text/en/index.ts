// All words of the element in English, but for those of parts that are loaded later: they lie beside
// these parts. Knows no element.
import { type ChartStrings, english as chartEnglish } from "../../../charts/figure/strings";
import { arms } from "./arms";
import { charts } from "./charts";
import { help } from "./help";
import { notices } from "./notices";
import { englishParameters } from "./parameters";
import { replay } from "./replay";
import { settings } from "./settings";
import { training } from "./training";

const chart: ChartStrings = { ...chartEnglish, dropoutShort: "batch" };

/** Languages of the element. */
export type Language = "en" | "de";

export const english = {
  locale: "en" as Language,
  parameters: englishParameters,
  chart,
  ...arms,
  ...charts,
  ...help,
  ...notices,
  ...replay,
  ...settings,
  ...training,
};

export type Strings = typeof english;
