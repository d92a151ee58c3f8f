// The network, before it is loaded.
import { isDense, isPlane } from "../../../shared/facts";
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

export const network: ViewEntry = {
  name: "network",
  label: { en: "Network", de: "Netz" },
  applies: isDense,
  byDefault: isPlane,
  load: loads(async () => (await import("./network-panel")).NetworkPanel, words),
};
