// The views that explain dropout, before they are loaded: each is small, and they come together.
import type { Spec } from "../../../shared/spec";
import { isDense } from "../../panel/applies";
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

const isStandard = (spec: Spec) => isDense(spec) && spec.drop === "standard";

export const forgot: ViewEntry = {
  name: "forgot",
  label: { en: "Forgotten eval", de: "Eval vergessen" },
  applies: () => true,
  byDefault: () => false,
  seldom: true,
  load: loads(async () => (await import("./lesson-panels")).ForgotPanel, words),
};

export const ridge: ViewEntry = {
  name: "ridge",
  label: { en: "Ridge", de: "Ridge" },
  applies: ({ model, depth }) => model === "mlp" && depth === 0,
  byDefault: () => false,
  seldom: true,
  load: loads(async () => (await import("./lesson-panels")).RidgePanel, words),
};

export const subnets: ViewEntry = {
  name: "subnets",
  label: { en: "Subnetworks", de: "Teilnetze" },
  applies: isStandard,
  byDefault: () => false,
  seldom: true,
  load: loads(async () => (await import("./lesson-panels")).SubnetsPanel, words),
};

export const missing: ViewEntry = {
  name: "missing",
  label: { en: "Missing units", de: "Fehlende Einheiten" },
  applies: (spec) => isDense(spec) && spec.depth > 0,
  byDefault: () => false,
  seldom: true,
  load: loads(async () => (await import("./lesson-panels")).MissingPanel, words),
};

export const lag: ViewEntry = {
  name: "lag",
  label: { en: "Memory", de: "Gedächtnis" },
  applies: ({ data }) => data === "recall",
  byDefault: () => false,
  seldom: true,
  load: loads(async () => (await import("./lesson-panels")).LagPanel, words),
};

export const average: ViewEntry = {
  name: "average",
  label: { en: "Average", de: "Mittel" },
  applies: (spec) => isStandard(spec) && spec.depth > 0,
  byDefault: () => false,
  seldom: true,
  load: loads(async () => (await import("./lesson-panels")).AveragePanel, words),
};
