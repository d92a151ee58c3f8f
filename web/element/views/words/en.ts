// The words of own texts and of what language models write, in English.
import type { Mode } from "../../../shared/core";

export const words = {
  textTitle: "A definition of your own",
  textLabel: "Definition",
  textExample: "a small bird that sings at night",
  textAsk: "Ask both networks",
  textAskOne: "Ask the network",
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
  maskLabel: (n: number) => `mask ${n}`,
  wordsTitle: "Words that word dropout leaves out",
  wordsDropped: (dropped: string, all: string) =>
    `${dropped} of ${all} words are dropped in the first mask.`,
  writeName: "Writing",
  namesTitle: "Names the networks write now",
  proseTitle: "Prose the networks write now",
  beginning: "Beginning",
  temperature: "Temperature",
  writeAgain: "Write again",
  writeWait: "Press Train, or ask the untrained networks to write.",
  writtenEval: "Written in eval mode",
  writtenMc: "Written with dropout left on, a new mask for each letter,",
  writtenAt: (step: string) => `after ${step} steps of training.`,
};

export type Words = typeof words;
