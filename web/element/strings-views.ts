// The words of the views and of the settings around them, in English.
import type { Mode } from "../shared/core";
import type { Preset } from "./presets";

const first = (is: boolean, long: string, short: string) => (is ? long : short);

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
  whichArm: "Arm",
  listed: (parts: readonly string[]) => (parts.length > 0 ? `${capital(parts.join("; "))}.` : ""),

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
  close: "Close",
  shortcutList: [
    ["Space", "train, pause, resume"],
    [".", "one step"],
    ["R", "rewind to the same initial weights"],
    ["Ctrl Z", "undo a change"],
    ["Ctrl Shift Z", "redo it"],
    ["?", "this list"],
    ["arrow keys", "read a chart that has the focus"],
  ] as readonly (readonly [string, string])[],
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

  networkTitle: "The network",
  layerName: { input: "input", embedding: "embedding", out: "output" },
  hiddenLayer: (n: number) => `hidden ${n}`,
  maskNumber: "Mask no.",
  resample: "Draw another",
  freeze: "Freeze mask",
  releaseUnits: "Let units go",
  stepPhase: {
    none: "",
    forward: "Step: forward",
    loss: "Next: loss",
    backward: "Next: backward",
    update: "Next: update",
  },
  stepStory: {
    forward: () => "Forward: a new mask is drawn and the activations flow through what it keeps.",
    loss: (loss: string) =>
      `Loss: the outputs are compared with the right answers. Over the last batch it was ${loss}.`,
    backward: (norms: string) =>
      `Backward: lines now show gradients of the batch; dropped units pass none. Norms: ${norms}.`,
    update: (loss: string) =>
      `Update: the optimizer has moved the weights along. The batch's loss was ${loss}.`,
  },
  networkWait: "Press Train or Step: the network appears here.",
  networkEval: "Eval mode: all units work, nothing is scaled.",
  networkNone: "No unit is dropped in this pass.",
  droppedOf: (layer: string, dropped: string, units: string, factor: string) =>
    `${dropped} of ${units} units of ${layer} are dropped, the others count × ${factor}`,
  networkMask: (mask: number, parts: readonly string[], frozen: boolean) =>
    `${frozen ? `Mask ${mask}, frozen` : "In this pass"}: ${parts.join("; ")}.`,

  fieldTitle: "What the network says over the plane",
  regressionTitle: "The curve that was learned",
  fieldWhat: "Shown",
  fieldShown: { mean: "Mean", std: "Standard deviation" },
  classLabel: "Class",
  classNamed: (name: string) => (/^\d+$/.test(name) ? `class ${name}` : name),
  probabilityOf: (name: string) => `P(${/^\d+$/.test(name) ? `class ${name}` : name})`,
  planeTitle: {
    eval: (arm: string) => `${arm}: decision boundary in eval mode`,
    train: (arm: string) => `${arm}: one pass with dropout on`,
    mc: (arm: string) => `${arm}: mean of the MC passes`,
    std: (arm: string) => `${arm}: standard deviation of the MC passes`,
  } as Record<Mode | "std", (arm: string) => string>,
  fieldWait: "Press Train: what the networks say over their inputs appears here.",
  planeRight: (percent: string) =>
    `${percent} of the training points lie where their class is the likeliest.`,
  planeStd: (most: string, mean: string) =>
    `The standard deviation is ${mean} on average and ${most} at most.`,
  spreadInOut: (arm: string, inside: string, outside: string, is: boolean) =>
    first(
      is,
      `${arm}, the standard deviation is ${inside} on average among the training data, ${outside} beyond them`,
      `${arm}, ${inside} and ${outside}`,
    ),
  lineSpread: (parts: readonly string[]) => `${capital(parts.join("; "))}.`,
  lineMode: {
    eval: "Eval mode: one steady curve for each network.",
    train: "Each thin curve is the network under one mask: a draw of a function.",
  },

  scoresTitle: "Scores on validation data",
  scoreOf: "Network",
  scoreNames: {
    accuracy: "accuracy",
    nll: "NLL",
    brier: "Brier",
    ece: "ECE",
    rmse: "RMSE",
    deviation: "std",
    ll: "log likelihood",
    coverage: "in 95 % band",
  },
  uncertaintyWait: "Train first: how sure the networks are is measured here.",
  reliabilityTitle: "Reliability",
  eceOf: (arm: string, before: string, after: string) => `${arm}, ${before} and ${after}`,
  eceAll: (parts: readonly string[]) =>
    `Expected calibration error in eval mode and with MC: ${parts.join("; ")}.`,
  entropyTitle: "Entropy: of the data (aleatoric), of the weights (epistemic)",
  entropyPart: {
    entropy: "total",
    aleatoric: "aleatoric",
    epistemic: "epistemic",
  },
  epistemicOf: (arm: string, percent: string, is: boolean) =>
    first(is, `${arm}, ${percent} of the entropy is epistemic`, `${arm}, ${percent}`),
  mutualInformation: "epistemic entropy (mutual information, nats)",
  exampleNumber: "Example no.",
  convergenceTitle: "How an estimate settles with T",
  settled: (arm: string, T: string, mean: string, error: string) =>
    `${arm}, after ${T} passes ${mean} with a standard error of ${error}`,
  prediction: "prediction",
  stdOfPrediction: "standard deviation of the prediction",
  shiftTitle: "Inputs unlike the training data",
  inside: "validation data",
  outside: (kind: "image" | "text" | "beyond" | "away") =>
    ({
      image: "rotated by 90°",
      text: "half the words unknown",
      beyond: "x beyond the data",
      away: "moved out to twice the distance",
    })[kind],
  aurocOf: (arm: string, auroc: string, is: boolean) =>
    first(is, `${arm}, it tells them apart with an AUROC of ${auroc}`, `${arm}, ${auroc}`),

  histogramTitle: "Distribution of values",
  histogramNamed: (name: string) => `Distribution of ${name}`,
  histogramOf: "Values of",
  logScale: "log scale",
  weightsWait: "Press Train or Step: weights and activations appear here.",
  spreadOf: (arm: string, std: string, zeros: string, is: boolean) =>
    first(is, `${arm}, standard deviation ${std}, ${zeros} zeros`, `${arm}, ${std} and ${zeros}`),
  gradientNorms: (parts: readonly string[]) => `Norm of the newest gradient: ${parts.join(", ")}.`,
  ratioTitle: "Variance that arrives, over what BatchNorm expects",
  ratioOf: (arm: string, ratio: string, is: boolean) =>
    first(is, `${arm}, the farthest ratio from 1 in eval mode is ${ratio}`, `${arm}, ${ratio}`),
  recalibrate: "Recalibrate",
  recalibrated: (arm: string, before: string, after: string) =>
    `${arm}, validation ${before} before, ${after} after`,

  namesTitle: "Names the networks write now",
  proseTitle: "Prose the networks write now",
  beginning: "Beginning",
  temperature: "Temperature",
  writeAgain: "Write again",
  writeWait: "Press Train, or ask the untrained networks to write.",
  writtenEval: "Written in eval mode",
  writtenMc: "Written with dropout left on, a new mask for each letter,",
  writtenAt: (step: string) => `after ${step} steps of training.`,

  attentionTitle: "Attention before and after dropout",
  block: "Block",
  head: "Head",
  attentionLabel: "attention weight",
  beforeDropout: "before dropout",
  afterDropout: (factor: string) => `after dropout, × ${factor}`,
  afterNothing: "after: nothing drops",
  attentionWait: "Press Train or Step: attention weights appear here.",
  attentionSums: (gone: string, low: string, high: string) =>
    `${gone} weights are dropped; the rows then sum to between ${low} and ${high} instead of 1.`,
  attentionNone: "Nothing is dropped: each row sums to 1. Choose Train or MC, and an attention p.",

  mapsTitle: "Feature maps and what is dropped of them",
  mapsKind: { standard: "dropout", spatial: "spatial dropout", dropblock: "DropBlock" },
  convWhich: "Layer",
  convLayer: (n: number) => `conv ${n}`,
  imageNumber: "Image no.",
  channel: (n: number) => `map ${n}`,
  mapsWait: "Press Train or Step: an image's feature maps appear here.",
  mapsLeak: (parts: readonly string[]) =>
    `How much of what was dropped can be read from its neighbours (R²): ${parts.join(", ")}.`,

  maskLabel: (n: number) => `mask ${n}`,
  wordsTitle: "Words that word dropout leaves out",
  wordsDropped: (dropped: string, all: string) =>
    `${dropped} of ${all} words are dropped in the first mask.`,
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
