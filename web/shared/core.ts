// TypeScript's types of what src/bindings exports. Types and names only; the worker is its only
// caller.
import type { CoreError } from "./errors";
import type { Matrices, Question, QuestionFields, What } from "./generated/questions";

export { altering, lasting } from "./generated/questions";
export type { Question, What };

/** A question of this name. */
export type Asking<W extends What> = Question & { readonly what: W };

export interface Status {
  step: number;
  steps: number;
  epoch: number;
  batch: number;
  finished: boolean;
  stoppedEarly: boolean;
  diverged: boolean;
}

/** Columns of a row of `Experiment.points`; NaN where a value was not measured. */
export const pointColumns = [
  "step",
  "epoch",
  "batchLoss",
  "batchAccuracy",
  "trainLoss",
  "trainAccuracy",
  "validLoss",
  "validAccuracy",
  "lr",
  "p",
  "gradientNorm",
] as const;

export type PointColumn = (typeof pointColumns)[number];

export const modes = ["train", "eval", "mc"] as const;
export type Mode = (typeof modes)[number];

/** A question as the core takes it: every field has a value. */
export type FullQuestion = { what: What } & QuestionFields;

const blank: QuestionFields = {
  text: "",
  mode: "eval",
  samples: 50,
  draw: 0,
  index: 0,
  count: 0,
  number: 0,
  points: new Float32Array(0),
  columns: 0,
  hold: "free",
  values: new Float32Array(0),
};

export const fullQuestion = (question: Question): FullQuestion => ({ ...blank, ...question });

export interface NamedMatrix {
  name: string;
  rows: number;
  cols: number;
  /** Row-major. */
  data: Float32Array;
  labels: string[];
}

/** The answer to a question of this name. */
export interface Answer<W extends What = What> {
  /** What is wrong; null when all is well. */
  error: CoreError | null;
  matrices: NamedMatrix[];
  /** Type parameter only: it determines which matrices an answer has. */
  readonly of?: W;
}

export function matrix<W extends What>(
  answer: Answer<W> | null,
  name: Matrices[W],
): NamedMatrix | undefined {
  return answer?.matrices.find((one) => one.name === name);
}

/** Column `at` of a matrix. */
export const column = ({ rows, cols, data }: NamedMatrix, at: number): number[] =>
  Array.from({ length: rows }, (_, row) => data[row * cols + at] as number);

/** Summary of a user's table, or why it is refused. */
export interface Columns {
  error: CoreError | null;
  /** Names of the columns. */
  columns: string[];
  rows: number;
  /** Whether the names stand in the file's first line. */
  header: boolean;
}

/** A reader's own table as it comes in. */
export interface Table {
  /** False once the file is refused. */
  feed(bytes: Uint8Array): boolean;
  finish(): Columns;
  delete(): void;
}

/** What an experiment is made of. */
export interface Setup {
  /** Of the Spec: one for each row of the table, a choice as its index. */
  values: Float64Array;
  /** Drawn by a reader, as links spell them; "" for none. */
  points: string;
  /** Of the data set's file; empty where none is read. */
  bytes: Uint8Array<ArrayBuffer>;
}

export interface Experiment {
  /** Null, or why not. */
  open(values: Float64Array, points: string, bytes: Uint8Array): CoreError | null;
  /** One unit of work: a training step or a part of a measurement. Returns examples consumed. */
  advance(): number;
  status(): Status;
  /** Rows of `pointColumns`, from row `from` on. */
  points(from: number): Float64Array;
  /** 16 hex digits over the weights. */
  digest(): string;
  /** Null, or why not. */
  set(key: string, value: string): CoreError | null;
  rewind(): void;
  /** A copy of all weights and statistics, for `take` of another run of the same Spec. */
  weights(): Float32Array;
  /** False where they are of another network. */
  take(weights: Float32Array): boolean;
  ask(question: FullQuestion): Answer;
  delete(): void;
}

export interface Core {
  Experiment: new () => Experiment;
  /** Of the whole engine. `header`: yes, no, or as it looks. */
  Table?: new (
    header: string,
  ) => Table;
  /**
   * `Experiment.open` for data=csv, of the whole engine. An empty target is the last column; an
   * empty kind, as it looks.
   */
  openTable?(
    experiment: Experiment,
    values: Float64Array,
    points: string,
    table: Table,
    target: string,
    kind: string,
  ): CoreError | null;
  /** Whether this engine has an answer to questions of this name. */
  answers(what: string): boolean;
}
