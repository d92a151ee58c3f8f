// A reader's own table as it crosses: what was chosen, what the core found in it, how it is read, and
// what networks predict of new rows. Field names are the core's (src/lab/query/rows).
import type { CoreError } from "./errors";

/** Empty: as it looks. Columns are named, or numbered from 1. */
export interface TableChoices {
  /** Whether the first row names the columns. */
  readonly header: "" | "yes" | "no";
  /** One character, "tab" or "space". */
  readonly delimiter: string;
  readonly decimal: "" | "point" | "comma";
  /** What becomes of rows with missing inputs. */
  readonly missing: "" | "leave-out" | "category";
  /** The last column where it is empty. */
  readonly target: string;
  readonly task: "" | "classify" | "regress";
  readonly leave_out: readonly string[];
  readonly number: readonly string[];
  readonly category: readonly string[];
}

export const noChoices: TableChoices = {
  header: "",
  delimiter: "",
  decimal: "",
  missing: "",
  target: "",
  task: "",
  leave_out: [],
  number: [],
  category: [],
};

/** How a file is laid out, or why it is refused. */
export interface Layout {
  error: CoreError | null;
  columns: string[];
  rows: number;
  /** Whether the names stand in the file's first row. */
  header: boolean;
  delimiter: string;
}

export interface SchemaColumn {
  name: string;
  role: "input" | "target" | "left out";
  type: "number" | "category" | "date" | "text" | "empty";
  /** Cells. */
  missing: number;
  /** It is left out. */
  why?: CoreError | null;
  /** Of the network. */
  inputs?: number;
  missing_input?: boolean;
  levels?: string[];
  unit?: string;
  decimal?: string;
}

/** What was decided: all that reading new rows needs. After an error, as far as it came. */
interface TableSchema {
  task: "classify" | "regress";
  columns: SchemaColumn[];
  rows: number;
  used: number;
  incomplete: number;
  blank_rows: number;
  skipped_lines: number;
  notes: CoreError[];
  classes?: string[];
}

/** What a table was found to be when a run was opened on it. */
export interface FoundTable extends Layout {
  /** Cells of the first rows. */
  head: string[][];
  /** Null where the file itself is refused. */
  schema: TableSchema | null;
  trainRows: number;
  validRows: number;
}

/** What openTable() returns. */
export interface Opened {
  error: CoreError | null;
  schema: TableSchema;
  trainRows: number;
  validRows: number;
}

/** A trained network that predicts beside the open one, as its state. */
export interface RowMember {
  /** As errors call it. */
  name: string;
  values: Float64Array;
  points: string;
  /** How its table was read; null: as the open run's. */
  schema: unknown;
  trainRows: number;
  /** As the core's "resume" takes it, with the number of points in it. */
  state: Float32Array;
  count: number;
  /** Noise precision; 0: not known, null: the open run's. */
  tau: number | null;
}

/** What RowPredictor.found() returns. */
export interface FoundRows {
  /** "row", and what follows it in a line of the file. */
  columns: string[];
  classes: string[];
  isClasses: boolean;
  /** The last column is the truth. */
  truths: boolean;
  /** Of the file, and those with a prediction. */
  rows: number;
  predicted: number;
  notes: CoreError[];
  /** Of the noise; 0: not known. */
  precision: number;
}

export interface Predictions extends FoundRows {
  /** (predicted, columns), row-major; a class by its number. */
  values: Float64Array;
  /** The file to save, in pieces. */
  csv: Uint8Array<ArrayBuffer>[];
}

export type PredictingPhase = "noise" | "reading" | "rows";
