// penguins: the species of penguins, from four measurements, their island and their sex.
import { readFileSync } from "node:fs";
import { encode, packageFile, packageVersion, shuffled } from "./container.mjs";

const name = "vega-datasets";
const species = ["Adelie", "Chinstrap", "Gentoo"];
const numbers = ["Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)"];
const categories = [
  ["Island", ["Biscoe", "Dream", "Torgersen"]],
  ["Sex", ["FEMALE", "MALE"]],
];
const validShare = 0.2;
const seed = 2007; // the first year of the study

export const inputs = () => [packageFile(name, "data/penguins.json")];

/** No cell is missing: numbers are numbers, and categories are those known. */
const isComplete = (penguin) =>
  numbers.every((key) => typeof penguin[key] === "number") &&
  categories.every(([key, known]) => known.includes(penguin[key]));

const row = (penguin) => [
  ...numbers.map((key) => penguin[key]),
  ...categories.flatMap(([key, known]) => known.map((one) => (penguin[key] === one ? 1 : 0))),
];

export function build() {
  const all = JSON.parse(readFileSync(inputs()[0], "utf8"));
  const complete = all.filter(isComplete);
  const order = shuffled(complete, seed);
  const valid = Math.round(order.length * validShare);
  const parts = { train: order.slice(valid), valid: order.slice(0, valid) };
  const choices = categories.flatMap(([key, known]) => known.map((one) => `${key} ${one}`));
  const features = [...numbers, ...choices].map((feature) => feature.toLowerCase());
  const sections = [
    ["kind", "text", 1, ["classify"]],
    ["classes", "text", 1, species],
    ["features", "text", 1, features],
  ];
  for (const [part, penguins] of Object.entries(parts)) {
    const labels = penguins.map(({ Species }) => species.indexOf(Species));
    sections.push([`${part}.x`, "f32", features.length, penguins.flatMap(row)]);
    sections.push([`${part}.label`, "u8", 1, labels]);
  }
  return {
    bytes: encode(sections),
    source: [`${name}@${packageVersion(name)}`],
    licence: "CC0, Palmer Station LTER and K. Gorman (palmerpenguins)",
    about:
      "Penguins of three species, without those with a missing cell; a fifth, drawn with a fixed " +
      "seed, validates",
    counts: {
      train: parts.train.length,
      valid,
      features: features.length,
      incomplete: all.length - complete.length,
    },
  };
}
