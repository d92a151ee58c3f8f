// The views that explain dropout, before they are loaded: each is small, and they come together.

import { isDense, isRecall, isStandard, modelOf } from "../../../shared/facts";
import type { Spec } from "../../../shared/spec";
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

const isPlain = (spec: Spec) => isDense(spec) && isStandard(spec);

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
  applies: (spec) => modelOf(spec).input === "numbers" && spec.depth === 0,
  byDefault: () => false,
  seldom: true,
  load: loads(async () => (await import("./lesson-panels")).RidgePanel, words),
};

export const subnets: ViewEntry = {
  name: "subnets",
  label: { en: "Subnetworks", de: "Teilnetze" },
  applies: isPlain,
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
  applies: isRecall,
  byDefault: () => false,
  seldom: true,
  load: loads(async () => (await import("./lesson-panels")).LagPanel, words),
};

export const average: ViewEntry = {
  name: "average",
  label: { en: "Average", de: "Mittel" },
  applies: (spec) => isPlain(spec) && spec.depth > 0,
  byDefault: () => false,
  seldom: true,
  load: loads(async () => (await import("./lesson-panels")).AveragePanel, words),
};
