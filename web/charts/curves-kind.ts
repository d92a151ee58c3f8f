// Learning curves as data: which lines there are, how they look, where their end labels go, what
// is read at an epoch, and how all of it is painted without uPlot (SVG and PNG).
import { type AxisSpec, drawAxes, type Plot } from "./axes";
import type { Cursor, Kind, Size } from "./chart";
import { decimate } from "./decimate";
import { spread } from "./labels";
import type { Painter, Style } from "./painter";
import { extent, pad, padLog, show, type Values } from "./scale";
import type { ChartStrings } from "./strings";
import { armColor, armText, type Theme } from "./theme";

export type CurveKind = "dropout" | "train" | "valid";

export interface CurveArm {
  /** As it stands at the line's end: "p = 0.5". */
  name: string;
  /** 0 to 3: whose colour. Its place in the list when not given. */
  arm?: number;
  /** On training batches, dropout on. */
  dropout?: Values;
  /** On training data, eval mode. */
  train?: Values;
  /** On validation data, eval mode. */
  valid?: Values;
}

export interface CurvesData {
  /** Epochs, ascending, shared by all curves; null or NaN in a curve means not measured there. */
  x: ArrayLike<number>;
  arms: readonly CurveArm[];
  log?: boolean;
  /** Start or end of the y axis when it is not to follow the data. */
  yMin?: number;
  yMax?: number;
  xMax?: number;
  yLabel?: string;
  xLabel?: string;
}

export interface Line {
  arm: number;
  kind: CurveKind;
  name: string;
  short: string;
  values: Values;
}

const kinds: readonly CurveKind[] = ["dropout", "train", "valid"];
const looks: Record<CurveKind, { width: number; dash?: readonly number[] }> = {
  dropout: { width: 1.25, dash: [4, 3] },
  train: { width: 1.25 },
  valid: { width: 2.75 },
};

export function linesOf(data: CurvesData, strings: ChartStrings): Line[] {
  const long = { dropout: strings.dropout, train: strings.train, valid: strings.valid };
  const brief = {
    dropout: strings.dropoutShort,
    train: strings.trainShort,
    valid: strings.validShort,
  };
  return data.arms.flatMap((arm, i) =>
    kinds.flatMap((kind) => {
      const values = arm[kind];
      const named = (word: string) => (data.arms.length > 1 ? `${arm.name} ${word}` : word);
      const [name, short] = [named(long[kind]), named(brief[kind])];
      return values ? [{ arm: arm.arm ?? i, kind, name, short, values }] : [];
    }),
  );
}

export function lineStyle(line: Line, theme: Theme): Style {
  return { stroke: armColor(theme, line.arm), ...looks[line.kind] };
}

export function curveAxes(data: CurvesData, lines: readonly Line[], strings: ChartStrings): [AxisSpec, AxisSpec] {
  const values = lines.map((line) => line.values);
  const found = extent(values, data.log) ?? [0.1, 1];
  const [lo, hi] = data.log ? padLog(found) : pad(found);
  const start = data.yMin ?? (data.log || found[0] < 0 ? lo : Math.max(0, lo));
  const y: AxisSpec = { domain: [start, Math.max(data.yMax ?? hi, start * 1.001 + 1e-9)] };
  if (data.log) y.log = true;
  if (data.yLabel) y.label = data.yLabel;
  const from = data.x[0] ?? 0;
  const to = data.xMax ?? data.x[data.x.length - 1] ?? 1;
  return [{ domain: [from, to > from ? to : from + 1], label: data.xLabel ?? strings.epoch }, y];
}

function last(values: Values): number {
  let i = values.length - 1;
  while (i >= 0 && !Number.isFinite(values[i] ?? Number.NaN)) i--;
  return i;
}

/** Width kept free at the right for the labels, and which of their two texts is used. */
export function labelRoom(p: Painter, lines: readonly Line[], width: number): { room: number; brief: boolean } {
  const widest = (pick: (line: Line) => string) =>
    Math.max(0, ...lines.map((line) => p.measure(pick(line), 11, line.kind === "valid"))) + 18;
  const full = widest((line) => line.name);
  if (full <= width * 0.34) return { room: full, brief: false };
  return { room: Math.min(widest((line) => line.short), width * 0.4), brief: true };
}

/** End labels with hairline leaders, none covering another. */
export function paintLabels(
  p: Painter,
  lines: readonly Line[],
  brief: boolean,
  plot: Pick<Plot, "box"> & { x: (v: number) => number; y: (v: number) => number },
  xs: ArrayLike<number>,
  theme: Theme,
): void {
  const { box } = plot;
  const ends = lines.flatMap((line) => {
    const i = last(line.values);
    const y = i >= 0 ? plot.y(line.values[i] as number) : Number.NaN;
    const inside = Math.min(box.y + box.h, Math.max(box.y, y));
    return Number.isFinite(y) ? [{ line, x: plot.x(xs[i]), y: inside }] : [];
  });
  const at = spread(ends.map((end) => end.y), 13, box.y + 2, box.y + box.h - 2);
  const right = box.x + box.w;
  for (const [i, { line, x, y }] of ends.entries()) {
    const stroke = armColor(theme, line.arm);
    if (line.kind === "valid") p.circle(x, y, 3, { fill: stroke });
    p.line([Math.max(x + 4, right - 2), y, right + 10, at[i]], { stroke, opacity: 0.6 });
    p.text(right + 13, at[i], brief ? line.short : line.name, {
      color: armText(theme, line.arm),
      size: 11,
      bold: line.kind === "valid",
    });
  }
}

