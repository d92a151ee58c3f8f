// The contents of a saved run: its link, its step, every tensor by its name, and the
// optimizer's moments, so that training goes on to the same bits. Knows no file format.
import { type Answer, pointColumns } from "../../shared/core";
import { noChoices, type TableChoices } from "../../shared/tables";
import type { SavedRun } from "../run/saved-run";

export interface Tensor {
  name: string;
  rows: number;
  cols: number;
  /** Row-major. */
  data: Float32Array<ArrayBuffer>;
}

/** What a run on a user's table needs to be the same, and to predict; never the table itself. */
export interface OwnTable {
  name: string;
  header: string;
  target: string;
  /** The task that was chosen. */
  kind: string;
  /** The other choices. */
  layout?: Record<string, unknown>;
  /** How the table was read, as the core writes it. */
  schema?: unknown;
  train_rows?: number;
  /** Noise precision, where it was measured. */
  tau?: number;
}

export interface Saved {
  link: string;
  /** Of the engine. */
  version: string;
  step: number;
  /** Over the weights, not over the optimizer's moments. */
  digest: string;
  /** No link leads to these weights. */
  altered: boolean;
  /** Loss, accuracy and count of the batches since the last point. */
  window: Float64Array<ArrayBuffer>;
  /** Rows of `pointColumns`. */
  points: Float64Array<ArrayBuffer>;
  /** Weights and statistics in the core's order, then moments as "first.<name>", "second.<name>". */
  tensors: Tensor[];
  own: OwnTable | null;
}

export const isMoment = ({ name }: Tensor) => /^(first|second)\./.test(name);

const width = pointColumns.length;

/** A tensor's moments come behind all tensors, by its own name. */
const prefixes = ["", "first.", "second."];

/** From the core's answer to "state"; null where it has none. */
export function savedOf(
  answer: Answer | null,
  rest: Pick<Saved, "link" | "version" | "altered" | "own">,
): Saved | null {
  const [run, ...matrices] = answer?.matrices ?? [];
  if (!run || answer?.error) return null;
  const numbers = new Float64Array(run.data.slice().buffer as ArrayBuffer); // in the bits of floats
  const seen = new Map<string, number>();
  const tensors = matrices.map(({ name, rows, cols, data }) => {
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return { name: `${prefixes[times]}${name}`, rows, cols, data } as Tensor;
  });
  return {
    ...rest,
    step: numbers[0] ?? 0,
    digest: run.name,
    window: numbers.slice(1, 4),
    points: numbers.slice(width),
    tensors,
  };
}

/** A table as a saved run names it. */
export function tableOf(
  name: string,
  { header, target, task, ...layout }: TableChoices,
  found: { schema: unknown; trainRows: number } | null,
  tau = 0,
): OwnTable {
  const own: OwnTable = { name, header, target, kind: task, layout: { header, ...layout } };
  if (found?.schema) Object.assign(own, { schema: found.schema, train_rows: found.trainRows });
  if (tau > 0) own.tau = tau;
  return own;
}

/** The choices that a saved run names. */
function choicesOf({ header, target, kind, layout = {} }: OwnTable): TableChoices {
  const known = <T extends string>(word: unknown, words: readonly T[]) =>
    words.find((one) => one === word) ?? ("" as const);
  const columns = (list: unknown) =>
    Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
  const { delimiter, decimal, missing, leave_out, number, category } = layout;
  return {
    ...noChoices,
    header: known(header, ["yes", "no"]),
    delimiter: typeof delimiter === "string" ? delimiter : "",
    decimal:
      decimal === "," ? "comma" : decimal === "." ? "point" : known(decimal, ["point", "comma"]),
    missing: known(missing, ["leave-out", "category"]),
    target,
    task: known(kind, ["classify", "regress"]),
    leave_out: columns(leave_out),
    number: columns(number),
    category: columns(category),
  };
}

/** As the core takes it. */
export function savedRunOf({ step, window, points, tensors, altered, own }: Saved): SavedRun {
  const now = new Float64Array(width);
  now.set([step, ...window]);
  const head = [now, points];
  const parts = [...head, ...tensors.map(({ data }) => data)];
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    // Copied as bytes: a double's bits are no float that arithmetic may touch.
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  const values = new Float32Array(bytes.buffer);
  return {
    values,
    points: points.length / width,
    altered,
    own: own && choicesOf(own),
  };
}

/** The core's digest (64-bit FNV-1a over words, NaN made canonical), in two halves of 32 bits. */
export function digestOf(tensors: readonly Tensor[]): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const { data } of tensors) {
    const words = new Uint32Array(data.buffer, data.byteOffset, data.length);
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as number;
      low ^= (word & 0x7fffffff) > 0x7f800000 ? 0x7fc00000 : word;
      low >>>= 0;
      // times 2^40 + 0x1b3, modulo 2^64
      const product = low * 0x1b3;
      high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
      low = product >>> 0;
    }
  }
  const hex = (half: number) => half.toString(16).padStart(8, "0");
  return hex(high) + hex(low);
}

/** Whether a file's weights are those it was saved with. */
export function isWhole({ digest, step, points, window, tensors }: Saved): boolean {
  const sound = Number.isInteger(step) && step >= 0 && window.length === 3;
  const rows = points.length / width;
  const weights = tensors.filter((tensor) => !isMoment(tensor));
  return sound && Number.isInteger(rows) && weights.length > 0 && digestOf(weights) === digest;
}
