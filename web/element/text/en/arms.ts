// What arms are called, and how they stand, in English.

export const arms = {
  arms: ["A", "B", "C", "D"] as readonly string[],
  whichArm: "Arm",
  withoutDropout: "without dropout",
  withName: (name: string) => `with ${name}`,
  after: (epochs: string, parts: readonly string[]) => `After ${epochs}: ${parts.join("; ")}.`,
  epochs: (epoch: number, text: string) => (epoch === 1 ? `${text} epoch` : `${text} epochs`),
  accuracies: (arm: string, train: string, valid: string, first: boolean) =>
    first
      ? `${arm}, ${train} of the training data right, ${valid} of the validation data`
      : `${arm}, ${train} and ${valid}`,
  gap: (arm: string, gap: string, above: boolean) =>
    above
      ? `${arm}, validation loss exceeds training loss by ${gap}`
      : `${arm}, validation loss is ${gap} below training loss`,
  errors: (arm: string, train: string, valid: string, first: boolean) =>
    first
      ? `${arm}, a loss of ${train} on the training data, ${valid} on the validation data`
      : `${arm}, ${train} and ${valid}`,
  curvesWait: "Press Train: the curves grow here as the networks learn.",
  curvesSoon: "Compared as soon as each network has been measured.",
};
