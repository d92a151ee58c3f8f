// The words of the views that explain dropout, in English.

export const words = {
  wait: "Press Train: this is measured on the trained network.",
  listed: (parts: readonly string[]) => parts.join("; "),

  averageName: "Average",
  subnetsName: "Subnetworks",
  averageTitle: "One unit after another: its input x, one pass, the mean of all passes",
  averageInput: "x",
  averagePass: "this pass",
  averageMean: (passes: string) => `mean of ${passes}`,
  unit: (n: number) => `unit ${n}`,
  distanceTitle: "How far the mean is from x",
  distanceIs: "measured",
  distanceTheory: "expected",
  passes: "passes",
  distance: "distance (root mean square)",
  again: "Start over",
  averageBars: (factor: string) => `What a pass keeps counts × ${factor}; the rest is 0.`,
  averageSaid: (passes: string, first: string, now: string, expected: string) =>
    `The first pass was ${first} away from x. The mean of ${passes} passes is ${now} away; ` +
    `${expected} is expected.`,
  averageNone: "Nothing drops behind the first hidden layer: choose a p above 0.",

  forgotTitle: "Validation accuracy in eval mode, and with dropout left on",
  forgotLossTitle: "Validation loss in eval mode, and with dropout left on",
  inEval: "eval mode",
  leftOn: "dropout left on",
  accuracy: "accuracy, %",
  loss: "loss",
  rate: "p",
  forgotSaid: (parts: readonly string[]) =>
    `What forgetting eval mode costs, ± from one pass to the next, ${parts.join("; ")}.`,
  forgotPart: (arm: string, cost: string, jitter: string) => `${arm}: ${cost} ± ${jitter} points`,
  forgotLossPart: (arm: string, cost: string, jitter: string) => `${arm}: ${cost} ± ${jitter}`,

  ridgeTitle: "Weights of a linear regression, standard units",
  ridgeTrained: "trained with dropped inputs",
  ridgeClosed: "ridge, in closed form",
  leastSquares: "least squares",
  weight: "weight",
  feature: "input",
  ridgeSaid: (distance: string, lambda: string, other: string) =>
    `No trained weight is further than ${distance} from ridge’s with λ = ${lambda}; ` +
    `from least squares they are up to ${other} away.`,

  subnetsTitle: (example: string) => `Example ${example}: eval mode, and means over subnetworks`,
  arithmetic: "arithmetic",
  geometric: "geometric",
  sampled: (T: string) => `MC, T = ${T}`,
  example: "Example no.",
  subnetsSaid: (arm: string, parts: Record<"count" | "arithmetic" | "geometric" | "mc", string>) =>
    `${arm}, all ${parts.count} subnetworks: eval mode is at most ${parts.geometric} from their ` +
    `geometric mean, ${parts.arithmetic} from the arithmetic one, and ${parts.mc} from Monte Carlo`,

  missingTitle: "Accuracy when hidden units are missing",
  missingShare: "share of hidden units missing",
  missingSaid: (share: string, parts: readonly string[]) =>
    `With ${share} of the hidden units missing: ${parts.join("; ")}.`,
  missingPart: (arm: string, now: string, whole: string) =>
    `${arm}: ${now} right, ${whole} with all units`,

  lagTitle: "Sequences answered correctly, by lag",
  lag: "steps between symbol and question",
  lagSaid: (lag: string, parts: readonly string[]) =>
    `${lag} steps after the symbol: ${parts.join("; ")}.`,
  lagPart: (arm: string, right: string) => `${arm}: ${right} right`,
};

export type Words = typeof words;
