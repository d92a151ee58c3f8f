// What a trained network says of new rows: the noise is measured, the file read, each row predicted,
// all in slices that let messages in. Knows no message; frees nothing.
import type { Core, Experiment, RowPredictor } from "../shared/core";
import type { CoreError } from "../shared/errors";
import type { RowsOrder } from "../shared/messages";
import type { FoundTable, PredictingPhase, Predictions } from "../shared/tables";
import { readTable } from "./table";

/** The open run, with what it learned from. */
export interface Learned {
  experiment: Experiment;
  found: FoundTable;
  /** Noise precision, once it is known. */
  tau: number | null;
}

export interface Desk {
  now(): number;
  /** Settles after the messages that have come by then. */
  pause(): Promise<void>;
  wanted(): boolean;
  progress(phase: PredictingPhase, share: number): void;
  /** To be freed by who asked. */
  made: { delete(): void }[];
  sliceMs: number;
}

/** Rows that cross the core's border at once. */
const piece = 500;

const kept = <T extends { delete(): void }>(desk: Desk, one: T): T => {
  desk.made.push(one);
  return one;
};

/** Does work in slices until there is none; false where it is no longer wanted. */
async function work(desk: Desk, advance: () => boolean, tell: () => void): Promise<boolean> {
  for (;;) {
    const end = desk.now() + desk.sliceMs;
    do {
      if (!advance()) return true;
    } while (desk.now() < end);
    tell();
    await desk.pause();
    if (!desk.wanted()) return false;
  }
}

/** The open run first, then the others; null, or what cannot be averaged. */
function addMembers(
  core: Core,
  desk: Desk,
  learned: Learned,
  predictor: RowPredictor,
  order: RowsOrder,
  table: Parameters<RowPredictor["add"]>[2],
): CoreError | null {
  const { experiment, found } = learned;
  const tau = learned.tau ?? 0;
  const first = predictor.add(experiment, found.schema, table, tau, order.own.file.name);
  if (first) return first;
  for (const member of order.members) {
    const run = kept(desk, new core.Experiment());
    const { values, points, trainRows, state, count } = member;
    const schema = member.schema ?? found.schema;
    const rows = trainRows || found.trainRows;
    const error =
      core.openTrained?.(run, values, points, schema, rows, state, count) ??
      predictor.add(run, schema, table, member.tau ?? tau, member.name);
    if (error) return error;
  }
  return null;
}

/** Null where it is no longer wanted. */
export async function predictRows(
  core: Core,
  learned: Learned,
  order: RowsOrder,
  desk: Desk,
): Promise<Predictions | CoreError | null> {
  const { Noise, RowPredictor: Predictor } = core;
  if (!Noise || !Predictor) throw new Error("this engine predicts no rows");
  if (learned.tau === null) {
    const noise = kept(desk, new Noise(learned.experiment));
    const tell = () => desk.progress("noise", noise.share());
    if (!(await work(desk, () => noise.advance(), tell))) return null;
    learned.tau = noise.precision();
  }
  desk.progress("reading", 0);
  const { table, layout } = await readTable(core, order.own, desk.wanted);
  kept(desk, table);
  if (!desk.wanted()) return null;
  if (layout.error) return layout.error;
  const predictor = kept(desk, new Predictor());
  const error = addMembers(core, desk, learned, predictor, order, table);
  if (error) return error;
  predictor.begin(order.evaluate, 0);
  const tell = () => desk.progress("rows", predictor.share());
  if (!(await work(desk, () => predictor.advance(), tell))) return null;
  return collect(desk, predictor);
}

/** Copies the results out, in slices as well. */
async function collect(desk: Desk, predictor: RowPredictor): Promise<Predictions | null> {
  const found = predictor.found();
  const width = found.columns.length;
  const values = new Float64Array(found.predicted * width);
  const csv: Uint8Array<ArrayBuffer>[] = [];
  let row = 0;
  const advance = () => {
    const end = Math.min(row + piece, found.predicted);
    if (row < end) values.set(predictor.values(row, end), row * width);
    if (row < found.rows || row === 0)
      csv.push(predictor.csv(row, Math.min(row + piece, found.rows)));
    row += piece;
    return row < found.rows;
  };
  const whole = await work(desk, advance, () => desk.progress("rows", 1));
  return whole ? { ...found, values, csv } : null;
}
