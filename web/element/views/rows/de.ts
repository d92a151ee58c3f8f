// The words of predictions of new rows, in German.
import type { Words } from "./en";

export const words: Words = {
  title: "Neue Zeilen vorhersagen",
  hint:
    "Eine zweite CSV-Datei mit denselben Spalten; das Ziel darf fehlen. Jede Zeile bekommt eine " +
    "Vorhersage und wie sicher das Netz ist.",
  wait: "Erst trainieren: dann sagt das Netz Zeilen vorher, die es nicht kennt.",
  choose: "CSV-Datei mit neuen Zeilen",
  averaged: (count) => `${count} Netze werden gemittelt: dieses und die anderen seines Ensembles.`,
  train: (count) => `${count} weitere Netze trainieren und mitteln`,
  others: (share) => `Trainiert die anderen Netze: ${share}`,
  files: "Gespeicherte Netze dazunehmen (.npz, .json)",
  file: (name) => `${name} wird mitgemittelt.`,
  forget: "Ohne sie",
  notOurs: (name) =>
    `${name} enthält kein Netz, das aus einer Tabelle gelernt hat und sagt, wie sie gelesen wurde.`,
  cancel: "Abbrechen",
  phases: {
    noise: "Misst das Rauschen mit einem zweiten Training ohne ein Fünftel der Zeilen",
    reading: "Liest die Datei",
    rows: "Sagt vorher",
  },
  old: "Das Netz hat sich seither verändert. Die Datei erneut vorhersagen, um es zu verwenden, wie es jetzt ist.",
  again: "Erneut vorhersagen",
  done: (name, predicted, rows) =>
    `${name}: ${predicted} von ${rows} Zeilen haben eine Vorhersage.`,
  noNoise: "Das Rauschen ist nicht bekannt: die Intervalle gelten nur für das Modell.",
  save: "Vorhersagen speichern (CSV)",
  heads: {
    row: "Zeile",
    prediction: "Vorhersage",
    sd: "Std. des Modells",
    lower: "95 % von",
    upper: "bis",
    entropy: "Entropie",
    mutual_information: "Transinformation",
    truth: "Wahrheit",
  },
  probability: (name) => `P(${name})`,
  sortBy: (column) => `Nach ${column} sortieren`,
  table: "Vorhersagen, die unsichersten zuerst",
  truthTitle: "Vorhersage gegen Wahrheit",
  intervalTitle: "Vorhersagen mit ihren 95-%-Intervallen",
  entropyTitle: "Wie sicher die Zeilen sind",
  truthAxis: "wahr",
  predictedAxis: "vorhergesagt",
  rankAxis: "Zeilen, nach ihrer Vorhersage",
  entropyAxis: "Entropie (nats)",
  equal: "vorhergesagt = wahr",
  network: "Zeilen",
  right: "richtig",
  wrong: "falsch",
  scores: (rmse, share) => `RMSE ${rmse}; ${share} der Wahrheiten liegen in ihrem 95-%-Intervall.`,
  accuracy: (share) => `${share} sind richtig.`,
  meanWidth: (width) => `Die Intervalle sind im Mittel ${width} breit.`,
  meanEntropy: (entropy, most) =>
    `Die mittlere Entropie ist ${entropy} nats von ${most} möglichen.`,
  sample: (shown, rows) => `${shown} von ${rows} Zeilen sind gezeichnet, gleichmäßig verteilt.`,
};
