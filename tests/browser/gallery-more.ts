// The second half of the gallery: matrices, maps, histograms, networks, sweeps and words.
import { HeatChart } from "../../web/charts/kinds/heatmap";
import { HistogramChart } from "../../web/charts/kinds/histogram";
import { MapsChart } from "../../web/charts/kinds/maps";
import { NetworkChart } from "../../web/charts/kinds/network";
import { ReliabilityChart } from "../../web/charts/kinds/reliability";
import { ScatterChart } from "../../web/charts/kinds/scatter";
import { WordsChart } from "../../web/charts/kinds/words";
import { list, noise, put, random } from "./gallery-tools";

const words = "the small bird that sings at night <eos>".split(" ");
const T = words.length;
const attention = list(T * T, (i) => (Math.floor(i / T) >= i % T ? Math.exp(2 * noise()) : 0));
for (let r = 0; r < T; r++) {
  const sum = attention.slice(r * T, r * T + T).reduce((a, b) => a + b, 0);
  for (let c = 0; c < T; c++) attention[r * T + c] /= sum;
}
const keep = list(T * T, () => (random() < 0.3 ? 0 : 1));
put(
  "heat",
  HeatChart,
  {
    rows: T,
    columns: T,
    rowLabels: words,
    columnLabels: words,
    panels: [
      { title: "before dropout", values: attention },
      {
        title: "after dropout, × 1.43",
        values: attention.map((v, i) => (v * keep[i]) / 0.7),
        keep,
      },
    ],
    map: "viridis",
    sums: true,
    label: "attention",
  },
  "Attention, layer 1, head 1",
  "After dropout the rows sum to between 0.6 and 1.3 instead of 1.",
);
put(
  "heat-signed",
  HeatChart,
  {
    rows: 12,
    columns: 20,
    panels: [{ title: "weights", values: list(240, noise) }],
    map: "diverging",
    label: "weight",
  },
  "Signed matrix",
  "Mean 0.00.",
);

const tile = (k: number, mask: (i: number, c: number) => boolean) => ({
  label: `channel ${k + 1}`,
  width: 14,
  height: 14,
  values: list(196, (i) => Math.sin((i % 14) * 0.3 * (k + 1)) + Math.cos(Math.floor(i / 14) * 0.4)),
  keep: list(196, (i) => (mask(i, k) ? 0 : 1)),
});
const block = (i: number, k: number) =>
  Math.abs((i % 14) - 3 - k) < 3 && Math.abs(Math.floor(i / 14) - 8 + k) < 3;
put(
  "maps",
  MapsChart,
  {
    rows: [
      { label: "dropout", tiles: list(6, (k) => k).map((k) => tile(k, () => random() < 0.3)) },
      {
        label: "spatial dropout",
        tiles: list(6, (k) => k).map((k) => tile(k, (_, c) => c % 3 === 1)),
      },
      { label: "DropBlock", tiles: list(6, (k) => k).map((k) => tile(k, block)) },
    ],
    map: "grey",
  },
  "Feature maps and their masks",
  "30 % of the values are gone in each row, in another pattern.",
);

const edges = list(41, (i) => -1 + i * 0.05);
const bell = (s: number) =>
  edges.slice(1).map((v) => Math.round(4000 * Math.exp(-(v * v) / (2 * s * s))));
put(
  "histogram",
  HistogramChart,
  {
    edges,
    series: [
      { name: "p = 0, layer 1", arm: 0, counts: bell(0.35) },
      { name: "p = 0.5, layer 1", arm: 1, counts: bell(0.18) },
    ],
    xLabel: "weight",
  },
  "Weights",
  "Standard deviation 0.35 without dropout, 0.18 with p = 0.5.",
);

const bins = (k: number) =>
  list(10, (i) => i).map((i) => ({
    confidence: 0.05 + i * 0.1,
    accuracy: Math.max(0, 0.05 + i * 0.1 - k * i * 0.02),
    count: 10 + i * i * 6,
  }));
