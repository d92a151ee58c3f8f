// The words of the settings and of the first views, in English; those of the other views come with
// them (strings-more.ts).

import type { Preset } from "../../../page/state/presets";
import type { Mode } from "../../../shared/core";

export const englishViews = {
  views: "Views",
  more: "More",
  viewNames: {
    field: "Field",
    curves: "Curves",
    text: "Own text",
    write: "Writing",
    network: "Network",
    maps: "Maps",
    attention: "Attention",
    uncertainty: "Uncertainty",
    weights: "Weights",
    sweep: "Sweep",
    table: "Your data",
    average: "Average",
    subnets: "Subnetworks",
    ridge: "Ridge",
    missing: "Missing units",
    forgot: "Forgotten eval",
    lag: "Memory",
  } as Readonly<Record<string, string>>,
  groups: {
    data: "Data",
    network: "Network",
    dropout: "Dropout",
    training: "Training",
  } as Readonly<Record<string, string>>,
  presets: "Examples",
  presetsPrompt: "Choose an example …",
  presetNames: {
    overfit: "Overfit on 200 moons, with and without dropout",
    tooHigh: "Dropout too high",
    regression: "A curve and how sure the network is of it",
    kinds: "Bernoulli, Gaussian and concrete dropout",
    text: "Dictionary definitions, with and without dropout",
    words: "Drop words",
    images: "Dropout in a convolutional network",
    names: "An LSTM that writes names",
    transformer: "0.1 in a transformer",
    shift: "Dropout before BatchNorm",
  } as Record<Preset, string>,
  newSeed: "New seed",
  help: "Keyboard shortcuts",
  slower: (rate: string) => `Rewind with learning rate ${rate}`,
  formula: {
    note: {
      train: "Each pass draws a mask m.",
      eval: "Nothing is dropped: one steady answer.",
      mc: "Masks stay on: mean and spread of T passes.",
    } as Record<Mode, string>,
    keeps: (arm: string, percent: string, factor: string) =>
      `${arm || "It"} keeps ${percent}, × ${factor}`,
    nothing: (arm: string) => (arm ? `${arm} drops nothing` : "With p = 0 it keeps all"),
  },

  freeze: "Freeze mask",
  inside: "validation data",
  outside: (kind: "image" | "text" | "beyond" | "away") =>
    ({
      image: "rotated by 90°",
      text: "half the words unknown",
      beyond: "x beyond the data",
      away: "moved out to twice the distance",
    })[kind],
  logScale: "log scale",
  beginning: "Beginning",
  block: "Block",
  head: "Head",
  channel: (n: number) => `map ${n}`,
  maskLabel: (n: number) => `mask ${n}`,
  wordsTitle: "Words that word dropout leaves out",
  wordsDropped: (dropped: string, all: string) =>
    `${dropped} of ${all} words are dropped in the first mask.`,
};
