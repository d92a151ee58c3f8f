// Teilen und Nachspielen: the words of sharing and replaying, in German.
import type { ShareStrings } from "../en/share";

export const germanShare: ShareStrings = {
  cost: ({ arm, what, given, limit }) =>
    what === "bytes"
      ? `Arm ${arm} braucht etwa ${Math.round(given / 1e6)} MB; erlaubt sind höchstens ` +
        `${limit / 1e6} MB. Kleinere Breite, Tiefe oder Batches wählen.`
      : `Arm ${arm} braucht etwa ${Math.round(given / 1e12)} Billionen Rechenschritte; erlaubt ` +
        `sind höchstens ${limit / 1e12}. Weniger Epochen oder ein kleineres Netz wählen.`,

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

  share: "Teilen",
  close: "Schließen",
  link: "Link",
  exact: "Mit dem Stand des Laufs, auf das Bit genau nachzuspielen",
  exactWhy: "Erst anhalten: dann kann der Link den Stand des Laufs tragen.",
  exactAltered:
    "Während des Trainings wurde eine Einstellung geändert, darum führt kein Link zu diesen " +
    "Gewichten. Zurückspulen und neu trainieren, dann lässt sich der Stand genau teilen.",
  markdown: "Markdown",
  iframe: "iframe",
  element: "Element",
  copy: "Kopieren",
  copied: "Kopiert",
  system: "Teilen …",
  qr: "QR-Code des Links",
  tooLong: (length) =>
    `Der Link hat ${length} Zeichen, mehr als viele Programme ganz lassen. Besser die Datei teilen.`,
  file: "Experiment herunterladen (.json)",
  open: "Experiment öffnen (.json)",
  noFile: "Diese Datei enthält kein Experiment.",
  title: "Interaktiv: Dropout",
  markdownText: "Dropout, interaktiv",
};
