// The words of sharing, exporting and opening, in English.
import type { Problem } from "../../page/files/saved-files";

export const words = {
  link: "Link",
  exact: "With the weights at this step, to be reproduced bit for bit",
  exactWhy: "Pause first: then the link can carry the weights at this step.",
  exactAltered:
    "A setting was changed while it trained, so no link leads to these weights. Rewind and train " +
    "again, then it can be shared exactly.",
  markdown: "Markdown",
  iframe: "iframe",
  element: "Element",
  copy: "Copy",
  copied: "Copied",
  system: "Share…",
  qr: "QR code of the link",
  tooLong: (length: string) =>
    `The link has ${length} characters, more than many programs keep whole. Share the file instead.`,
  file: "Download experiment (.json)",
  open: "Open an experiment (.json)",
  noFile: "This file holds no experiment of the playground.",
  title: "Interactive: dropout",
  markdownText: "Dropout, interactive",

  files: {
    pytorch: "PyTorch",
    pytorchHint:
      "A whole script for python3 with PyTorch (1.13 or newer) and numpy: data, network, training, " +
      "eval mode and Monte Carlo dropout.",
    pytorchFile: (name: string) =>
      `It reads the data file ${name} beside it, or fetches it from the address at its top.`,
    pytorchTable: (name: string) => `It reads your table ${name} beside it, as it was read here.`,
    pytorchNone: "The script of your own data is here once they are read.",
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
  },
};

export type Words = typeof words;
