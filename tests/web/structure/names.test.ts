// No list of models, data sets, kinds of dropout or questions is typed in TypeScript, and no code
// decides by their names, but where a name belongs.
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, expect, it } from "vitest";
import descriptors from "../../../web/shared/generated/descriptors.json";
import { typedNames } from "./names";

const top = join(import.meta.dirname, "../../..");
const name = (one: { name: string }) => one.name;
const { models, dataSets, kinds } = descriptors;
const names = {
  values: [...models, ...dataSets, ...kinds].map(name),
  questions: descriptors.questions.map(({ what }) => what),
};
const all = names.values;

/** Where names belong, and why. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  // Each layer, data set and kind has its counterpart in PyTorch here.
  "web/page/pytorch/": all,
  // The twin of src/lab/spec/cost.cpp: how many products each model does; a test compares both.
  "web/page/state/cost.ts": models.map(name),
  // Names of examples to begin with, some of which are called after what they show.
  "web/page/state/presets.ts": all,
  "web/element/text/": all,
  // The sentence of the figure that compares two kinds.
  "web/lessons/answers/answers.ts": ["recurrent", "variational"],
  // Views of one data set, model or kind.
  "web/element/views/field/axes.ts": ["co2"],
  "web/element/views/layers/maps-panel.ts": ["standard", "spatial", "dropblock"],
  "web/element/views/layers/en.ts": ["standard", "spatial", "dropblock"],
  "web/element/views/layers/de.ts": ["standard", "spatial", "dropblock"],
  "web/element/views/table/": ["csv"],
  "web/element/views/words/": ["moby", "word"],
};

const files = ["web", "scripts"]
  .flatMap((room) =>
    readdirSync(join(top, room), { recursive: true, encoding: "utf8" }).map(
      (path) => `${room}/${path.split(sep).join("/")}`,
    ),
  )
  .filter((path) => /\.(ts|mjs)$/.test(path) && !path.startsWith("web/shared/generated/"))
  .map((path) => ({ path, text: readFileSync(join(top, path), "utf8") }));

describe("names of the core's tables", () => {
  it("are typed nowhere else", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(typedNames(files, names, allowed)).toEqual([]);
  });

  it.each([
    'const flat = ["moons", "circles"];',
    'type Flat = "moons" | "circles";',
    "const scale = { classic: 1, gaussian: 1 };",
    'if (spec.data === "penguins") return;',
    'switch (spec.model) {\n  case "lstm":\n}',
    'const spec = withValue(old, "drop", "concrete");',
    'const asked = ["ridge", "missing"];',
    'const plain = { model: "mlp text" };',
  ])("are found in %s", (text) => {
    expect(typedNames([{ path: "web/page/run/a.ts", text }], names, {})).toHaveLength(1);
  });

  it.each([
    'const points = matrix(answer, "points");',
    'const question = { what: "ridge" };',
    '<input type="text" name="text" />',
    '// data = "moons"',
    'const looks = ["csv", "svg", "png"];',
  ])("are not seen in %s", (text) => {
    expect(typedNames([{ path: "web/page/run/a.ts", text }], names, {})).toEqual([]);
  });

  it("are allowed where they belong, and no others", () => {
    const file = { path: "web/element/views/table/a.ts", text: 'data === "csv"; data === "xor";' };
    expect(typedNames([file], names, allowed)).toEqual([
      "web/element/views/table/a.ts types xor: ask the descriptors",
    ]);
  });
});
