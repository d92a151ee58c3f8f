// The view of a table of the reader’s own, before it is loaded.
import type { Spec } from "../../../shared/spec";
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

const isOwn = ({ data }: Spec) => data === "csv";

export const table: ViewEntry = {
  name: "table",
  label: { en: "Your data", de: "Eigene Daten" },
  applies: isOwn,
  byDefault: isOwn,
  load: loads(async () => (await import("./table-panel")).TablePanel, words),
};
