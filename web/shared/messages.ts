// Everything that crosses between the page and a worker. Both sides are checked against it.
// `generation` is the experiment's number: messages of an older one are ignored.
import type { Answer, Question, Setup, Status } from "./core";
import type { EngineName } from "./engines";
import type { CoreError } from "./errors";
import type { FoundTable, PredictingPhase, Predictions, RowMember, TableChoices } from "./tables";

/** How far a run may go before it waits: whichever comes first. */
export interface Limit {
  step?: number;
  epoch?: number;
}

/** A reader's own table and what was chosen about it. It stays in the browser. */
export interface Own {
  file: File;
  /** What stands in it, where workers cannot read files: WebKit's, in a page from a disk. */
  bytes?: Uint8Array<ArrayBuffer>;
  choices: TableChoices;
}

/** New rows for the network of a run on a reader's own table, and for others beside it. */
export interface RowsOrder {
  own: Own;
  members: RowMember[];
  /** One pass in eval mode. */
  evaluate: boolean;
}

export type ToWorker =
  /** An experiment will follow: its engine is fetched while its data are. */
  | { type: "load"; engine: EngineName }
  /** A new experiment; `own` is there for a reader's own table. */
  | { type: "open"; generation: number; engine: EngineName; setup: Setup; own?: Own | undefined }
  | { type: "run"; generation: number; limit: Limit }
  | { type: "pause"; generation: number }
  | { type: "rewind"; generation: number }
  | { type: "set"; generation: number; id: number; key: string; value: string }
  | { type: "ask"; generation: number; id: number; question: Question }
  | { type: "predict"; generation: number; id: number; order: RowsOrder }
  /** Whatever is being predicted is no longer wanted. */
  | { type: "drop"; generation: number };

/** What a run is doing: it waits when it has come to its limit. */
export type Activity = "idle" | "running" | "waiting";

export interface Snapshot {
  status: Status;
  activity: Activity;
  /** New rows of the curves, to be put at row `from`. */
  from: number;
  points: Float64Array;
  /** Of the weights, where the run has come to rest; empty while it moves. */
  digest: string;
}

export type FromWorker =
  /** The core is there; `simd` says which build. */
  | { type: "loaded"; simd: boolean }
  | { type: "opened"; generation: number; error: CoreError | null; table?: FoundTable }
  | { type: "snapshot"; generation: number; snapshot: Snapshot }
  | { type: "set"; generation: number; id: number; error: CoreError | null }
  | { type: "answer"; generation: number; id: number; answer: Answer }
  | { type: "predicting"; generation: number; id: number; phase: PredictingPhase; share: number }
  /** Null: it is no longer wanted. */
  | { type: "predicted"; generation: number; id: number; result: Predictions | CoreError | null }
  /** The worker is of no more use. */
  | { type: "failed"; code: "no-wasm" | "load" | "crash"; message: string };

/** Arrays that a message gives away rather than copies. */
export function transfers(message: ToWorker | FromWorker): Transferable[] {
  if (message.type === "open") return [message.setup.bytes.buffer];
  if (message.type === "snapshot") return [message.snapshot.points.buffer];
  if (message.type === "answer") return message.answer.matrices.map((one) => one.data.buffer);
  if (message.type === "predicted" && message.result && "csv" in message.result) {
    const { values, csv } = message.result;
    return [values.buffer, ...csv.map(({ buffer }) => buffer)];
  }
  return [];
}
