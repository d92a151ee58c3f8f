// Replaying a link to where its run stood, in German.
import type { replay as english } from "../en/replay";

export const replay: typeof english = {
  offer: (step) =>
    `Dieser Link führt zu Schritt ${step} eines Laufs. Nachspielen trainiert bis dorthin und ` +
    "vergleicht die Gewichte.",
  replay: "Nachspielen",
  replaying: (step) => `Spielt bis Schritt ${step} nach.`,
  equal: (step) =>
    `Auf das Bit genau nachgespielt: bei Schritt ${step} sind alle Gewichte die des Links.`,
  there: (step) => `Bis Schritt ${step} nachgespielt. Der Link nennt keine Gewichte zum Vergleich.`,
  ended: (arms, step) =>
    `Arm ${arms} endete bei Schritt ${step}, vor dem des Links: es ist nicht dessen Lauf.`,
  differs: (arms, found, given) =>
    `Nicht nachgespielt: die Gewichte von Arm ${arms} sind hier ${found}, im Link ${given}.`,
  otherEngine: (theirs, ours) =>
    `Der Link entstand mit Version ${theirs}, dies ist ${ours}: der Rechenkern ist ein anderer.`,
  sameEngine:
    "Beide entstanden mit derselben Version: der Link wurde verändert, oder die Seite hat einen " +
    "Fehler.",
};
