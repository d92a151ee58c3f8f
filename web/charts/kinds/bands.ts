// One-dimensional regression: mean with bands of 1 and 2 standard deviations, sampled function
// draws, the eval-mode curve, the data and the range that training has seen.

import { CanvasChart, type ChartOptions } from "../figure/chart";
import type { Cursor, Kind } from "../figure/kind";
import type { ChartStrings } from "../figure/strings";
import { cross, type Painter } from "../paint/painter";
import { extent, pad, show, type Values } from "../paint/scale";
import { armColor, armText, type Theme } from "../paint/theme";
import { drawAxes, type Plot } from "../parts/axes";
import { spread } from "../parts/labels";

export interface BandsCurve {
  name: string;
  /** 0 to 3: whose colour. */
  arm?: number;
  /** Over the chart's x. */
  mean?: Values;
  std?: Values;
  /** The network in eval mode. */
  eval?: Values;
  /** Single passes with dropout on. */
  draws?: readonly Values[];
}

export interface BandsData {
  x: ArrayLike<number>;
  curves: readonly BandsCurve[];
  points?: { x: ArrayLike<number>; y: ArrayLike<number>; held?: ArrayLike<number | boolean> };
  /** Ranges of x where there is training data. */
  seen?: readonly (readonly [number, number])[];
  truth?: Values;
  yRange?: readonly [number, number];
  xLabel?: string;
  yLabel?: string;
  /** Points can be put anywhere: the data cursor moves up and down, too. */
  pick?: boolean;
}

/** Steps of the data cursor up and down, where it moves so. */
const pickRows = 40;

export const bandsKind: Kind<BandsData> = {
  empty: (data) => data.x.length < 2 && !data.points?.x.length,
  scales: true,
  height: () => 280,
  paint: (p, data, size, theme, strings) => {
    const labels = endLabels(data, theme, strings);
    const room =
      Math.min(size.width * 0.3, Math.max(0, ...labels.map((l) => p.measure(l.text, 11)))) + 16;
    const plot = drawAxes(
      p,
      size,
      { domain: xDomain(data), label: data.xLabel ?? "x" },
      { domain: data.yRange ?? yDomain(data), label: data.yLabel ?? "y" },
      theme,
      strings.locale,
      { right: room, top: 20 },
    );
    const { box, x, y } = plot;
    const path = (values: Values) =>
      Array.from(data.x).flatMap((v, i) => [x(v), y(values[i] ?? Number.NaN)]);
    p.clip(box.x, box.y, box.w, box.h, () => {
      paintSeen(p, data, plot, theme);
      for (const curve of data.curves) paintCurve(p, curve, data.x, path, theme);
      if (data.truth) p.line(path(data.truth), { stroke: theme.muted, dash: [1, 3], width: 1.5 });
      paintPoints(p, data, plot, theme);
    });
    for (const range of data.seen?.slice(0, 1) ?? []) {
      const left = Math.max(box.x, x(range[0]));
      p.text(left + 4, box.y + 8, strings.trainRange, {
        color: theme.muted,
        size: 11,
        halo: theme.paper,
      });
    }
    const at = spread(
      labels.map((l) => Math.min(box.y + box.h, Math.max(box.y, y(l.value)))),
      13,
      box.y + 4,
      box.y + box.h - 4,
    );
    for (const [i, l] of labels.entries()) {
      p.text(box.x + box.w + 6, at[i], l.text, { color: l.color, size: 11, bold: l.bold });
    }
    const locate = (px: number, py: number) => {
      const inside = px >= box.x && px <= box.x + box.w && py >= box.y && py <= box.y + box.h;
      return inside ? ([x.invert(px), y.invert(py)] as const) : null;
    };
    return { cursor: bandsCursor(data, plot, strings), locate };
  },
  table: (data, strings) => {
    const columns = data.curves.flatMap((c) => [
      ...(c.mean ? [{ name: `${c.name} ${strings.mean}`, values: c.mean }] : []),
      ...(c.std ? [{ name: `${c.name} ${strings.std}`, values: c.std }] : []),
      ...(c.eval ? [{ name: `${c.name} ${strings.evalCurve}`, values: c.eval }] : []),
      ...(c.draws ?? []).map((values, i) => ({ name: `${c.name} ${strings.draw(i + 1)}`, values })),
    ]);
    if (data.truth) columns.push({ name: strings.truth, values: data.truth });
    return {
      columns: [data.xLabel ?? "x", ...columns.map((c) => c.name)],
      rows: Array.from(data.x, (v, i) => [v, ...columns.map((c) => c.values[i] ?? null)]),
    };
  },
};

function xDomain(data: BandsData): [number, number] {
  return extent([data.x, data.points?.x ?? []]) ?? [0, 1];
}

function yDomain(data: BandsData): [number, number] {
  const shifted = (c: BandsCurve, k: number) =>
    c.mean && c.std ? Array.from(c.mean, (m, i) => (m ?? 0) + k * (c.std?.[i] ?? 0)) : [];
  const lists = data.curves.flatMap((c) => [
    c.mean ?? [],
    c.eval ?? [],
    ...(c.mean ? [] : (c.draws ?? [])),
    shifted(c, 2),
    shifted(c, -2),
  ]);
  const found = extent([...lists, data.points?.y ?? [], data.truth ?? []]);
  return pad(found ?? [-1, 1]);
}

