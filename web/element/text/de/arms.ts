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
  gap: (arm, gap, above) =>
    `${arm} liegt der Verlust der Validierung um ${gap} ${above ? "über" : "unter"} dem des Trainings`,
  errors: (arm, train, valid, first) =>
    first
      ? `${arm} ein Verlust von ${train} auf den Trainingsdaten, ${valid} auf den Validierungsdaten`
      : `${arm} ${train} und ${valid}`,
  curvesWait: "„Trainieren“ drücken: die Kurven wachsen hier, während die Netze lernen.",
  curvesSoon: "Verglichen wird, sobald jedes Netz gemessen ist.",
};
