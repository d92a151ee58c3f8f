// The words of sharing, exporting and opening, in German.
import type { Words } from "./en";

export const words: Words = {
  link: "Link",
  exact: "Mit den Gewichten bei diesem Schritt, auf das Bit genau nachzuspielen",
  exactWhy: "Erst anhalten: dann kann der Link die Gewichte bei diesem Schritt tragen.",
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

  files: {
    pytorch: "PyTorch",
    pytorchHint:
      "Ein ganzes Skript für python3 mit PyTorch (ab 1.13) und numpy: Daten, Netz, Training, " +
      "Eval-Modus und Monte-Carlo-Dropout.",
    pytorchFile: (name) =>
      `Es liest die Datei ${name}, die daneben liegt, oder lädt sie von der Adresse am Anfang.`,
    pytorchTable: (name) =>
      `Es liest die Tabelle ${name}, die daneben liegt, wie sie hier gelesen wurde.`,
    pytorchNone: "Das Skript zu eigenen Daten steht hier, sobald sie gelesen sind.",
    code: "Skript",
    copy: "Kopieren",
    copied: "Kopiert",
    download: (name) => `${name} herunterladen`,
    weights: "Gewichte",
    weightsHint:
      "Alle Gewichte mit Namen, dazu das Gedächtnis des Optimierers: wieder geöffnet, geht das " +
      "Training weiter, als wäre es nie unterbrochen worden, auf das Bit genau.",
    weightsNone: "Erst trainieren oder einen Schritt tun: dann gibt es Gewichte zu behalten.",
    weightsFailed: "Das Netz hat nicht geantwortet: noch einmal versuchen.",
    open: "Datei öffnen",
    openHint:
      "Gewichte (.npz oder .json), ein Experiment (.json) oder eine Tabelle (.csv). Sie lässt sich " +
      "auch hier ablegen.",
    choose: "Datei",
    opened: (name, step) =>
      `${name} ist geöffnet: das Netz steht bei Schritt ${step} und kann weiter.`,
    openedLink: (name) => `${name} ist geöffnet.`,
    needsTable: (name, table) =>
      `${name} wurde an der Tabelle ${table} trainiert: diese Datei wählen, dann geht das Netz weiter.`,
    tooLarge: (name) => `${name} ist größer als 300 MB, mehr als diese Seite je schreibt.`,
    problems: {
      foreign: (name) => `${name} ist keine Datei dieser Seite; nichts wurde geändert.`,
      damaged: (name) => `${name} ist beschädigt oder abgeschnitten; nichts wurde geändert.`,
    },
  },
};
