// The views of text, before they are loaded.

import { isText, learns } from "../../../shared/facts";
import type { Spec } from "../../../shared/spec";
import { loads, type ViewEntry } from "../../panel/entry";

const words = { en: () => import("./en"), de: () => import("./de") };

const writes = (spec: Spec) => learns(spec, "language");

export const text: ViewEntry = {
  name: "text",
  label: { en: "Own text", de: "Eigener Text" },
  applies: isText,
  byDefault: isText,
  load: loads(async () => (await import("./text-panel")).TextPanel, words),
};

export const write: ViewEntry = {
  name: "write",
  label: { en: "Writing", de: "Geschriebenes" },
  applies: writes,
  byDefault: writes,
  load: loads(async () => (await import("./write-panel")).WritePanel, words),
};
