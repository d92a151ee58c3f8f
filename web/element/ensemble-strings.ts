// The words of ensembles beside one network, in each language. Loaded with the uncertainty view.

const english = {
  names: {
    entropy: "entropy",
    epistemic: "epistemic",
    auroc: "AUROC",
  } as Readonly<Record<string, string>>,
  aurocHelp: "how well the entropy (of a curve, the std) tells shifted inputs from validation data",
  ensemble: (count: string) => `ensemble of ${count}`,
  train: (count: string) => `Compare with an ensemble of ${count}`,
  cancel: "Cancel",
  progress: "Training the ensemble",
  first: "Train and pause first: members are trained as far as the network is.",
  about: (count: string) =>
    `The same network from ${count} seeds, on the same data, trained as many steps, in eval mode.`,
  failed: (why: string) => `The ensemble could not be trained: ${why}`,
};

type Words = typeof english;

const german: Words = {
  names: { entropy: "Entropie", epistemic: "epistemisch", auroc: "AUROC" },
  aurocHelp:
    "wie gut die Entropie (bei Kurven die Std.-Abw.) verschobene Eingaben von Validierungsdaten trennt",
  ensemble: (count) => `Ensemble aus ${count}`,
  train: (count) => `Mit einem Ensemble aus ${count} vergleichen`,
  cancel: "Abbrechen",
  progress: "Das Ensemble trainiert",
  first: "Erst trainieren und anhalten: die Mitglieder werden so weit trainiert wie das Netz.",
  about: (count) =>
    `Dasselbe Netz aus ${count} Startzahlen, auf denselben Daten, gleich viele Schritte, im Eval-Modus.`,
  failed: (why) => `Das Ensemble ließ sich nicht trainieren: ${why}`,
};

export const ensembleStrings = (locale: string): Words => (locale === "de" ? german : english);
