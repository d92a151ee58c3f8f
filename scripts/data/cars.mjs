// cars: miles per gallon of cars of 1970 to 1982, from what else is known of them.
import { readFileSync } from "node:fs";
import { encode, packageFile, packageVersion, shuffled } from "./container.mjs";

const name = "vega-datasets";
const origins = ["USA", "Europe", "Japan"];
const numbers = ["Cylinders", "Displacement", "Horsepower", "Weight_in_lbs", "Acceleration"];
const validShare = 0.2;
const seed = 1970;

export const inputs = () => [packageFile(name, "data/cars.json")];

function row(car) {
  const values = numbers.map((key) => car[key]);
  const year = Number(car.Year.slice(0, 4));
  return [...values, year, ...origins.map((origin) => (car.Origin === origin ? 1 : 0))];
}

export function build() {
  const all = JSON.parse(readFileSync(inputs()[0], "utf8"));
  const known = all.filter((car) => car.Miles_per_Gallon !== null && car.Horsepower !== null);
  const order = shuffled(known, seed);
  const valid = Math.round(order.length * validShare);
  const parts = { train: order.slice(valid), valid: order.slice(0, valid) };
  const features = [...numbers.map((key) => key.toLowerCase().replaceAll("_", " ")), "year"];
  features.push(...origins.map((origin) => `origin ${origin}`));
  const sections = [
    ["kind", "text", 1, ["regress"]],
    ["features", "text", 1, features],
    ["target", "text", 1, ["miles per gallon"]],
  ];
  for (const [part, cars] of Object.entries(parts)) {
    sections.push([`${part}.x`, "f32", features.length, cars.flatMap(row)]);
    sections.push([`${part}.y`, "f32", 1, cars.map((car) => car.Miles_per_Gallon)]);
  }
  return {
    bytes: encode(sections),
    source: [`${name}@${packageVersion(name)}`],
    licence:
      "distributed in 1982 for educational and scientific purposes (StatLib, Carnegie Mellon University)",
    about: "Cars with known consumption and power; a fifth, drawn with a fixed seed, validates",
    counts: { train: parts.train.length, valid, features: features.length },
  };
}
