// The words of the network, in English.

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
};

export type Words = typeof words;