/** The area between training and validation in eval mode, in the arm's colour. */
export function paintGaps(
  p: Painter,
  lines: readonly Line[],
  x: (v: number) => number,
  y: (v: number) => number,
  xs: ArrayLike<number>,
  theme: Theme,
): void {
  for (const valid of lines.filter((line) => line.kind === "valid")) {
    const train = lines.find((line) => line.kind === "train" && line.arm === valid.arm);
    if (!train) continue;
    const there: number[] = [];
    const back: number[] = [];
    for (let i = 0; i < xs.length; i++) {
      const [a, b] = [train.values[i], valid.values[i]];
      if (a === null || a === undefined || b === null || b === undefined) continue;
      const [px, pa, pb] = [x(xs[i]), y(a), y(b)];
      if (!Number.isFinite(pa) || !Number.isFinite(pb)) continue;
      there.push(px, pa);
      back.unshift(px, pb);
    }
    if (there.length > 2) p.area([...there, ...back], { fill: armColor(theme, valid.arm), opacity: 0.13 });
  }
}

/** At an epoch: every curve's value there or, where it was not measured, the one before. */
export function readAt(data: CurvesData, lines: readonly Line[], index: number, strings: ChartStrings): string {
  const rows = lines.map((line) => {
    let i = index;
    while (i > 0 && !Number.isFinite(line.values[i] ?? Number.NaN)) i--;
    return `${line.name}: ${show(line.values[i], strings.locale)}`;
  });
  const x = `${data.xLabel ?? strings.epoch} ${show(data.x[index], strings.locale, 4)}`;
  return [x, ...rows].join("\n");
}

export function curvesCursor(
  data: CurvesData,
  lines: readonly Line[],
  x: (v: number) => number,
  middle: number,
  strings: ChartStrings,
): Cursor {
  const n = data.x.length;
  return {
    rows: 1,
    cols: n,
    at: (_, col) =>
      col < n ? { x: x(data.x[col]), y: middle, line: true, text: readAt(data, lines, col, strings) } : null,
    find: (px) => {
      let lo = 0;
      let hi = n - 1;
      while (hi - lo > 1) {
        const mid = (lo + hi) >> 1;
        if (x(data.x[mid]) < px) lo = mid;
        else hi = mid;
      }
      if (hi < 0) return null;
      return [0, Math.abs(x(data.x[lo]) - px) <= Math.abs(x(data.x[hi]) - px) ? lo : hi];
    },
  };
}

export function paintCurves(
  p: Painter,
  full: CurvesData,
  size: Size,
  theme: Theme,
  strings: ChartStrings,
): { cursor: Cursor } {
  const data = thin(full, size.width);
  const lines = linesOf(data, strings);
  const { room, brief } = labelRoom(p, lines, size.width);
  const [xAxis, yAxis] = curveAxes(data, lines, strings);
  const plot = drawAxes(p, size, xAxis, yAxis, theme, strings.locale, { right: room });
  const { box, x, y } = plot;
  p.clip(box.x, box.y - 4, box.w + 4, box.h + 8, () => {
    paintGaps(p, lines, x, y, data.x, theme);
    for (const line of lines) {
      const path: number[] = [];
      for (let i = 0; i < data.x.length; i++) {
        const v = line.values[i];
        if (v !== null && v !== undefined && Number.isFinite(y(v))) path.push(x(data.x[i]), y(v));
      }
      p.line(path, lineStyle(line, theme));
    }
  });
  paintLabels(p, lines, brief, plot, data.x, theme);
  return { cursor: curvesCursor(data, lines, x, box.y + box.h / 2, strings) };
}

/** The same curves with at most two points per pixel. */
export function thin(data: CurvesData, width: number): CurvesData {
  const lists = data.arms.flatMap((arm) => kinds.flatMap((kind) => (arm[kind] ? [arm[kind]] : [])));
  const less = decimate(data.x, lists, Math.max(50, Math.floor(width)));
  let next = 0;
  const arms = data.arms.map((arm) => {
    const out: CurveArm = { ...arm };
    for (const kind of kinds) if (arm[kind]) out[kind] = less.ys[next++];
    return out;
  });
  return { ...data, x: less.x, arms };
}

export const curvesKind: Kind<CurvesData> = {
  empty: (data) =>
    data.x.length === 0 || !extent(data.arms.flatMap((a) => [a.dropout ?? [], a.train ?? [], a.valid ?? []])),
  height: () => 260,
  paint: paintCurves,
  table: (data, strings) => {
    const lines = linesOf(data, strings);
    const columns = [data.xLabel ?? strings.epoch, ...lines.map((line) => line.name)];
    const cell = (v: number | null | undefined) => (v === undefined || Number.isNaN(v) ? null : v);
    const rows = Array.from({ length: data.x.length }, (_, i) => [
      data.x[i],
      ...lines.map((line) => cell(line.values[i])),
    ]);
    return { columns, rows };
  },
};
