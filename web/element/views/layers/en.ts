// The words of weights, attention and feature maps, in English.

const first = (is: boolean, long: string, short: string) => (is ? long : short);

export const words = {
  weightsName: "Weights",
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
  attentionNone:
    "Nothing is dropped: each row sums to 1. Choose Dropout on or MC, and an attention p.",
  mapsTitle: "Feature maps and what is dropped of them",
  mapsKind: { standard: "dropout", spatial: "spatial dropout", dropblock: "DropBlock" },
  convWhich: "Layer",
  convLayer: (n: number) => `conv ${n}`,
  imageNumber: "Image no.",
  channel: (n: number) => `map ${n}`,
  mapsWait: "Press Train or Step: an image's feature maps appear here.",
  mapsLeak: (parts: readonly string[]) =>
    `How much of what was dropped can be read from its neighbours (R²): ${parts.join(", ")}.`,
};

export type Words = typeof words;
