// Rows of predictions in an order, and what they say together. Pure; fast for hundreds of thousands of
// rows.
import type { Predictions } from "../../../shared/tables";

/** One column of the values. */
export function columnOf({ values, columns, predicted }: Predictions, at: number): Float64Array {
  const { length } = columns;
  return Float64Array.from({ length: predicted }, (_, i) => values[i * length + at] as number);
}

/** Bits of a float as a whole number that sorts as it does; NaN is above all. */
function sortable(keys: Float64Array): Float64Array {
  const floats = Float32Array.from(keys);
  const bits = new Uint32Array(floats.buffer);
  return Float64Array.from(bits, (word, i) => {
    if (Number.isNaN(floats[i])) return 0xffffffff;
    return word & 0x80000000 ? ~word >>> 0 : (word | 0x80000000) >>> 0;
  });
}

const places = 2 ** 21;

/** Places of `keys` in their order, equal ones as they stand; values that are none come last. Keys
 *  are compared as floats. */
export function orderOf(keys: Float64Array, descending: boolean): Uint32Array {
  // A key and its place in one number: sorted without a comparing function, ten times as fast.
  const both = sortable(keys).map((key, i) => {
    const none = key === 0xffffffff;
    return (descending && !none ? 0xfffffffe - key : key) * places + i;
  });
  both.sort();
  return Uint32Array.from(both, (one) => one % places);
}

/** The column by which rows are the less sure, the higher it is. */
export function uncertaintyColumn({ columns, isClasses }: Predictions): number {
  return columns.indexOf(isClasses ? "entropy" : "sd");
}

/** So many places of `count`, evenly spread. */
export function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

/** Of rows with a truth: errors and the share of truths inside their intervals. */
export function scoresOf(found: Predictions): { rmse: number; inside: number } {
  const at = (name: string) => columnOf(found, found.columns.indexOf(name));
  const [guess, lower, upper, truth] = ["prediction", "lower", "upper", "truth"].map(at);
  const known = Array.from(truth.keys()).filter((i) => !Number.isNaN(truth[i]));
  return {
    rmse: Math.sqrt(mean(known.map((i) => (guess[i] - truth[i]) ** 2))),
    inside: mean(known.map((i) => Number(lower[i] <= truth[i] && truth[i] <= upper[i]))),
  };
}

/** The share of classes that are right, of rows with a truth. */
export function accuracyOf(found: Predictions): number {
  const guess = columnOf(found, found.columns.indexOf("prediction"));
  const truth = columnOf(found, found.columns.indexOf("truth"));
  const known = Array.from(truth.keys()).filter((i) => !Number.isNaN(truth[i]));
  return mean(known.map((i) => Number(guess[i] === truth[i])));
}