put(
  "reliability",
  ReliabilityChart,
  {
    series: [
      { name: "eval mode", arm: 0, bins: bins(1.5), ece: 0.18 },
      { name: "MC, T = 50", arm: 1, bins: bins(0.4), ece: 0.04 },
    ],
  },
  "Reliability",
  "Averaging 50 passes lowers the calibration error from 0.18 to 0.04.",
);

put(
  "network",
  NetworkChart,
  {
    layers: [
      { name: "input", size: 2, units: ["x", "y"], activations: [0.4, -0.8] },
      {
        name: "hidden 1",
        size: 64,
        activations: list(64, () => Math.max(0, noise())),
        keep: list(64, () => (random() < 0.5 ? 0 : 1)),
        scale: 2,
      },
      {
        name: "hidden 2",
        size: 12,
        activations: list(12, () => Math.max(0, noise())),
        keep: list(12, () => (random() < 0.5 ? 0 : 1)),
        scale: 2,
      },
      { name: "output", size: 2, units: ["inner", "outer"], activations: [1.2, -1.2] },
    ],
    weights: [list(128, noise), list(64 * 12, noise), list(24, noise)],
    active: 1,
    limit: 13,
  },
  "The network in train mode",
  "7 of 13 shown units of hidden layer 1 are dropped in this step; the others count double.",
);

const ps = list(10, (i) => i / 10);
put(
  "sweep",
  ScatterChart,
  {
    xLabel: "p",
    yLabel: "validation loss",
    series: [
      {
        name: "validation",
        arm: 1,
        x: ps,
        y: ps.map((p) => 0.8 + 1.4 * (p - 0.45) ** 2),
        spread: ps.map((p) => 0.03 + 0.1 * p * p),
        raw: {
          x: ps.flatMap((p) => [p, p, p]),
          y: ps.flatMap((p) => [0, 1, 2].map(() => 0.8 + 1.4 * (p - 0.45) ** 2 + 0.05 * noise())),
        },
      },
    ],
  },
  "Sweep over p, 3 seeds each",
  "Lowest at p = 0.4: 0.80 ± 0.05.",
);
const Ts = [1, 2, 5, 10, 20, 50, 100, 200];
put(
  "convergence",
  ScatterChart,
  {
    xLabel: "T",
    yLabel: "P(animal)",
    xLog: true,
    series: [
      {
        name: "p = 0.5",
        arm: 1,
        x: Ts,
        y: Ts.map((t) => 0.7 + (0.15 * noise()) / Math.sqrt(t)),
        spread: Ts.map((t) => 0.16 / Math.sqrt(t)),
        spreadAs: "band",
      },
      {
        name: "p = 0.2",
        arm: 2,
        x: Ts,
        y: Ts.map((t) => 0.8 + (0.1 * noise()) / Math.sqrt(t)),
        spread: Ts.map((t) => 0.08 / Math.sqrt(t)),
        spreadAs: "band",
      },
    ],
    marks: [{ y: 0.76, label: "eval mode" }],
  },
  "Convergence with T",
  "At T = 50 the standard error of the mean is 0.023.",
);
put(
  "choice",
  ScatterChart,
  {
    xLabel: "optimizer",
    yLabel: "accuracy",
    names: ["sgd", "momentum", "adam", "adamw"],
    series: [
      {
        name: "validation",
        x: [0, 1, 2, 3],
        y: [0.68, 0.7, 0.73, 0.735],
        spread: [0.01, 0.008, 0.004, 0.004],
        line: false,
      },
    ],
  },
  "Sweep over a choice",
  "Best with adamw.",
);
const sentence = "a small bird of the Old World that sings at night and lives in thickets".split(
  " ",
);
put(
  "words",
  WordsChart,
  {
    rows: [1, 2, 3].map((k) => ({
      label: `mask ${k}`,
      words: sentence.map((text) => ({
        text,
        dropped: random() < 0.4,
        unknown: text === "thickets",
      })),
    })),
  },
  "Word dropout",
  "5 of 15 words are dropped in the first mask.",
);
