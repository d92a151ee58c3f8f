// The words of exporting and opening, in both languages: they come with the panel that says them.
import type { Problem } from "../../page/files/saved-files";
import type { Strings } from "../text/strings";

const english = {
  pytorch: "PyTorch",
  pytorchHint:
    "A whole script for python3 with PyTorch (1.13 or newer) and numpy: data, network, training, " +
    "eval mode and Monte Carlo dropout.",
  pytorchFile: (name: string) => `It reads the data file ${name}; its address stands at the top.`,
  pytorchNone: "A table of your own, or points that you drew, have no script.",
  code: "Script",
  copy: "Copy",
  copied: "Copied",
  download: (name: string) => `Download ${name}`,
  weights: "Weights",
  weightsHint:
    "All weights by their names, with what the optimizer remembers: opened again, training goes " +
    "on as if it had never stopped, to the same bits.",
  weightsNone: "Train or step first: then there are weights to keep.",
  weightsFailed: "The network did not answer: try again.",
  open: "Open a file",
  openHint:
    "Weights (.npz or .json), an experiment (.json) or a table (.csv). Drop it anywhere here.",
  choose: "File",
  opened: (name: string, step: string) =>
    `${name} is opened: the network stands at step ${step} and can go on.`,
  openedLink: (name: string) => `${name} is opened.`,
  needsTable: (name: string, table: string) =>
    `${name} was trained on the table ${table}: choose that file, and the network goes on.`,
  tooLarge: (name: string) => `${name} is larger than 300 MB, more than this page ever writes.`,
  problems: {
    foreign: (name) => `${name} is no file of this playground; nothing was changed.`,
    damaged: (name) => `${name} is damaged or cut short; nothing was changed.`,
  } as Record<Problem, (name: string) => string>,
};

export type FilesStrings = typeof english;

const german: FilesStrings = {
  pytorch: "PyTorch",
  pytorchHint:
    "Ein ganzes Skript für python3 mit PyTorch (ab 1.13) und numpy: Daten, Netz, Training, " +
    "Eval-Modus und Monte-Carlo-Dropout.",
  pytorchFile: (name) => `Es liest die Datei ${name}; ihre Adresse steht am Anfang.`,
  pytorchNone: "Zu einer eigenen Tabelle und zu gezeichneten Punkten gibt es kein Skript.",
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
};

export function filesStrings({ locale }: Strings): FilesStrings {
  return locale.startsWith("de") ? german : english;
}
