// The words of ensembles beside one network, and of calibration, in each language. Loaded with the
// uncertainty view.

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
  calibrated: (network: string, parts: readonly string[]) => `${network}, ${parts.join("; ")}`,
  claims: (mode: string, sure: string, right: string, error: string) =>
    `${mode}: ${sure} sure, ${right} right, calibration error ${error}`,
  calibration: (parts: readonly string[]) => `On average ${parts.join(". ")}.`,
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
  calibrated: (network, parts) => `${network}, ${parts.join("; ")}`,
  claims: (mode, sure, right, error) =>
    `${mode}: ${sure} sicher, ${right} richtig, Kalibrierungsfehler ${error}`,
  calibration: (parts) => `Im Mittel ${parts.join(". ")}.`,
};

export const ensembleStrings = (locale: string): Words => (locale === "de" ? german : english);
