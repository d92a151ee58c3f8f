// Predictions of new rows, before they are loaded.
import { isOwnTable } from "../../../shared/facts";
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

export const rows: ViewEntry = {
  name: "rows",
  label: { en: "Predict new rows", de: "Neue Zeilen vorhersagen" },
  applies: isOwnTable,
  byDefault: isOwnTable,
  load: loads(async () => (await import("./rows-panel")).RowsPanel, words),
};
