// Uncertainty, before it is loaded.

import { modelOf } from "../../../shared/facts";
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

export const uncertainty: ViewEntry = {
  name: "uncertainty",
  label: { en: "Uncertainty", de: "Unsicherheit" },
  applies: () => true,
  byDefault: (spec) => modelOf(spec).input === "image",
  aside: true,
  load: loads(async () => (await import("./uncertainty-panel")).UncertaintyPanel, words),
};
