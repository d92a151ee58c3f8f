// The parameter table's words in German: label and help of each key, and the units.
import type { Key } from "../../../shared/spec";
import type { ParameterWords } from "../en/parameters";

const rows: Readonly<Record<Key, readonly [label: string, help: string]>> = {
  v: ["Version", "Version der Grammatik des Links"],
  model: ["Modell", "das Netz"],
  data: ["Daten", "woraus es lernt"],
  drop: ["Art des Dropout", "was wegfällt, und wie"],
  p: ["Dropout p", "Wahrscheinlichkeit, dass ein Neuron nach einer verdeckten Schicht wegfällt"],
  pin: ["Eingabe p", "Wahrscheinlichkeit, dass ein Eingabemerkmal wegfällt"],
  pconv: ["Karten p", "Wahrscheinlichkeit, dass ein einzelner Wert einer Merkmalskarte wegfällt"],
  patt: ["Attention p", "Wahrscheinlichkeit, dass ein Attention-Gewicht wegfällt"],
  pres: ["Residual p", "Wahrscheinlichkeit, dass ein Wert eines Zweigs vor der Summe wegfällt"],
  psched: ["Verlauf der Raten", "wie sich die Raten im Training ändern"],
  block: ["Blockgröße", "Seite des Quadrats von DropBlock, ungerade"],
  width: ["Breite", "Neuronen je verdeckter Schicht"],
  depth: ["Tiefe", "verdeckte Schichten, oder Transformer-Blöcke"],
  emb: ["Einbettung", "Länge des Vektors eines Tokens"],
  heads: ["Köpfe", "Attention-Köpfe; sie teilen die Breite"],
  order: ["Norm-Reihenfolge", "LayerNorm vor jedem Zweig oder nach jeder Summe"],
  act: ["Aktivierung", "Nichtlinearität der verdeckten Schichten"],
  norm: ["Normalisierung", "zwischen einer Schicht und ihrer Aktivierung"],
  opt: ["Optimierer", "wie aus Gradienten Schritte werden"],
  lr: ["Lernrate", "Größe eines Schritts"],
  momentum: ["Momentum", "von sgd mit Momentum oder Nesterov"],
  sched: ["Verlauf der Lernrate", "gleich, ein Zehntel bei 1/2 und 3/4, oder Kosinus mit Anlauf"],
  decay: ["Gewichtszerfall", "L2-Strafe; bei adamw entkoppelt"],
  maxnorm: ["Max-Norm", "längster Vektor der Gewichte in ein Neuron; 0 schaltet ab"],
  clip: ["Gradientengrenze", "längster Gradient, über alle Gewichte; 0 schaltet ab"],
  smooth: ["Label-Glättung", "Anteil des Ziels, der auf alle Klassen verteilt wird"],
  batch: ["Batch", "Beispiele in einem Trainingsschritt"],
  epochs: ["Epochen", "Durchgänge durch die Trainingsdaten"],
  patience: ["Geduld", "hört nach so vielen Epochen ohne Fortschritt auf; 0 schaltet ab"],
  n: ["Trainingsbeispiele", "die ersten n; 0 nimmt alle (200 erfundene Punkte)"],
  noise: ["Rauschen", "Standardabweichung, die zu erfundenen Daten kommt"],
  context: ["Kontext", "längste Folge, oder der Abstand in der Merkaufgabe"],
  draws: ["MC-Masken", "eine neue Maske je Beispiel, oder eine für eine ganze Funktion"],
  T: ["MC-Stichproben", "zufällige Durchläufe von Monte-Carlo-Dropout"],
  tau: ["Präzision", "Präzision des Rauschens einer Regression; 0 schätzt sie"],
  seed: ["Startzahl", "von Gewichten, Batches und Masken, und von Daten ohne eigene Startzahl"],
  dseed: ["Startzahl der Daten", "erfundener Daten und von Aufteilungen; -1 nimmt die Startzahl"],
};

const units: Readonly<Record<string, string>> = {
  units: "Neuronen",
  layers: "Schichten",
  examples: "Beispiele",
  epochs: "Epochen",
  tokens: "Tokens",
  passes: "Durchläufe",
};

export const germanParameters: ParameterWords = {
  label: ({ key }) => rows[key][0],
  help: ({ key }) => rows[key][1],
  unit: ({ unit }) => units[unit] ?? unit,
};
