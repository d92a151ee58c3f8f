// The view of a table of the reader’s own, before it is loaded.

import { isOwnTable } from "../../../shared/facts";
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

export const table: ViewEntry = {
  name: "table",
  label: { en: "Your data", de: "Eigene Daten" },
  applies: isOwnTable,
  byDefault: isOwnTable,
  load: loads(async () => (await import("./table-panel")).TablePanel, words),
};
