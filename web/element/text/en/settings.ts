// Settings, views and examples, in English.
import type { Preset } from "../../../page/state/presets";
import type { Mode } from "../../../shared/core";

export const settings = {
  controls: "Settings",
  ofArm: (label: string, arm: string) => `${label}, arm ${arm}`,
  rateText: (p: string, percent: string) => `p = ${p}, ${percent} of units dropped`,
  views: "Views",
  more: "More",
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
  formula: {
    note: {
      train: "Each pass draws a mask m.",
      eval: "Nothing is dropped: one steady answer.",
      mc: "Masks stay on: mean and spread of T passes.",
    } as Record<Mode, string>,
    keeps: (arm: string, percent: string, factor: string) =>
      `${arm || "It"} keeps ${percent}, × ${factor}`,
    soft: (arm: string, p: string) =>
      `${arm || "It"} drops no unit wholly: each is multiplied by chance, with p = ${p} now`,
    nothing: (arm: string) => (arm ? `${arm} drops nothing` : "With p = 0 it keeps all"),
  },
  share: "Share",
  files: "Export and open",
};
