// TypeScript's types of what src/bindings exports. Types and names only; the worker is its only
// caller.
import type { CoreError } from "./errors";
import type { pointColumns } from "./generated/points";
import {
  blank,
  type Matrices,
  type Question,
  type QuestionFields,
  type What,
} from "./generated/questions";
import type { FoundRows, Layout, Opened, TableChoices } from "./tables";

export { pointColumns } from "./generated/points";
export { altering, lasting, modes } from "./generated/questions";
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

/** A column of a row of `Experiment.points`; NaN where a value was not measured. */
export type PointColumn = (typeof pointColumns)[number];

export type Mode = QuestionFields["mode"];

/** A question as the core takes it: every field has a value. */
export type FullQuestion = { what: What } & QuestionFields;

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

/** A reader's own table as it comes in. */
export interface Table {
  /** False once the file is refused. */
  feed(bytes: Uint8Array): boolean;
  finish(): Layout;
  /** Cells of the first rows. */
  head(rows: number): string[][];
  delete(): void;
}

/** Measures the noise of a regression piece by piece. */
interface Noise {
  /** False where there is nothing left to do. */
  advance(): boolean;
  /** Of the work, 0 to 1. */
  share(): number;
  precision(): number;
  delete(): void;
}

/** Predicts new rows piece by piece. */
export interface RowPredictor {
  /** Null, or why not. The experiment must outlive this. */
  add(
    experiment: Experiment,
    schema: unknown,
    table: Table,
    tau: number,
    name: string,
  ): CoreError | null;
  /** After the last `add`. `passes` 0: as each Spec says. */
  begin(evaluate: boolean, passes: number): void;
  advance(): boolean;
  share(): number;
  found(): FoundRows;
  /** Of predicted rows: the row of the file from 1, then what `found().columns` names. */
  values(begin: number, end: number): Float64Array;
  /** Of rows of the file. */
  csv(begin: number, end: number): Uint8Array<ArrayBuffer>;
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
  // Of the whole engine:
  Table?: new (
    choices: TableChoices,
  ) => Table;
  /** `Experiment.open` for data=csv. */
  openTable?(
    experiment: Experiment,
    values: Float64Array,
    points: string,
    table: Table,
    choices: TableChoices,
  ): Opened;
  Noise?: new (experiment: Experiment) => Noise;
  RowPredictor?: new () => RowPredictor;
  /** Opens an experiment that can only predict; null, or why not. */
  openTrained?(
    experiment: Experiment,
    values: Float64Array,
    points: string,
    schema: unknown,
    trainRows: number,
    state: Float32Array,
    count: number,
  ): CoreError | null;
  /** Whether this engine has an answer to questions of this name. */
  answers(what: string): boolean;
}
