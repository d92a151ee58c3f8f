// Statistics of the runs of a sweep: mean and spread at each value, the best one, and which lie
// so close that the seeds do not tell them apart. Pure numbers; knows no words, no DOM.
import { armOf } from "../../shared/arms";
import type { Line, LineScore } from "./lines";

export type Metric = "accuracy" | "loss";
export type Part = "train" | "valid";

export interface Spread {
  n: number;
  /** NaN when n = 0. */
  mean: number;
  /** Standard deviation over seeds (n - 1); NaN when n < 2. */
  sd: number;
  /** Standard error of the mean. */
  se: number;
}

/** All seeds of one arm at one value. */
export interface Cell {
  arm: number;
  /** Of the key that is looked at. */
  value: number | string;
  lines: readonly Line[];
  /** Runs that diverged or failed, which no mean includes. */
  lost: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const sd = n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN;
  return { n, mean, sd, se: sd / Math.sqrt(n) };
}

export const isLost = (line: Line): boolean =>
  line.diverged !== undefined || line.failed !== undefined;

/** A finished run's number; null where there is none. */
export function scoreOf(line: Line, part: Part, metric: Metric): number | null {
  const score: LineScore = line[part];
  return isLost(line) ? null : score[metric];
}

export function cellSpread(cell: Cell, part: Part, metric: Metric): Spread {
  const scores = cell.lines.map((line) => scoreOf(line, part, metric));
  return spreadOf(scores.filter((score): score is number => score !== null));
}

/** Lines by arm and by the value of a key: arms in order, numbers ascending, names as they come. */
export function cellsOf(lines: readonly Line[], key: string): Cell[] {
  const sorted = [...lines].sort((a, b) => a.index - b.index);
  const groups = new Map<string, Line[]>();
  for (const line of sorted) {
    const name = JSON.stringify([line.arm, line.over[key]]);
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  }
  const cells = [...groups.values()].map((group): Cell => {
    const [{ arm, over }] = group as [Line];
    const value = over[key] as number | string;
    return { arm: armOf(arm), value, lines: group, lost: group.filter(isLost).length };
  });
  const numeric = cells.every(({ value }) => typeof value === "number");
  const step = (a: Cell, b: Cell) => (numeric ? Number(a.value) - Number(b.value) : 0);
  return cells.sort((a, b) => a.arm - b.arm || step(a, b));
}

/** The values of a key in the order of a chart's axis. */
export function valuesOf(cells: readonly Cell[]): (number | string)[] {
  const values = [...new Set(cells.map(({ value }) => value))];
  const numeric = values.every((value) => typeof value === "number");
  return numeric ? values.sort((a, b) => Number(a) - Number(b)) : values;
}

/** Whether any run was measured by this. */
export function hasMetric(lines: readonly Line[], metric: Metric): boolean {
  return lines.some((line) => scoreOf(line, "valid", metric) !== null);
}

export interface Verdict {
  best: Cell;
  spread: Spread;
  /** Others whose mean lies within one standard error of the best; null where seeds are too few. */
  near: Cell[] | null;
}

/** The best mean on validation data. */
export function verdictOf(cells: readonly Cell[], metric: Metric): Verdict | null {
  const sign = metric === "accuracy" ? 1 : -1;
  const scored = cells.map((cell) => ({ cell, spread: cellSpread(cell, "valid", metric) }));
  const found = scored.filter(({ spread }) => spread.n > 0);
  const [first] = found;
  if (!first) return null;
  const better = (a: Spread, b: Spread) => sign * (a.mean - b.mean) > 0;
  const top = found.reduce((a, b) => (better(b.spread, a.spread) ? b : a), first);
  const { se, mean } = top.spread;
  const near = found.filter((one) => one !== top && sign * (mean - one.spread.mean) <= se);
  return {
    best: top.cell,
    spread: top.spread,
    near: Number.isNaN(se) ? null : near.map(({ cell }) => cell),
  };
}

/** Whether values lie more evenly on a logarithmic axis than on a plain one. */
export function wantsLog(values: readonly number[]): boolean {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length < 3 || (sorted[0] as number) <= 0) return false;
  const unevenness = (list: readonly number[]) => {
    const gaps = list.slice(1).map((v, i) => v - (list[i] as number));
    return Math.max(...gaps) / Math.min(...gaps);
  };
  return unevenness(sorted.map(Math.log)) < unevenness(sorted);
}
