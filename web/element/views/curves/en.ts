// The words of learning curves, in English.

export const words = {
  lossTitle: "Loss",
  accuracyTitle: "Accuracy",
  curvesKey:
    "Dashed: training batches, with dropout on. Thin: training data in eval mode. " +
    "Thick: validation data in eval mode.",
};

export type Words = typeof words;
