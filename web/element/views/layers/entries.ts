// The views into layers, before they are loaded.

import { modelOf } from "../../../shared/facts";
import type { Spec } from "../../../shared/spec";
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

const hasMaps = (spec: Spec) => modelOf(spec).input === "image";
const attends = (spec: Spec) => modelOf(spec).attention;

export const maps: ViewEntry = {
  name: "maps",
  label: { en: "Maps", de: "Karten" },
  applies: hasMaps,
  byDefault: hasMaps,
  load: loads(async () => (await import("./maps-panel")).MapsPanel, words),
};

export const attention: ViewEntry = {
  name: "attention",
  label: { en: "Attention", de: "Attention" },
  applies: attends,
  byDefault: attends,
  load: loads(async () => (await import("./attention-panel")).AttentionPanel, words),
};

export const weights: ViewEntry = {
  name: "weights",
  label: { en: "Weights", de: "Gewichte" },
  applies: () => true,
  byDefault: () => false,
  load: loads(async () => (await import("./weights-panel")).WeightsPanel, words),
};
