// The words of the panels that explain (average, subnetworks, ridge, missing units, forgotten eval
// mode, lags), in both languages. Fetched with the first of those panels; knows no element.

const english = {
  wait: "Press Train: this is measured on the network that comes of it.",
  listed: (parts: readonly string[]) => parts.join("; "),

  averageTitle: "One unit after another: its input x, one pass, the mean of all passes",
  averageInput: "x",
  averagePass: "this pass",
  averageMean: (passes: string) => `mean of ${passes}`,
  unit: (n: number) => `unit ${n}`,
  distanceTitle: "How far the mean is from x",
  distanceIs: "measured",
  distanceTheory: "expected",
  passes: "passes",
  distance: "distance (root mean square)",
  again: "Start over",
  averageBars: (factor: string) => `What a pass keeps counts × ${factor}; the rest is 0.`,
  averageSaid: (passes: string, first: string, now: string, expected: string) =>
    `The first pass was ${first} away from x. The mean of ${passes} passes is ${now} away, where ` +
    `chance lets expect ${expected}.`,
  averageNone: "Nothing drops behind the first hidden layer: choose a p above 0.",

  forgotTitle: "Validation accuracy in eval mode, and with dropout left on",
  forgotLossTitle: "Validation loss in eval mode, and with dropout left on",
  inEval: "eval mode",
  leftOn: "dropout left on",
  accuracy: "accuracy, %",
  loss: "loss",
  rate: "p",
  forgotSaid: (parts: readonly string[]) =>
    `What forgetting eval mode costs, ± from one pass to the next, ${parts.join("; ")}.`,
  forgotPart: (arm: string, cost: string, jitter: string) => `${arm}: ${cost} ± ${jitter} points`,
  forgotLossPart: (arm: string, cost: string, jitter: string) => `${arm}: ${cost} ± ${jitter}`,

  ridgeTitle: "Weights of a linear regression, standard units",
  ridgeTrained: "trained with dropped inputs",
  ridgeClosed: "ridge, in closed form",
  leastSquares: "least squares",
  weight: "weight",
  feature: "input",
  ridgeSaid: (distance: string, lambda: string, other: string) =>
    `No trained weight is further than ${distance} from ridge’s with λ = ${lambda}; ` +
    `from least squares they are up to ${other} away.`,

  subnetsTitle: (example: string) => `Example ${example}: eval mode, and means over subnetworks`,
  arithmetic: "arithmetic",
  geometric: "geometric",
  sampled: (T: string) => `MC, T = ${T}`,
  example: "Example no.",
  subnetsSaid: (arm: string, parts: Record<"count" | "arithmetic" | "geometric" | "mc", string>) =>
    `${arm}, all ${parts.count} subnetworks: eval mode is at most ${parts.geometric} from their ` +
    `geometric mean, ${parts.arithmetic} from the arithmetic one, and ${parts.mc} from Monte Carlo`,

  missingTitle: "Accuracy when hidden units are missing",
  missingShare: "share of hidden units missing",
  missingSaid: (share: string, parts: readonly string[]) =>
    `With ${share} of the hidden units missing: ${parts.join("; ")}.`,
  missingPart: (arm: string, now: string, whole: string) =>
    `${arm}: ${now} right, ${whole} with all units`,

  lagTitle: "Sequences answered rightly, by how far back the symbol was",
  lag: "steps between symbol and question",
  lagSaid: (lag: string, parts: readonly string[]) =>
    `${lag} steps after the symbol: ${parts.join("; ")}.`,
  lagPart: (arm: string, right: string) => `${arm}: ${right} right`,
};

export type LessonStrings = typeof english;

const german: LessonStrings = {
  wait: "Train drücken: gemessen wird am Netz, das dabei entsteht.",
  listed: (parts) => parts.join("; "),

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

export const lessonTables = { en: english, de: german };

export function lessonStrings(locale: string): LessonStrings {
  return locale === "de" ? german : english;
}
