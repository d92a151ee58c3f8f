// The words of uncertainty, ensembles and calibration, in German.
import type { Words } from "./en";

export const words: Words = {
  uncertaintyName: "Unsicherheit",
  scoresTitle: "Güte auf Validierungsdaten",
  scoreOf: "Netz",
  scoreNames: {
    accuracy: "Trefferquote",
    nll: "NLL",
    brier: "Brier",
    ece: "ECE",
    rmse: "RMSE",
    mae: "MAE",
    r2: "R²",
    width: "Breite des Bands",
    deviation: "Std.-Abw.",
    ll: "Log-Likelihood",
    coverage: "im 95-%-Band",
  },
  uncertaintyWait: "Erst trainieren: wie sicher die Netze sind, wird hier gemessen.",
  reliabilityTitle: "Verlässlichkeit",
  entropyTitle: "Entropie: der Daten (aleatorisch), der Gewichte (epistemisch)",
  entropyPart: { entropy: "gesamt", aleatoric: "aleatorisch", epistemic: "epistemisch" },
  epistemicOf: (arm, percent, is) =>
    is ? `${arm} sind ${percent} der Entropie epistemisch` : `${arm} ${percent}`,
  mutualInformation: "epistemische Entropie (Transinformation, nat)",
  convergenceTitle: "Wie sich eine Schätzung mit T setzt",
  settled: (arm, T, mean, error) =>
    `${arm} nach ${T} Durchläufen ${mean} mit einem Standardfehler von ${error}`,
  stdOfPrediction: "Standardabweichung der Vorhersage",
  shiftTitle: "Eingaben, die den Trainingsdaten nicht gleichen",
  aurocOf: (arm, auroc, is) =>
    is ? `${arm} unterscheidet sie eine AUROC von ${auroc}` : `${arm} von ${auroc}`,
  inside: "Validierungsdaten",
  outside: (kind) =>
    ({
      image: "um 90° gedreht",
      text: "halb aus unbekannten Wörtern",
      beyond: "x jenseits der Daten",
      away: "auf den doppelten Abstand gerückt",
    })[kind],

  ensembles: {
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
  },
};
