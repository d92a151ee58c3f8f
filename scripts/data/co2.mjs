// co2: the carbon dioxide in the air over Mauna Loa, month by month.
import { readFileSync } from "node:fs";
import { encode, Failure, packageFile, packageVersion, shuffled } from "./container.mjs";

const name = "vega-datasets";
const beyondShare = 0.2; // the last years: extrapolation, never learned from
const validShare = 0.1; // of the years before: interpolation
const seed = 1958;

export const inputs = () => [packageFile(name, "data/co2-concentration.csv")];

function readMonths() {
  const [header, ...lines] = readFileSync(inputs()[0], "utf8").trim().split(/\r?\n/);
  if (header !== "Date,CO2,adjusted CO2") throw new Failure(`${inputs()[0]} has other columns`);
  return lines.map((line) => {
    const [date, co2] = line.split(",");
    const [year, month] = date.split("-").map(Number);
    return { x: year + (month - 0.5) / 12, y: Number(co2) };
  });
}

export function build() {
  const months = readMonths().sort((a, b) => a.x - b.x);
  const past = months.slice(0, Math.round(months.length * (1 - beyondShare)));
  const order = shuffled(past, seed);
  const valid = Math.round(past.length * validShare);
  const parts = {
    train: order.slice(valid), // in random order, so that any beginning spans all years
    valid: order.slice(0, valid),
    beyond: months.slice(past.length),
  };
  const sections = [
    ["kind", "text", 1, ["regress"]],
    ["features", "text", 1, ["year"]],
    ["target", "text", 1, ["CO2 (ppm)"]],
  ];
  for (const [part, list] of Object.entries(parts)) {
    sections.push([`${part}.x`, "f32", 1, list.map((month) => month.x)]);
    sections.push([`${part}.y`, "f32", 1, list.map((month) => month.y)]);
  }
  return {
    bytes: encode(sections),
    source: [`${name}@${packageVersion(name)}`],
    licence: "CC-BY-4.0, Scripps CO2 Program, UC San Diego",
    about:
      "Monthly means at Mauna Loa against the decimal year; the last fifth lies beyond the " +
      "training years, a tenth of the rest is for validation",
    counts: {
      train: parts.train.length,
      valid: parts.valid.length,
      beyond: parts.beyond.length,
      features: 1,
    },
  };
}
