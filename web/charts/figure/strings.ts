// All texts of the charts themselves. Titles, series names and summaries are passed in as data.

export interface ChartStrings {
  /** BCP 47 tag used to write numbers. */
  locale: string;
  empty: string;
  table: string;
  tableSampled: (shown: number, all: number) => string;
  exportAs: (format: string) => string;
  keys: string;
  pickKeys: string;
  row: string;
  column: string;
  value: string;
  epoch: string;
  mean: string;
  std: string;
  spread: string;
  dropout: string;
  train: string;
  valid: string;
  dropoutShort: string;
  trainShort: string;
  validShort: string;
  evalCurve: string;
  truth: string;
  draw: (n: number) => string;
  trainRange: string;
  sum: string;
  count: string;
  bin: string;
  confidence: string;
  accuracy: string;
  perfect: string;
  ece: string;
  layer: string;
  unit: string;
  activation: string;
  kept: string;
  dropped: string;
  more: (n: number) => string;
  point: string;
  word: string;
}

export const english: ChartStrings = {
  locale: "en",
  empty: "No data yet",
  table: "Data table",
  tableSampled: (shown, all) => `${shown} of ${all} rows; the CSV has all.`,
  exportAs: (format) => `Save as ${format}`,
  keys: "Arrow keys read the values.",
  pickKeys: "Arrow keys move, Enter acts, Delete removes.",
  row: "row",
  column: "column",
  value: "value",
  epoch: "epoch",
  mean: "mean",
  std: "std",
  spread: "±",
  dropout: "training, dropout on",
  train: "training",
  valid: "validation",
  dropoutShort: "drop",
  trainShort: "train",
  validShort: "valid",
  evalCurve: "eval mode",
  truth: "truth",
  draw: (n) => `draw ${n}`,
  trainRange: "training data",
  sum: "sum",
  count: "count",
  bin: "bin",
  confidence: "confidence",
  accuracy: "accuracy",
  perfect: "perfectly calibrated",
  ece: "ECE",
  layer: "layer",
  unit: "unit",
  activation: "activation",
  kept: "kept",
  dropped: "dropped",
  more: (n) => `+${n} more`,
  point: "point",
  word: "word",
};
