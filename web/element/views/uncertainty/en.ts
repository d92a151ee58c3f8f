// The words of uncertainty, ensembles and calibration, in English.

const first = (is: boolean, long: string, short: string) => (is ? long : short);

export const words = {
  uncertaintyName: "Uncertainty",
  scoresTitle: "Scores on validation data",
  scoreOf: "Network",
  scoreNames: {
    accuracy: "accuracy",
    nll: "NLL",
    brier: "Brier",
    ece: "ECE",
    rmse: "RMSE",
    mae: "MAE",
    r2: "R²",
    width: "width of the band",
    deviation: "std",
    ll: "log likelihood",
    coverage: "in 95 % band",
  },
  uncertaintyWait: "Train first: how sure the networks are is measured here.",
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
  convergenceTitle: "How an estimate settles with T",
  settled: (arm: string, T: string, mean: string, error: string) =>
    `${arm}, after ${T} passes ${mean} with a standard error of ${error}`,
  stdOfPrediction: "standard deviation of the prediction",
  shiftTitle: "Inputs unlike the training data",
  aurocOf: (arm: string, auroc: string, is: boolean) =>
    first(is, `${arm}, it tells them apart with an AUROC of ${auroc}`, `${arm}, ${auroc}`),
  inside: "validation data",
  outside: (kind: "image" | "text" | "beyond" | "away") =>
    ({
      image: "rotated by 90°",
      text: "half the words unknown",
      beyond: "x beyond the data",
      away: "moved out to twice the distance",
    })[kind],

  ensembles: {
    names: {
      entropy: "entropy",
      epistemic: "epistemic",
      auroc: "AUROC",
    } as Readonly<Record<string, string>>,
    aurocHelp:
      "how well the entropy (of a curve, the std) tells shifted inputs from validation data",
    ensemble: (count: string) => `ensemble of ${count}`,
    train: (count: string) => `Compare with an ensemble of ${count}`,
    cancel: "Cancel",
    progress: "Training the ensemble",
    first: "Train and pause first: members are trained as far as the network is.",
    about: (count: string) =>
      `The same network from ${count} seeds, on the same data, trained as many steps, in eval mode.`,
    failed: (why: string) => `The ensemble could not be trained: ${why}`,
    calibrated: (network: string, parts: readonly string[]) => `${network}, ${parts.join("; ")}`,
    claims: (mode: string, sure: string, right: string, error: string) =>
      `${mode}: ${sure} sure, ${right} right, calibration error ${error}`,
    calibration: (parts: readonly string[]) => `On average ${parts.join(". ")}.`,
  },
};

export type Words = typeof words;
