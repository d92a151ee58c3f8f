// Learning curves, before they are loaded.
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

export const curves: ViewEntry = {
  name: "curves",
  label: { en: "Curves", de: "Kurven" },
  applies: () => true,
  byDefault: () => true,
  aside: true,
  load: loads(async () => (await import("./curves-panel")).CurvesPanel, words),
};
