// The words of predictions of new rows, in English.
import type { PredictingPhase } from "../../../shared/tables";

export const words = {
  title: "Predict new rows",
  hint:
    "A second CSV file with the same columns; the target may be missing. Each row gets a prediction " +
    "and how sure the network is.",
  wait: "Train first: then the network predicts rows that it has not seen.",
  choose: "CSV file with new rows",
  averaged: (count: string) =>
    `${count} networks are averaged: this one and the others of its ensemble.`,
  train: (count: string) => `Train ${count} more networks, to average them`,
  others: (share: string) => `Training the other networks: ${share}`,
  files: "Add saved networks (.npz, .json)",
  file: (name: string) => `${name} is averaged, too.`,
  forget: "Without them",
  notOurs: (name: string) =>
    `${name} holds no network that learned from a table and says how it was read.`,
  cancel: "Cancel",
  phases: {
    noise: "Measuring the noise by a second training, without a fifth of the rows",
    reading: "Reading the file",
    rows: "Predicting",
  } as Record<PredictingPhase, string>,
  old: "The network has changed since. Choose the file again to predict with it as it is now.",
  again: "Predict again",
  done: (name: string, predicted: string, rows: string) =>
    `${name}: ${predicted} of ${rows} rows have a prediction.`,
  noNoise: "The noise is not known: intervals are of the model alone.",
  save: "Save predictions (CSV)",
  heads: {
    row: "Row",
    prediction: "Prediction",
    sd: "SD of the model",
    lower: "95 % from",
    upper: "to",
    entropy: "Entropy",
    mutual_information: "Mutual information",
    truth: "Truth",
  } as Record<string, string>,
  probability: (name: string) => `P(${name})`,
  sortBy: (column: string) => `Sort by ${column}`,
  table: "Predictions, the least sure first",
  truthTitle: "Predicted against true",
  intervalTitle: "Predictions with their 95 % intervals",
  entropyTitle: "How sure the rows are",
  truthAxis: "true",
  predictedAxis: "predicted",
  rankAxis: "rows, by their prediction",
  entropyAxis: "entropy (nats)",
  equal: "predicted = true",
  network: "rows",
  right: "right",
  wrong: "wrong",
  scores: (rmse: string, share: string) =>
    `RMSE ${rmse}; ${share} of the truths lie in their 95 % interval.`,
  accuracy: (share: string) => `${share} are right.`,
  meanWidth: (width: string) => `The intervals are ${width} wide on average.`,
  meanEntropy: (entropy: string, most: string) =>
    `The mean entropy is ${entropy} nats of ${most} possible.`,
  sample: (shown: string, rows: string) => `${shown} of ${rows} rows are drawn, evenly spread.`,
};

export type Words = typeof words;
