// What arms are called, and how they stand, in German.
import type { arms as english } from "../en/arms";

export const arms: typeof english = {
  arms: ["A", "B", "C", "D"],
  whichArm: "Arm",
  withoutDropout: "ohne Dropout",
  withName: (name) => `mit ${name}`,
  after: (epochs, parts) => `Nach ${epochs}: ${parts.join("; ")}.`,
  epochs: (epoch, text) => (epoch === 1 ? `${text} Epoche` : `${text} Epochen`),
  accuracies: (arm, train, valid, first) =>
    first
      ? `${arm} ${train} der Trainingsdaten richtig, ${valid} der Validierungsdaten`
      : `${arm} ${train} und ${valid}`,
  gaps: (arm, gap, first) =>
    first
      ? `${arm} liegt der Verlust der Validierung um ${gap} über dem des Trainings`
      : `${arm} um ${gap}`,
  curvesWait: "„Trainieren“ drücken: die Kurven wachsen hier, während die Netze lernen.",
};
