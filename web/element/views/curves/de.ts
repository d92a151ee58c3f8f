// The words of learning curves, in German.
import type { Words } from "./en";

export const words: Words = {
  lossTitle: "Verlust",
  accuracyTitle: "Trefferquote",
  curvesKey:
    "Gestrichelt: Trainings-Batches, mit Dropout. Dünn: Trainingsdaten im Eval-Modus. " +
    "Dick: Validierungsdaten im Eval-Modus.",
};
