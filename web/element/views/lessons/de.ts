// The words of the views that explain dropout, in German.
import type { Words } from "./en";

export const words: Words = {
  wait: "Train drücken: gemessen wird am Netz, das dabei entsteht.",
  listed: (parts) => parts.join("; "),

  averageName: "Mittel",
  subnetsName: "Teilnetze",
  averageTitle: "Einheit für Einheit: ihre Eingabe x, ein Durchlauf, das Mittel aller",
  averageInput: "x",
  averagePass: "dieser",
  averageMean: (passes) => `Mittel aus ${passes}`,
  unit: (n) => `Einheit ${n}`,
  distanceTitle: "Wie weit das Mittel von x entfernt ist",
  distanceIs: "gemessen",
  distanceTheory: "zu erwarten",
  passes: "Durchläufe",
  distance: "Abstand (quadratisches Mittel)",
  again: "Von vorn",
  averageBars: (factor) => `Was ein Durchlauf behält, zählt × ${factor}; der Rest ist 0.`,
  averageSaid: (passes, first, now, expected) =>
    `Der erste Durchlauf war ${first} von x entfernt. Das Mittel aus ${passes} ist ${now} ` +
    `entfernt, zu erwarten sind ${expected}.`,
  averageNone: "Hinter der ersten verborgenen Schicht fällt nichts weg: p über 0 wählen.",

  forgotTitle: "Richtige Validierungsdaten im Eval-Modus und mit Dropout an",
  forgotLossTitle: "Validierungsverlust im Eval-Modus und mit Dropout an",
  inEval: "Eval-Modus",
  leftOn: "Dropout noch an",
  accuracy: "richtig, %",
  loss: "Verlust",
  rate: "p",
  forgotSaid: (parts) =>
    `Den Eval-Modus zu vergessen kostet ${parts.join("; ")} (± von Durchlauf zu Durchlauf).`,
  forgotPart: (arm, cost, jitter) => `${arm}: ${cost} ± ${jitter} Punkte`,
  forgotLossPart: (arm, cost, jitter) => `${arm}: ${cost} ± ${jitter}`,

  ridgeTitle: "Gewichte einer linearen Regression, in Standardeinheiten",
  ridgeTrained: "mit weggelassenen Eingaben trainiert",
  ridgeClosed: "Ridge, in geschlossener Form",
  leastSquares: "kleinste Quadrate",
  weight: "Gewicht",
  feature: "Eingabe",
  ridgeSaid: (distance, lambda, other) =>
    `Kein trainiertes Gewicht ist weiter als ${distance} von dem der Ridge-Regression mit ` +
    `λ = ${lambda}; von kleinsten Quadraten sind es bis zu ${other}.`,

  subnetsTitle: (example) => `Beispiel ${example}: Eval-Modus und Mittel über Teilnetze`,
  arithmetic: "arithmetisch",
  geometric: "geometrisch",
  sampled: (T) => `MC, T = ${T}`,
  example: "Beispiel Nr.",
  subnetsSaid: (arm, parts) =>
    `${arm}, alle ${parts.count} Teilnetze: der Eval-Modus ist höchstens ${parts.geometric} von ` +
    `ihrem geometrischen Mittel entfernt, ${parts.arithmetic} vom arithmetischen und ` +
    `${parts.mc} von Monte Carlo`,

  missingTitle: "Richtige Antworten, wenn verborgene Einheiten fehlen",
  missingShare: "Anteil fehlender verborgener Einheiten",
  missingSaid: (share, parts) =>
    `Wenn ${share} der verborgenen Einheiten fehlen: ${parts.join("; ")}.`,
  missingPart: (arm, now, whole) => `${arm}: ${now} richtig, mit allen Einheiten ${whole}`,

  lagTitle: "Richtig beantwortete Folgen, je nachdem, wie lange das Zeichen her war",
  lag: "Schritte zwischen Zeichen und Frage",
  lagSaid: (lag, parts) => `${lag} Schritte nach dem Zeichen: ${parts.join("; ")}.`,
  lagPart: (arm, right) => `${arm}: ${right} richtig`,
};
