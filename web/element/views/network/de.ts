// The words of the network, in German.
import type { Words } from "./en";

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
    loss: (loss) =>
      `Verlust: die Ausgaben werden mit den richtigen verglichen. Im letzten Batch war er ${loss}.`,
    backward: (norms) =>
      `Rückwärts: die Linien zeigen Gradienten des Batches; weggelassene Neuronen geben keine weiter. Normen: ${norms}.`,
    update: (loss) =>
      `Änderung: der Optimierer hat die Gewichte bewegt. Der Verlust des Batches war ${loss}.`,
  },
  networkWait: "„Trainieren“ oder „Schritt“ drücken: das Netz erscheint hier.",
  networkEval: "Eval-Modus: alle Neuronen arbeiten, nichts wird skaliert.",
  networkNone: "In diesem Durchlauf fällt kein Neuron weg.",
  droppedOf: (layer, dropped, units, factor) =>
    `${dropped} von ${units} Neuronen der Schicht „${layer}“ fallen weg, die anderen zählen × ${factor}`,
  networkMask: (mask, parts, frozen) =>
    `${frozen ? `Maske ${mask}, festgehalten` : "In diesem Durchlauf"}: ${parts.join("; ")}.`,
};
