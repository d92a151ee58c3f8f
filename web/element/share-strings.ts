// The words of sharing and replaying: a part of the table of strings.

export const shareEnglish = {
  cost: ({
    arm,
    what,
    given,
    limit,
  }: {
    arm: string;
    what: "bytes" | "flops";
    given: number;
    limit: number;
  }) =>
    what === "bytes"
      ? `Arm ${arm} needs about ${Math.round(given / 1e6)} MB; at most ${limit / 1e6} MB are ` +
        "allowed. Choose a smaller width, depth or batch."
      : `Arm ${arm} needs about ${Math.round(given / 1e12)} trillion operations; at most ` +
        `${limit / 1e12} are allowed. Choose fewer epochs or a smaller network.`,

  offer: (step: string) =>
    `This link leads to step ${step} of a run. Replay trains up to there and compares the weights.`,
  replay: "Replay",
  replaying: (step: string) => `Replaying up to step ${step}.`,
  equal: (step: string) => `Reproduced, bit for bit: at step ${step} all weights are the link’s.`,
  there: (step: string) => `Replayed up to step ${step}. The link names no weights to compare.`,
  ended: (arms: string, step: string) =>
    `Arm ${arms} ended at step ${step}, before the link’s: it is not the run of this link.`,
  differs: (arms: string, found: string, given: string) =>
    `Not reproduced: the weights of arm ${arms} are ${found} here and ${given} in the link.`,
  otherEngine: (theirs: string, ours: string) =>
    `The link was made with version ${theirs}, this is ${ours}: the engine has changed since.`,
  sameEngine:
    "Both were made with the same version: the link was altered, or this is a fault of the page.",

  share: "Share",
  close: "Close",
  link: "Link",
  exact: "With where the run stands now, to be reproduced bit for bit",
  exactWhy: "Pause first: then the link can carry where the run stands.",
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
};

export type ShareStrings = typeof shareEnglish;
