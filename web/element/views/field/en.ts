// The words of the field and of drawing points, in English.

import type { Mode } from "../../../shared/core";
import { capital } from "../../../shared/phrases";

const first = (is: boolean, long: string, short: string) => (is ? long : short);

export const words = {
  fieldTitle: "What the network says over the plane",
  regressionTitle: "The curve that was learned",
  fieldWhat: "Shown",
  fieldShown: { mean: "Mean", std: "Standard deviation" },
  classLabel: "Class",
  classNamed: (name: string) => (/^\d+$/.test(name) ? `class ${name}` : name),
  planeTitle: {
    eval: (arm: string) => `${arm}: decision boundary in eval mode`,
    train: (arm: string) => `${arm}: one pass with dropout on`,
    mc: (arm: string) => `${arm}: mean of the MC passes`,
    std: (arm: string) => `${arm}: standard deviation of the MC passes`,
  } as Record<Mode | "std", (arm: string) => string>,
  fieldWait: "Press Train: what the networks say over their inputs appears here.",
  planeRight: (percent: string) =>
    `${percent} of the training points lie where their class is the likeliest.`,
  planeStd: (most: string, mean: string) =>
    `The standard deviation is ${mean} on average and ${most} at most.`,
  spreadInOut: (arm: string, inside: string, outside: string, is: boolean) =>
    first(
      is,
      `${arm}, the standard deviation is ${inside} on average among the training data, ${outside} beyond them`,
      `${arm}, ${inside} and ${outside}`,
    ),
  lineSpread: (parts: readonly string[]) => `${capital(parts.join("; "))}.`,
  lineMode: {
    eval: "Eval mode: one steady curve for each network.",
    train: "Each thin curve is the network under one mask: a draw of a function.",
  },
  yearAxes: { xLabel: "year", yLabel: "CO₂, ppm" },

  draw: {
    tools: "A click on the chart",
    add: "adds",
    addClass: (name: string) => `adds class ${name}`,
    remove: "removes",
    empty: "Draw your own",
    clear: "Clear",
    original: "Original points",
    hint: (restarts: string) =>
      `Shift-click removes, too. Keys: arrows, Enter, Delete; 1 to 4 choose the class; Ctrl Z undoes. ${restarts}`,
    restarts:
      "Every change starts again from the same initial weights, and trains on if it trained.",
    wait: "Click to draw points, then press Train.",
    full: "There is room for 1,000 points.",
    held: "Every fifth point is kept for validation and drawn faint.",
  },
};

export type Words = typeof words;
