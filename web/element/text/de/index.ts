// All words of the element in German, but for those of parts that are loaded later. Sentences that
// the core writes itself stay as they come.
import type { Strings } from "../en";
import { arms } from "./arms";
import { chart } from "./chart";
import { charts } from "./charts";
import { help } from "./help";
import { notices } from "./notices";
import { germanParameters } from "./parameters";
import { replay } from "./replay";
import { settings } from "./settings";
import { training } from "./training";

export const german: Strings = {
  locale: "de",
  parameters: germanParameters,
  chart,
  ...arms,
  ...charts,
  ...help,
  ...notices,
  ...replay,
  ...settings,
  ...training,
};
