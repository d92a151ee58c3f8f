// The words of the field and of drawing points, in German.

import { capital } from "../../../shared/phrases";
import { klass } from "../../text/de/charts";
import type { Words } from "./en";

export const words: Words = {
  fieldTitle: "Was das Netz über die Ebene sagt",
  regressionTitle: "Die gelernte Kurve",
  fieldWhat: "Gezeigt",
  fieldShown: { mean: "Mittel", std: "Standardabweichung" },
  classLabel: "Klasse",
  classNamed: klass,
  planeTitle: {
    eval: (arm) => `${arm}: Entscheidungsgrenze im Eval-Modus`,
    train: (arm) => `${arm}: ein Durchlauf mit Dropout`,
    mc: (arm) => `${arm}: Mittel der MC-Durchläufe`,
    std: (arm) => `${arm}: Standardabweichung der MC-Durchläufe`,
  },
  fieldWait: "„Trainieren“ drücken: was die Netze über ihre Eingaben sagen, erscheint hier.",
  planeRight: (percent) =>
    `${percent} der Trainingspunkte liegen, wo ihre Klasse die wahrscheinlichste ist.`,
  planeStd: (most, mean) => `Die Standardabweichung ist im Mittel ${mean} und höchstens ${most}.`,
  spreadInOut: (arm, inside, outside, is) =>
    is
      ? `${arm} ist die Standardabweichung zwischen den Trainingsdaten im Mittel ${inside}, jenseits ${outside}`
      : `${arm} ${inside} und ${outside}`,
  lineSpread: (parts) => `${capital(parts.join("; "))}.`,
  lineMode: {
    eval: "Eval-Modus: eine stete Kurve je Netz.",
    train: "Jede dünne Kurve ist das Netz unter einer Maske: die Ziehung einer Funktion.",
  },
  yearAxes: { xLabel: "Jahr", yLabel: "CO₂, ppm" },

  draw: {
    tools: "Ein Klick ins Bild",
    add: "setzt einen Punkt",
    addClass: (name) => `setzt Klasse ${name}`,
    remove: "entfernt",
    empty: "Selbst zeichnen",
    clear: "Leeren",
    original: "Ursprüngliche Punkte",
    hint: (restarts) =>
      `Umschalt-Klick entfernt ebenso. Tasten: Pfeile, Eingabe, Entf; 1 bis 4 wählen die Klasse; Strg Z nimmt zurück. ${restarts}`,
    restarts:
      "Jede Änderung beginnt wieder bei denselben Anfangsgewichten und trainiert weiter, wenn trainiert wurde.",
    wait: "Mit Klicks Punkte setzen, dann „Trainieren“ drücken.",
    full: "Für 1.000 Punkte ist Platz.",
    held: "Jeder fünfte Punkt bleibt der Validierung und ist blass gezeichnet.",
  },
};
