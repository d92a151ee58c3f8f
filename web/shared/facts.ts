// What a Spec's model, data set and kind of dropout are, from the core's descriptors: where the page
// decides by what they can do, it asks here and names none of them.
import { type DataSet, dataSets, type Task } from "./generated/data-sets";
import { type DropoutKind, kinds } from "./generated/kinds";
import { type Model, models } from "./generated/models";
import { applies, parameters, type Spec } from "./spec";

export type { Task };

type Of<K extends keyof Spec> = Pick<Spec, K>;

export const modelOf = ({ model }: Of<"model">): Model => models[model];
export const dataOf = ({ data }: Of<"data">): DataSet => dataSets[data];
export const kindOf = ({ drop }: Of<"drop">): DropoutKind => kinds[drop];

/** Whether the data set can be learned as this; a user's table decides itself. */
export const learns = (spec: Of<"data">, task: Task): boolean => dataOf(spec).tasks.includes(task);

/** Learned as a regression and nothing else. */
export const isRegression = (spec: Of<"data">): boolean =>
  learns(spec, "regress") && !learns(spec, "classify");

/** Classes of points in a plane. */
export const isPlane = (spec: Spec): boolean =>
  modelOf(spec).input === "numbers" && dataOf(spec).features === 2;
/** A curve over a line. */
export const isLine = (spec: Spec): boolean =>
  modelOf(spec).input === "numbers" && dataOf(spec).features === 1;

/** Learned from a table that the reader brings. */
export const isOwnTable = (spec: Of<"data">): boolean => dataOf(spec).source === "table";
/** Nothing but what is drawn: no generator stands behind it. */
export const isOnlyDrawn = (spec: Of<"data">): boolean => dataOf(spec).source === "drawn";
/** The data set that only has what is drawn, of a task. */
export const drawnAlone = (task: Task): Spec["data"] =>
  (Object.keys(dataSets) as Spec["data"][]).find(
    (data) => isOnlyDrawn({ data }) && learns({ data }, task),
  ) as Spec["data"];
/** Classes are told by what stands at the front of a sequence. */
export const isRecall = (spec: Of<"data">): boolean =>
  dataOf(spec).form === "characters" && learns(spec, "classify");
/** Words, of a sentence or a definition. */
export const isText = (spec: Of<"data">): boolean => dataOf(spec).form === "words";

/** Fully connected layers, on numbers or on a bag of words. */
export const isDense = (spec: Of<"model">): boolean =>
  modelOf(spec).input === "numbers" || modelOf(spec).input === "bag";
/** Reads tokens. */
export const readsTokens = (spec: Of<"model">): boolean =>
  modelOf(spec).input === "bag" || modelOf(spec).input === "sequence";

/** Units are weakened or strengthened by chance, and none is dropped as a whole. */
export const isSoft = (spec: Of<"drop">): boolean =>
  kindOf(spec).masked === "units" && !kindOf(spec).countable;

/** Units are dropped, and what is kept is scaled: dropout as most frameworks have it. */
export const isStandard = (spec: Of<"drop">): boolean =>
  kindOf(spec).masked === "units" && kindOf(spec).scaled;

/** The rates that apply to a Spec, in the table's order. */
export const ratesOf = (spec: Spec) => parameters.filter((row) => row.rate && applies(row, spec));
