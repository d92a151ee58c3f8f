// Long curves to at most two points per pixel column, keeping every column's extremes.
import type { Values } from "../paint/scale";

export interface Columns {
  x: number[];
  /** One list per series, as long as x; null where nothing was measured. */
  ys: (number | null)[][];
}

function value(list: Values, i: number): number | null {
  const v = list[i];
  return v === null || v === undefined || Number.isNaN(v) ? null : v;
}

/** x ascending; series share it. Each of `pixels` equal buckets of x keeps two rows at most, and
 *  in them, for each series, its smallest and largest value in the order they came. */
export function decimate(x: ArrayLike<number>, series: readonly Values[], pixels: number): Columns {
  const n = x.length;
  if (n <= 2 * pixels || pixels < 1) {
    return {
      x: Array.from(x),
      ys: series.map((ys) => Array.from({ length: n }, (_, i) => value(ys, i))),
    };
  }
  const out: Columns = { x: [], ys: series.map(() => []) };
  const span = x[n - 1] - x[0] || 1;
  const bucket = (i: number) => Math.min(pixels - 1, Math.floor(((x[i] - x[0]) / span) * pixels));
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && bucket(to) === bucket(from)) to++;
    out.x.push(x[from]);
    if (to - from > 1) out.x.push(x[to - 1]);
    for (const [k, ys] of series.entries()) out.ys[k].push(...extremes(ys, from, to));
    from = to;
  }
  return out;
}

/** The values that represent ys[from, to): one for one row, else first and second extreme. */
function extremes(ys: Values, from: number, to: number): (number | null)[] {
  if (to - from === 1) return [value(ys, from)];
  let lo = -1;
  let hi = -1;
  for (let i = from; i < to; i++) {
    const v = value(ys, i);
    if (v === null) continue;
    if (lo < 0 || v < (ys[lo] as number)) lo = i;
    if (hi < 0 || v > (ys[hi] as number)) hi = i;
  }
  if (lo < 0) return [null, null];
  if (lo === hi) return lo - from < to - 1 - lo ? [value(ys, lo), null] : [null, value(ys, lo)];
  return lo < hi ? [value(ys, lo), value(ys, hi)] : [value(ys, hi), value(ys, lo)];
}
