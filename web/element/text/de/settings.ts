// Settings, views and examples, in German.
import type { settings as english } from "../en/settings";

export const settings: typeof english = {
  controls: "Einstellungen",
  ofArm: (label, arm) => `${label}, Arm ${arm}`,
  rateText: (p, percent) => `p = ${p}, ${percent} der Neuronen fallen weg`,
  views: "Ansichten",
  more: "Weitere",
  groups: { data: "Daten", network: "Netz", dropout: "Dropout", training: "Training" },
  presets: "Beispiele",
  presetsPrompt: "Ein Beispiel wählen …",
  presetNames: {
    overfit: "200 Monde auswendig gelernt, mit und ohne Dropout",
    tooHigh: "Zu viel Dropout",
    regression: "Eine Kurve, und wie sicher das Netz ihrer ist",
    kinds: "Bernoulli-, Gauß- und Concrete-Dropout",
    text: "Wörterbuch-Definitionen, mit und ohne Dropout",
    words: "Wörter weglassen",
    images: "Dropout in einem Faltungsnetz",
    names: "Ein LSTM, das Namen schreibt",
    transformer: "0,1 in einem Transformer",
    shift: "Dropout vor BatchNorm",
  },
  newSeed: "Neue Startzahl",
  formula: {
    note: {
      train: "Jeder Durchlauf zieht eine Maske m.",
      eval: "Nichts fällt weg: eine stete Antwort.",
      mc: "Masken bleiben an: Mittel und Streuung von T Durchläufen.",
    },
    keeps: (arm, percent, factor) => `${arm || "Es"} behält ${percent}, × ${factor}`,
    soft: (arm, p) =>
      `${arm || "Es"} lässt kein Neuron ganz weg: jedes wird zufällig vervielfacht, jetzt mit p = ${p}`,
    nothing: (arm) => (arm ? `${arm} behält alles` : "Mit p = 0 behält es alles"),
  },
  share: "Teilen",
  files: "Exportieren und öffnen",
};
