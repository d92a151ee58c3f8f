// Shows each chart once, inside a shadow root as in the element, with made-up data: curves, bars,
// bands and fields. The others stand in gallery-more.ts.
import { BandsChart } from "../../web/charts/kinds/bands";
import { BarsChart } from "../../web/charts/kinds/bars";
import { CurvesChart } from "../../web/charts/kinds/curves";
import { FieldChart } from "../../web/charts/kinds/field";
import { charts, list, noise, picks, put, random } from "./gallery-tools";

function curve(
  n: number,
  from: number,
  to: number,
  speed: number,
  wiggle: number,
  every = 1,
): (number | null)[] {
  return list(n, (i) => {
    const t = i / n;
    return from + (to - from) * (1 - Math.exp(-speed * t)) + wiggle * noise();
  }).map((v, i) => (i % every === 0 ? v : null));
}

const n = 600;
const x = list(n, (i) => (i / n) * 12);
const rising = curve(n, 2.6, 1.0, 7, 0.02, 20).map((v, i) => (v === null ? v : v + (i / n) * 0.7));
const pair = [
  {
    name: "p = 0",
    dropout: curve(n, 3, 0.05, 5, 0.1),
    train: curve(n, 2.9, 0.05, 5, 0.01, 20),
    valid: rising,
  },
  {
    name: "p = 0.5",
    dropout: curve(n, 3.1, 0.7, 4, 0.12),
    train: curve(n, 2.9, 0.35, 4, 0.01, 20),
    valid: curve(n, 2.7, 0.85, 5, 0.01, 20),
  },
];
put(
  "curves",
  CurvesChart,
  { x, arms: pair, yLabel: "loss" },
  "Loss",
  "After 12 epochs: without dropout 0.05 on training, 1.71 on new texts; with p = 0.5, 0.38 and 0.86.",
);
put(
  "curves-log",
  CurvesChart,
  { x, arms: pair, log: true, yLabel: "loss" },
  "Loss, log scale",
  "The same on a log scale.",
);
put("curves-one", CurvesChart, { x, arms: [pair[1]], yLabel: "loss" }, "Loss, one arm", "One arm.");
const four = ["p = 0", "p = 0.2", "p = 0.5", "p = 0.8"].map((name, k) => ({
  name,
  dropout: curve(n, 0.1, 0.97 - k * 0.09, 5, 0.03),
  train: curve(n, 0.1, 0.99 - k * 0.07, 5, 0.003, 20),
  valid: curve(n, 0.1, 0.7 + 0.02 * k, 6, 0.003, 20),
}));
put(
  "curves-four",
  CurvesChart,
  { x, arms: four, yLabel: "accuracy", yMax: 1 },
  "Accuracy, four arms",
  "Four arms.",
);
put("curves-empty", CurvesChart, { x: [], arms: [] }, "Nothing yet", "");

const classes =
  "act animal artifact attribute body cognition communication event feeling food group location motive object person phenomenon plant possession process quantity relation shape state substance time"
    .split(" ")
    .slice(0, 24);
const odds = list(24, (i) => (i === 1 ? 0.82 : 0.02 * random()));
put(
  "bars",
  BarsChart,
  {
    rows: classes,
    series: [
      { name: "p = 0", arm: 0, values: odds, std: list(24, (i) => (i === 1 ? 0.02 : 0.004)) },
      {
        name: "p = 0.5",
        arm: 1,
        values: odds.map((v) => v * 0.8 + 0.01),
        std: list(24, (i) => (i === 1 ? 0.17 : 0.02)),
      },
    ],
    truth: 1,
  },
  "Class probabilities, MC over 50 passes",
  "“a small bird that sings at night”: animal, 0.82 ± 0.02 without dropout and 0.67 ± 0.17 with p = 0.5.",
);
put(
  "bars-four",
  BarsChart,
  {
    rows: classes.slice(0, 8),
    series: ["p = 0", "p = 0.2", "p = 0.5", "p = 0.8"].map((name, arm) => ({
      name,
      arm,
      values: odds.slice(0, 8).map((v) => v * (1 - arm * 0.1)),
      hollow: arm % 2 === 1,
    })),
  },
  "Four arms",
  "Four arms side by side.",
);

const m = 121;
const grid = list(m, (i) => -6 + i * 0.1);
const std = grid.map((v) => 0.1 + 0.12 * Math.max(0, Math.abs(v) - 3) ** 1.3);
const px = list(60, () => -3 + 6 * random());
put(
  "bands",
  BandsChart,
  {
    x: grid,
    curves: [
      {
        name: "p = 0.1",
        arm: 1,
        mean: grid.map(Math.sin),
        std,
        eval: grid.map((v) => Math.sin(v) + 0.05),
        draws: list(4, (k) => k).map((k) =>
          grid.map((v, i) => Math.sin(v) + (k - 1.5) * 0.7 * std[i]),
        ),
      },
    ],
    points: {
      x: px,
      y: px.map((v) => Math.sin(v) + 0.15 * noise()),
      held: px.map((_, i) => i % 4 === 0),
    },
    seen: [[-3, 3]],
    truth: grid.map(Math.sin),
  },
  "Regression with its uncertainty",
  "Inside the training range the standard deviation is 0.10 on average, outside 0.38.",
);

const side = 64;
const fx = (i: number) => -3 + (6 * ((i % side) + 0.5)) / side;
const fy = (i: number) => -3 + (6 * (Math.floor(i / side) + 0.5)) / side;
const field = list(side * side, (i) => 1 / (1 + Math.exp(-3 * (fy(i) - Math.sin(1.5 * fx(i))))));
const qx = list(120, () => -2.5 + 5 * random());
const qy = qx.map((v, i) => Math.sin(1.5 * v) + (i % 2 ? 0.6 : -0.6) + 0.4 * noise());
const square = { width: side, height: side, xRange: [-3, 3] as const, yRange: [-3, 3] as const };
const points = { x: qx, y: qy, label: qx.map((_, i) => i % 2) };
put(
  "field",
  FieldChart,
  {
    ...square,
    values: field,
    map: "diverging",
    middle: 0.5,
    range: [0, 1],
    points,
    label: "P(class 1)",
  },
  "Decision boundary",
  "97 % of the validation points are on the right side.",
);
put(
  "field-std",
  FieldChart,
  {
    ...square,
    values: field.map((v) => Math.sqrt(v * (1 - v)) * 0.6),
    map: "viridis",
    points,
    label: "std",
  },
  "Standard deviation over 50 passes",
  "Largest at the boundary: 0.30.",
);

await import("./gallery-more");
Object.assign(window, { charts, picks });
