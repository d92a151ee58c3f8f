// The words of the network, in German.
import type { Words } from "./en";

/** Der neuesten ganzen Epoche; anfangs keine. */
const batches = (loss: string) =>
  loss && ` Über die Batches der neuesten ganzen Epoche war er im Mittel ${loss}.`;

export const words: Words = {
  networkTitle: "Das Netz",
  layerName: { input: "Eingabe", embedding: "Einbettung", out: "Ausgabe" },
  hiddenLayer: (n) => `verdeckt ${n}`,
  maskNumber: "Maske Nr.",
  passAfterPass: "Durchlauf um Durchlauf",
  freeze: "Maske festhalten",
  releaseUnits: "Neuronen freigeben",
  stepPhase: {
    none: "",
    forward: "Schritt: vorwärts",
    loss: "Weiter: Verlust",
    backward: "Weiter: rückwärts",
    update: "Weiter: Änderung",
  },
  stepStory: {
    forward: () =>
      "Vorwärts: eine neue Maske wird gezogen; die Aktivierungen fließen durch, was sie behält.",
    loss: (loss) => `Verlust: die Ausgaben werden mit den richtigen verglichen.${batches(loss)}`,
    backward: (norms) =>
      `Rückwärts: die Linien zeigen Gradienten des Batches; weggelassene Neuronen geben keine weiter. Normen: ${norms}.`,
    update: (loss) => `Änderung: der Optimierer hat die Gewichte bewegt.${batches(loss)}`,
  },
  networkWait: "„Trainieren“ oder „Schritt“ drücken: das Netz erscheint hier.",
  networkEval: (formula) => `Eval-Modus: alle Neuronen arbeiten, ${formula}.`,
  networkNone: "In diesem Durchlauf fällt kein Neuron weg.",
  droppedOf: (layer, dropped, units, factor) =>
    `${dropped} von ${units} Neuronen der Schicht „${layer}“ fallen weg, die anderen zählen ` +
    (factor ? `× ${factor}` : "wie sie sind"),
  softOf: (layer, p) =>
    `die Neuronen der Schicht „${layer}“ werden zufällig vervielfacht, jetzt mit p = ${p}; keines fällt weg`,
  networkMask: (mask, parts, frozen) =>
    `${frozen ? `Maske ${mask}, festgehalten` : "In diesem Durchlauf"}: ${parts.join("; ")}.`,
};
