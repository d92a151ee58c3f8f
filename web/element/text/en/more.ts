// The words of the views that a reader opens later, in English: fetched with the first of them.
import type { Mode } from "../../../shared/core";

const first = (is: boolean, long: string, short: string) => (is ? long : short);

export const englishMore = {
  whichArm: "Arm",
  listed: (parts: readonly string[]) => (parts.length > 0 ? `${capital(parts.join("; "))}.` : ""),

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

  networkTitle: "The network",
  layerName: { input: "input", embedding: "embedding", out: "output" },
  hiddenLayer: (n: number) => `hidden ${n}`,
  maskNumber: "Mask no.",
  resample: "Draw another",
  passAfterPass: "Pass after pass",
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
  yearAxes: { xLabel: "year", yLabel: "CO₂, ppm" },
  reliabilityTitle: "Reliability",
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
  aurocOf: (arm: string, auroc: string, is: boolean) =>
    first(is, `${arm}, it tells them apart with an AUROC of ${auroc}`, `${arm}, ${auroc}`),

  histogramTitle: "Distribution of values",
  histogramNamed: (name: string) => `Distribution of ${name}`,
  histogramOf: "Values of",
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
  temperature: "Temperature",
  writeAgain: "Write again",
  writeWait: "Press Train, or ask the untrained networks to write.",
  writtenEval: "Written in eval mode",
  writtenMc: "Written with dropout left on, a new mask for each letter,",
  writtenAt: (step: string) => `after ${step} steps of training.`,

  attentionTitle: "Attention before and after dropout",
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
  mapsWait: "Press Train or Step: an image's feature maps appear here.",
  mapsLeak: (parts: readonly string[]) =>
    `How much of what was dropped can be read from its neighbours (R²): ${parts.join(", ")}.`,
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The words of sharing and replaying. */
export const shareMore = {
  offer: (step: string) =>
    `This link leads to step ${step} of a run. Replay trains up to there and compares the weights.`,
  replay: "Replay",
  replaying: (step: string) => `Replaying up to step ${step}.`,
  equal: (step: string) => `Reproduced, bit for bit: at step ${step} all weights are the link’s.`,
  there: (step: string) => `Replayed up to step ${step}. The link names no weights to compare.`,
  ended: (arms: string, step: string) =>
    `Arm ${arms} ended at step ${step}, before the link’s: it is not the run of this link.`,
  differs: (arms: string, found: string, given: string) =>
    `Not reproduced: the weights of arm ${arms} are ${found} here and ${given} in the link.`,
  otherEngine: (theirs: string, ours: string) =>
    `The link was made with version ${theirs}, this is ${ours}: the engine has changed since.`,
  sameEngine:
    "Both were made with the same version: the link was altered, or this is a fault of the page.",

  close: "Close",
  link: "Link",
  exact: "With where the run stands now, to be reproduced bit for bit",
  exactWhy: "Pause first: then the link can carry where the run stands.",
  exactAltered:
    "A setting was changed while it trained, so no link leads to these weights. Rewind and train " +
    "again, then it can be shared exactly.",
  markdown: "Markdown",
  iframe: "iframe",
  element: "Element",
  copy: "Copy",
  copied: "Copied",
  system: "Share…",
  qr: "QR code of the link",
  tooLong: (length: string) =>
    `The link has ${length} characters, more than many programs keep whole. Share the file instead.`,
  file: "Download experiment (.json)",
  open: "Open an experiment (.json)",
  noFile: "This file holds no experiment of the playground.",
  title: "Interactive: dropout",
  markdownText: "Dropout, interactive",
};
