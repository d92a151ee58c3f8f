// The words of own texts and of what language models write, in German.
import type { Words } from "./en";

export const words: Words = {
  textTitle: "Eine eigene Definition",
  textLabel: "Definition",
  textExample: "a small bird that sings at night",
  textAsk: "Beide Netze fragen",
  textAskOne: "Das Netz fragen",
  textChart: "Wahrscheinlichkeit jeder Klasse",
  textHint: "Auf Englisch schreiben, was ein Wort bedeutet; die Netze sagen, welcher Art es ist.",
  textNotTrained: "Erst trainieren, oder die untrainierten Netze fragen.",
  textUnderstood: "Gelesen als:",
  textUnknown: "nicht im Wortschatz",
  textNone: "Keines dieser Wörter ist im Wortschatz.",
  answer: (parts) => `${parts.join("; ")}.`,
  answerOf: (arm, name, percent, std) =>
    std === null ? `${arm} ${name} ${percent}` : `${arm} ${name} ${percent} ± ${std}`,
  answerMode: { train: "Ein Durchlauf mit Dropout", eval: "Eval-Modus", mc: "MC-Dropout" },
  passes: (count) => `über ${count} Durchläufe`,
  maskLabel: (n) => `Maske ${n}`,
  wordsTitle: "Wörter, die Wort-Dropout weglässt",
  wordsDropped: (dropped, all) => `In der ersten Maske fallen ${dropped} von ${all} Wörtern weg.`,
  writeName: "Geschriebenes",
  namesTitle: "Namen, die die Netze jetzt schreiben",
  proseTitle: "Prosa, die die Netze jetzt schreiben",
  beginning: "Anfang",
  temperature: "Temperatur",
  writeAgain: "Neu schreiben",
  writeWait: "„Trainieren“ drücken, oder die untrainierten Netze schreiben lassen.",
  writtenEval: "Im Eval-Modus geschrieben,",
  writtenMc: "Mit Dropout geschrieben, eine neue Maske je Buchstabe,",
  writtenAt: (step) => `nach ${step} Schritten Training.`,
};
