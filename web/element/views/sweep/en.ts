// The words of the sweep, in English.
import type { LineNotice } from "../../../page/sweep/lines";
import type { Problem } from "../../../page/sweep/plan";
import type { SweepPhase } from "../../../page/sweep/runner";

const list = new Intl.ListFormat("en", { type: "disjunction" });
const runs = (count: string) => (count === "1" ? "1 run" : `${count} runs`);
const trillion = (flops: number) => Math.round(flops / 1e12);
const place = (of: { file: string; line: number } | null) =>
  of ? `line ${of.line} of ${of.file}` : "what is shown already";

export const words = {
  title: "Sweep",
  chartTitle: (metric: "accuracy" | "loss", key: string) =>
    `${metric === "accuracy" ? "Accuracy" : "Loss"} against ${key}`,
  key: "Key",
  keyName: (label: string, key: string) => `${label} (${key})`,
  values: "Values",
  valuesHelp: "from:to:step, or a list: 0.1,0.3,0.5",
  choices: (label: string) => `Values of ${label}`,
  seeds: "Seeds each",
  run: (count: string) => `Run sweep: ${runs(count)}`,
  runAgain: "Run again",
  resume: (count: string) => `Go on: ${runs(count)} left`,
  cancel: "Cancel",
  clear: "Clear",
  metric: "Measured by",
  metrics: { accuracy: "Accuracy", loss: "Loss" },
  against: "Against",
  at: "At",

  progress: "Progress of the sweep",
  phase: {
    idle: "",
    queued: "Waiting for another experiment on this page to pause",
    running: "Running",
    held: "Resting while it is out of sight",
    done: "Done",
    cancelled: "Cancelled",
    failed: "Stopped",
  } as Record<SweepPhase, string>,
  runsOf: (done: string, all: string) => `${done} of ${all} runs`,
  left: (time: string) => `${time} left`,
  stale: "The settings have changed since: what is shown is of those before.",
  coming: "The first run is on its way: it becomes a dot here.",
  wait: "Choose a key and its values, then run: each run becomes a dot here as it ends.",
  link: "The sweep in the link is not valid.",

  train: "training data",
  valid: "validation data",
  trainShort: "training",
  validShort: "validation",
  yLabel: { accuracy: "accuracy", loss: "loss" },
  bestMark: (value: string) => `best: ${value}`,
  lostAt: (text: string) => `${text}: no result`,
  columns: {
    arm: "arm",
    seed: "seed",
    runs: "runs",
    trainLoss: "training loss",
    trainAccuracy: "training accuracy",
    validLoss: "validation loss",
    validAccuracy: "validation accuracy",
    train: "training",
    valid: "validation",
    bestEpoch: "best epoch",
    steps: "steps",
    state: "state",
    digest: "digest",
  },
  states: { done: "done", diverged: "diverged", failed: "failed" },
  tableTitle: (metric: "accuracy" | "loss") =>
    `${metric === "accuracy" ? "Accuracy in percent" : "Loss"}, mean ± standard deviation over ` +
    "seeds. Near: within one standard error of the best.",
  sortBy: (column: string) => `Sort by ${column}`,
  near: "near",
  best: "best",

  sentence: {
    /** "best at p = 0.4: 95 % ± 1" */
    best: (
      metric: "accuracy" | "loss",
      where: string,
      value: string,
      spread: string | null,
      count: string,
    ) =>
      `${metric === "accuracy" ? "Validation accuracy is highest" : "Validation loss is lowest"} ` +
      `at ${where}: ${value}${spread === null ? ", in a single run" : ` ± ${spread} over ${count} runs`}`,
    near: (wheres: readonly string[], more: number) =>
      wheres.length === 0
        ? "nothing else lies within one standard error of it"
        : `within one standard error of it ${wheres.length + more > 1 ? "lie" : "lies"} ` +
          `${wheres.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    lost: (diverged: number, failed: number) =>
      [
        diverged > 0 ? `${runs(String(diverged))} diverged` : "",
        failed > 0 ? `${runs(String(failed))} failed` : "",
      ]
        .filter(Boolean)
        .join(" and "),
    none: "No run has come to an end with a number.",
  },
  ofArm: (where: string, arm: string) => `${where} (arm ${arm})`,
  failures: (text: string) => `Not every run came to its end: ${text}`,

  files: "Results as JSON lines",
  open: "Open (.jsonl)",
  openHelp: "Several at once are put together; dropping them here does the same.",
  save: "Save (.jsonl)",
  opened: (count: string, files: string) =>
    `${count === "1" ? "1 run was" : `${count} runs were`} taken from ${files}.`,
  tooBig: (file: string, megabytes: string) => `${file} has ${megabytes}; at most 64 MB are read.`,
  moreNotices: (count: number) => `And ${count} more like these.`,
  elsewhere: "Too much for this browser?",
  elsewhereHelp:
    "The command line does the same runs, to the bit, on any machine, and cuts them into shards:",
  copy: "Copy",
  copied: "Copied",

  notice: (notice: LineNotice): string => {
    const where = `${notice.file}, line ${notice.line}`;
    switch (notice.about) {
      case "not-json":
        return `${where} is not JSON; it is left out. Each line must be one run as “dropout sweep” prints it.`;
      case "not-line":
        return `${where} is JSON but not a run of a sweep; it is left out.`;
      case "not-said":
        return `${where} is left out: its link does not say what the line says.`;
      case "other-experiment":
        return `${where} is left out: it is a run of another experiment, with other settings.`;
      case "other-axes":
        return `${where} is left out: it is over ${notice.given}, the others are over ${notice.wanted}.`;
      case "repeated":
        return `${where} repeats ${place(notice.of)}; the run is counted once.`;
      case "contradicts":
        return `${where} is of the same run as ${place(notice.of)}, with other weights; it is left out.`;
    }
  },

  problem: (problem: Problem): string => {
    switch (problem.about) {
      case "no-values":
        return `“${problem.given}” says no values: write key=a,b or key=from:to:step.`;
      case "no-key":
        return `There is no key “${problem.given}” to sweep over.`;
      case "no-range":
        return `“${problem.given}” is no range: write from:to:step, as in 0:0.9:0.1.`;
      case "not-swept":
        return `${problem.key} cannot be swept over, since other defaults depend on it: give each its arm.`;
      case "twice":
        return `${problem.key} is swept over twice.`;
      case "seeds":
        return `${problem.given} is no number of seeds: choose 1 to ${problem.limit}.`;
      case "seeds-twice":
        return "The seeds are the key already: choose 1 seed each.";
      case "too-many":
        return `A sweep has at most ${problem.limit} runs.`;
      case "not-choice":
        return `${problem.key}=“${problem.given}” is none of ${list.format(problem.choices)}.`;
      case "not-number":
        return `${problem.key}=“${problem.given}” is not a number from ${problem.min} to ${problem.max}.`;
      case "not-whole":
        return `${problem.key}=“${problem.given}” is not a whole number from ${problem.min} to ${problem.max}.`;
      case "not-fitting":
        return `${problem.key}=${problem.given} does not fit the model ${problem.model}.`;
      case "even":
        return `block=${problem.given} is even: DropBlock needs an odd side, such as 3 or 5.`;
      case "blocks":
        return (
          "A transformer needs 1 to 4 blocks (depth) and a width that its heads divide; one run " +
          `would have depth ${problem.depth}, width ${problem.width}, heads ${problem.heads}.`
        );
      case "no-layers":
        return "depth=0 leaves an LSTM without layers: choose 1 or more.";
      case "cost":
        return problem.what === "bytes"
          ? `One of these runs needs about ${Math.round(problem.given / 1e6)} MB; at most ` +
              `${problem.limit / 1e6} MB are allowed.`
          : `One of these runs needs about ${trillion(problem.given)} trillion operations; at most ` +
              `${trillion(problem.limit)} are allowed.`;
    }
  },
};

export type Words = typeof words;
