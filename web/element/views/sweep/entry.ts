// The sweep, before it is loaded.
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

export const sweep: ViewEntry = {
  name: "sweep",
  label: { en: "Sweep", de: "Reihe" },
  applies: () => true,
  byDefault: () => false,
  load: loads(async () => (await import("./sweep-panel")).SweepPanel, words),
};