interface EndLabel {
  text: string;
  color: string;
  value: number;
  bold: boolean;
}

function endLabels(data: BandsData, theme: Theme, strings: ChartStrings): EndLabel[] {
  const n = data.x.length - 1;
  const many = data.curves.length > 1;
  const out: EndLabel[] = [];
  for (const [k, c] of data.curves.entries()) {
    const color = armText(theme, c.arm ?? k);
    const named = (word: string) => (many ? `${c.name} ${word}` : word);
    if (c.mean) {
      const text = c.std
        ? `${named(strings.mean)} ${strings.spread} ${strings.std}`
        : named(strings.mean);
      out.push({ text, color, value: c.mean[n] ?? 0, bold: true });
    }
    if (c.eval)
      out.push({ text: named(strings.evalCurve), color, value: c.eval[n] ?? 0, bold: false });
  }
  if (data.truth) {
    out.push({ text: strings.truth, color: theme.muted, value: data.truth[n] ?? 0, bold: false });
  }
  return out;
}

function paintSeen(p: Painter, data: BandsData, { box, x }: Plot, theme: Theme): void {
  for (const [from, to] of data.seen ?? []) {
    p.rect(x(from), box.y, x(to) - x(from), box.h, { fill: theme.control, opacity: 0.1 });
    for (const edge of [from, to]) {
      p.line([x(edge), box.y, x(edge), box.y + box.h], { stroke: theme.control, dash: [2, 3] });
    }
  }
}

function paintCurve(
  p: Painter,
  curve: BandsCurve,
  xs: ArrayLike<number>,
  path: (values: Values) => number[],
  theme: Theme,
): void {
  const color = armColor(theme, curve.arm ?? 0);
  const { mean, std } = curve;
  for (const k of mean && std ? [2, 1] : []) {
    const edge = (sign: number) =>
      path(
        Array.from(
          { length: xs.length },
          (_, i) => (mean?.[i] ?? Number.NaN) + sign * k * (std?.[i] ?? 0),
        ),
      );
    const low = edge(-1);
    const back: number[] = [];
    for (let i = low.length - 2; i >= 0; i -= 2) back.push(low[i], low[i + 1]);
    p.area([...edge(1), ...back], { fill: color, opacity: 0.2 });
  }
  for (const draw of curve.draws ?? [])
    p.line(path(draw), { stroke: color, width: 1, opacity: 0.75 });
  if (curve.eval) {
    p.line(path(curve.eval), { stroke: theme.paper, width: 3.5 });
    p.line(path(curve.eval), { stroke: color, width: 1.5, dash: [6, 3] });
  }
  if (mean) p.line(path(mean), { stroke: color, width: 2.5 });
}

function paintPoints(p: Painter, data: BandsData, { x, y }: Plot, theme: Theme): void {
  const { points } = data;
  for (let i = 0; points && i < points.x.length; i++) {
    const [px, py] = [x(points.x[i]), y(points.y[i])];
    if (points.held?.[i]) cross(p, px, py, 3, { stroke: theme.ink, width: 1.25 });
    else p.circle(px, py, 2.75, { fill: theme.ink, stroke: theme.paper });
  }
}

function bandsCursor(data: BandsData, { box, x, y }: Plot, strings: ChartStrings): Cursor {
  const n = data.x.length;
  const read = (i: number) => {
    const rows = data.curves.flatMap((c) => {
      const std = c.std ? ` ${strings.spread} ${show(c.std[i], strings.locale)}` : "";
      const mean = c.mean
        ? [`${c.name} ${strings.mean}: ${show(c.mean[i], strings.locale)}${std}`]
        : [];
      return c.eval
        ? [...mean, `${c.name} ${strings.evalCurve}: ${show(c.eval[i], strings.locale)}`]
        : mean;
    });
    return [`${data.xLabel ?? "x"} = ${show(data.x[i], strings.locale)}`, ...rows].join("\n");
  };
  const rows = data.pick ? pickRows : 1;
  const clamp = (v: number, most: number) => Math.min(most - 1, Math.max(0, Math.round(v)));
  return {
    rows,
    cols: n,
    at: (row, col) => {
      if (col >= n) return null;
      const py = box.y + (box.h * (row + 0.5)) / rows;
      const here = data.pick ? `\ny = ${show(y.invert(py), strings.locale)}` : "";
      const stop = { x: x(data.x[col]), y: py, text: read(col) + here };
      return data.pick ? stop : { ...stop, line: true };
    },
    find: (px, py) => {
      if (n === 0) return null;
      const part = (x.invert(px) - data.x[0]) / (data.x[n - 1] - data.x[0] || 1);
      return [clamp(((py - box.y) / box.h) * rows - 0.5, rows), clamp(part * (n - 1), n)];
    },
  };
}

export class BandsChart extends CanvasChart<BandsData> {
  constructor(options: ChartOptions) {
    super(bandsKind, options);
  }
}
