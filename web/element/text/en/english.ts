// All words of the element in English. Knows no element.
import { type ChartStrings, english as chartEnglish } from "../../../charts/figure/strings";
import type { Remark } from "../../../page/link/link";
import type { Failure } from "../../../page/run/failure";
import type { Phase } from "../../../page/run/session";
import type { Mode } from "../../../shared/core";
import type { englishMore } from "./more";
import { englishParameters } from "./parameters";
import { type ShareStrings, shareEnglish } from "./share";
import { englishViews } from "./views";

const list = new Intl.ListFormat("en", { type: "disjunction" });

const first = {
  ...englishViews,
  locale: "en",
  parameters: englishParameters,
  chart: { ...chartEnglish, dropoutShort: "batch" } as ChartStrings,

  train: "Train",
  pause: "Pause",
  resume: "Resume",
  again: "Train again",
  step: "Step",
  rewind: "Rewind",
  retry: "Retry",
  undo: "Undo",
  redo: "Redo",
  transport: "Training",
  progress: "Progress of training",
  shortcuts: { play: "Space", step: ".", rewind: "R" },

  mode: "Mode",
  modes: { train: "Train", eval: "Eval", mc: "MC" } as Record<Mode, string>,
  samples: "T",
  samplesHelp: "Passes of Monte Carlo dropout",

  arms: ["A", "B", "C", "D"] as readonly string[],
  arm: (letter: string) => `Arm ${letter}`,
  withoutDropout: "without dropout",
  withName: (name: string) => `with ${name}`,

  controls: "Settings",
  ofArm: (label: string, arm: string) => `${label}, arm ${arm}`,
  valueOf: (label: string, value: string) => `${label}: ${value}`,
  rateText: (p: string, percent: string) => `p = ${p}, ${percent} of units dropped`,
  restarts: "Changing this starts the training anew.",

  phase: {
    poster: "Not started",
    loading: "Loading",
    ready: "Ready",
    queued: "Waiting for another experiment on this page to pause",
    running: "Training",
    paused: "Paused",
    finished: "Finished",
    diverged: "Diverged",
    failed: "Stopped",
  } as Record<Phase, string>,
  restarted: "That change made a new network with its own initial weights; press Train.",
  loadingBytes: (received: string, total: string) => `Loading data: ${received} of ${total}`,
  loadingCore: "Loading the training core",
  epochOf: (epoch: string, epochs: string) => `Epoch ${epoch} of ${epochs}`,
  speed: (examples: string) => `${examples} examples/s`,
  left: (time: string) => `${time} left`,
  stoppedEarly: "stopped early",
  diverged: (arm: string, step: string) =>
    `Arm ${arm} diverged at step ${step}: its loss is no longer a number. ` +
    "Rewind, and try a smaller learning rate or a smaller p.",

  share: shareEnglish as ShareStrings,
  files: "Export and open",
  onPage:
    "Running without a worker, which this page does not allow: training is slower, and the page " +
    "may answer late.",
  failure: ({ code, detail }: Failure): string => {
    switch (code) {
      case "refused":
        return detail;
      case "no-table":
        return "This experiment learns from a table of your own: choose its CSV file.";
      case "data-missing":
        return `The data could not be fetched (${detail}). Check the connection, then retry.`;
      case "data-truncated":
        return `The data came in incomplete (${detail}). Retry fetches it again.`;
      case "data-wrong":
        return `The data that came is not the right one: ${detail}. Retry fetches it again.`;
      case "no-wasm":
        return (
          "This browser has WebAssembly switched off, and the training core is made of it. " +
          "The text can be read without; to train here, allow WebAssembly for this site."
        );
      case "load":
        return `The training core could not be loaded (${detail}). Retry loads it again.`;
      case "crash":
        return `The training core stopped unexpectedly (${detail}). Retry starts it anew.`;
    }
  },

  remark: (remark: Remark): string => {
    switch (remark.about) {
      case "unknown":
        return `The link says “${remark.key}”, which this version does not know; it is left out.`;
      case "no-value":
        return `The link says “${remark.key}” without a value; it is left out.`;
      case "clamped":
        return (
          `The link asks for ${remark.key}=${remark.given}; ${remark.min} to ${remark.max} is ` +
          `possible, so ${remark.used} is used.`
        );
      case "rounded":
        return `The link asks for ${remark.key}=${remark.given}; ${remark.used} is used.`;
      case "not-number":
        return (
          `The link asks for ${remark.key}=“${remark.given}”, which is not a number from ` +
          `${remark.min} to ${remark.max}.`
        );
      case "not-choice":
        return (
          `The link asks for ${remark.key}=“${remark.given}”, which is none of ` +
          `${list.format(remark.choices)}.`
        );
      case "cost":
        return shareEnglish.cost(remark);
      case "newer":
        return `The link is of version ${remark.given}, newer than this page.`;
      case "too-long":
        return `The link has ${remark.length} characters; at most ${remark.limit} are read.`;
    }
  },
  linkErrors: "This link cannot run as it is.",
  accept: "Run with defaults in their place",
  forget: "Open this page’s own experiment",
  dismiss: "Dismiss",

  lossTitle: "Loss",
  accuracyTitle: "Accuracy",
  curvesKey:
    "Dashed: training batches, with dropout on. Thin: training data in eval mode. " +
    "Thick: validation data in eval mode.",
  curvesWait: "Press Train: the curves grow here as the networks learn.",
  after: (epochs: string, parts: readonly string[]) => `After ${epochs}: ${parts.join("; ")}.`,
  epochs: (epoch: number, text: string) => (epoch === 1 ? `${text} epoch` : `${text} epochs`),
  accuracies: (arm: string, train: string, valid: string, first: boolean) =>
    first
      ? `${arm}, ${train} of the training data right, ${valid} of the validation data`
      : `${arm}, ${train} and ${valid}`,
  gaps: (arm: string, gap: string, first: boolean) =>
    first ? `${arm}, validation loss exceeds training loss by ${gap}` : `${arm}, by ${gap}`,

  textTitle: "A definition of your own",
  textLabel: "Definition",
  textExample: "a small bird that sings at night",
  textAsk: "Ask both networks",
  textAskOne: "Ask the network",
  textDraw: "Draw again",
  textChart: "Probability of each class",
  textHint: "Write what a noun means; the networks say of which kind it is.",
  textNotTrained: "Train first, or ask the untrained networks.",
  textUnderstood: "Read as:",
  textUnknown: "not in the vocabulary",
  textNone: "None of these words is in the vocabulary.",
  answer: (parts: readonly string[]) => `${parts.join("; ")}.`,
  answerOf: (arm: string, name: string, percent: string, std: string | null) =>
    std === null ? `${arm}, ${name} ${percent}` : `${arm}, ${name} ${percent} ± ${std}`,
  answerMode: {
    train: "One pass with dropout on",
    eval: "Eval mode",
    mc: "MC dropout",
  } as Record<Mode, string>,
  passes: (count: string) => `over ${count} passes`,

  noJs: "This experiment needs JavaScript.",
};

export type Strings = typeof first & typeof englishMore;

/** Complete once loadMore() is through. */
export const english = first as Strings;

/** Fetches the words of all views but the first, of sharing and of replaying. */
export async function loadMore(): Promise<void> {
  const { englishMore, shareMore } = await import("./more");
  Object.assign(english, englishMore);
  Object.assign(english.share, shareMore);
}
