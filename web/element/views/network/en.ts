// The words of the network, in English.

/** Of the newest epoch that is over; none at first. */
const batches = (loss: string) =>
  loss && ` Over the batches of the newest whole epoch it was ${loss} on average.`;

export const words = {
  networkTitle: "The network",
  layerName: { input: "input", embedding: "embedding", out: "output" },
  hiddenLayer: (n: number) => `hidden ${n}`,
  maskNumber: "Mask no.",
  passAfterPass: "Pass after pass",
  freeze: "Freeze mask",
  releaseUnits: "Release units",
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
      `Loss: the outputs are compared with the right answers.${batches(loss)}`,
    backward: (norms: string) =>
      `Backward: lines now show gradients of the batch; dropped units pass none. Norms: ${norms}.`,
    update: (loss: string) => `Update: the optimizer has moved the weights along.${batches(loss)}`,
  },
  networkWait: "Press Train or Step: the network appears here.",
  networkEval: (formula: string) => `Eval mode: all units work, ${formula}.`,
  networkNone: "No unit is dropped in this pass.",
  droppedOf: (layer: string, dropped: string, units: string, factor: string) =>
    `${dropped} of ${units} units of ${layer} are dropped, the others count ` +
    (factor ? `× ${factor}` : "as they are"),
  softOf: (layer: string, p: string) =>
    `the units of ${layer} are multiplied by chance, with p = ${p} now; none is dropped`,
  networkMask: (mask: number, parts: readonly string[], frozen: boolean) =>
    `${frozen ? `Mask ${mask}, frozen` : "In this pass"}: ${parts.join("; ")}.`,
};

export type Words = typeof words;
