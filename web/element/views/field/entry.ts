// The field, before it is loaded.

import { isLine, isPlane } from "../../../shared/facts";
import type { Spec } from "../../../shared/spec";
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

const hasField = (spec: Spec) => isPlane(spec) || isLine(spec);

export const field: ViewEntry = {
  name: "field",
  label: { en: "Field", de: "Feld" },
  applies: hasField,
  byDefault: hasField,
  load: loads(async () => (await import("./field-panel")).FieldPanel, words),
};
