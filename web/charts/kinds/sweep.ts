// Outcomes over a key: every run a dot, their mean a line, one standard deviation a band; names
// instead of numbers where the key is a choice. Training thin and hollow, validation thick.

import { CanvasChart, type ChartOptions } from "../figure/chart";
import { type Kind, type Stop, stopsCursor } from "../figure/kind";
import type { ChartStrings } from "../figure/strings";
import type { Table } from "../figure/table";
import { cross, type Painter, shorten } from "../paint/painter";
import { extent, pad, padLog, show } from "../paint/scale";
import { armColor, armText, type Theme } from "../paint/theme";
import { type AxisSpec, drawAxes, type Plot } from "../parts/axes";
import { marker } from "../parts/key";
import { spread } from "../parts/labels";

export interface SweepPoint {
  /** On the axis; the place of its name where there are names. */
  x: number;
  /** Of its runs; NaN where none came to an end. */
  mean: number;
  /** Standard deviation of its runs, NaN for one. */
  sd: number;
  runs: readonly number[];
}

export interface SweepSeries {
  name: string;
  /** Stands at the line's end. */
  short: string;
  /** 0 to 3: whose colour and marker. */
  arm: number;
  /** Training data: thin, behind. */
  thin: boolean;
  /** Ascending. */
  points: readonly SweepPoint[];
}

export interface SweepData {
  series: readonly SweepSeries[];
  xLabel: string;
  yLabel: string;
  /** All values that are planned, so that the axis does not change while runs arrive. */
  xs: readonly number[];
  xLog: boolean;
  names?: readonly string[];
  /** Nothing lies above. */
  yMax?: number;
  /** Runs without a result: a cross at the foot. */
  lost: readonly { x: number; arm: number }[];
  /** Where the best mean is. */
  best?: { x: number; label: string };
  /** Every run, for the table and its file. */
  rows: Table;
}

/** Approximate width beside the plot: labels of the y axis and padding. */
const gutters = 52;
/** Up to so many values are marked on the axis, each by itself. */
const mostTicks = 16;
const angle = 40;
/** Distance between arms at a name. */
const dodge = 0.16;

export const sweepKind: Kind<SweepData> = {
  empty: ({ series, lost }) =>
    lost.length === 0 && series.every(({ points }) => points.every((at) => at.runs.length === 0)),
  scales: true,
  height: () => 300,
  paint: (p, data, size, theme, strings) => {
    const room = labelRoom(p, data, size.width);
    const slant = slantOf(p, data, size.width - room - gutters);
    const plot = drawAxes(
      p,
      { width: size.width, height: size.height - slant },
      xAxis(data, slant > 0),
      { domain: yDomain(data), label: data.yLabel },
      theme,
      strings.locale,
      { right: room + 12, top: 20 },
    );
    const { box } = plot;
    p.clip(box.x - 9, box.y - 6, box.w + 18, box.h + 12, () => {
      paintBest(p, data, plot, theme);
      const behindFirst = [...data.series].sort((a, b) => Number(b.thin) - Number(a.thin));
      for (const series of behindFirst) paintSpread(p, data, series, plot, theme);
      for (const series of behindFirst) paintMeans(p, data, series, plot, theme);
      for (const { x, arm } of data.lost) {
        const style = { stroke: armColor(theme, arm), width: 1.75 };
        cross(p, plot.x(x), box.y + box.h - 8, 4, style);
      }
    });
    if (slant > 0) paintSlanted(p, data, plot, theme);
    paintLabels(p, data, plot, room, theme);
    return { cursor: stopsCursor(stopsOf(data, plot, strings)) };
  },
  table: ({ rows }) => rows,
};

/** Height below the axis of names that do not fit side by side: they are rotated. */
function slantOf(p: Painter, { names = [] }: SweepData, width: number): number {
  const widths = names.map((name) => p.measure(name, 11));
  const fits = widths.every((one) => one < width / names.length - 6);
  return fits ? 0 : Math.min(80, Math.max(...widths) * Math.sin((angle * Math.PI) / 180));
}

function paintSlanted(p: Painter, { names = [] }: SweepData, { x, box }: Plot, theme: Theme): void {
  const style = { color: theme.muted, size: 11, align: "right" as const, turn: -angle };
  for (const [i, name] of names.entries()) p.text(x(i) + 4, box.y + box.h + 10, name, style);
}

function xAxis({ xs, xLog, xLabel, names }: SweepData, slanted: boolean): AxisSpec {
  const domain: [number, number] = [-0.5, (names?.length ?? 0) - 0.5];
  if (names && slanted) return { domain, names: names.map(() => "") };
  if (names) return { domain, label: xLabel, names };
  const found = extent([xs], xLog) ?? [0, 1];
  const at = xs.length <= mostTicks ? { at: [...xs].sort((a, b) => a - b) } : {};
  return { domain: xLog ? padLog(found) : pad(found, 0.03), log: xLog, label: xLabel, ...at };
}

function yDomain({ series, yMax = Number.POSITIVE_INFINITY }: SweepData): [number, number] {
  const reach = series.flatMap(({ points }) =>
    points.flatMap(({ mean, sd, runs }) => [...runs, mean - (sd || 0), mean + (sd || 0)]),
  );
  const [lo, hi] = pad(extent([reach]) ?? [0, 1]);
  const top = Math.min(hi, yMax);
  return [Math.min(lo, top - 1e-3), top];
}

/** Arms stand side by side at a name, and on one spot at a number. */
function place(data: SweepData, series: SweepSeries, { x }: Plot, at: number): number {
  if (!data.names) return x(at);
  const arms = 1 + Math.max(...data.series.map(({ arm }) => arm));
  const shift = 2 * series.arm + (series.thin ? 0 : 1) - (2 * arms - 1) / 2;
  return x(at + (shift * dodge * 2) / Math.max(2, arms * 2 - 1));
}

function paintBest(p: Painter, { best }: SweepData, { x, box }: Plot, theme: Theme): void {
  if (!best) return;
  const at = x(best.x);
  p.line([at, box.y, at, box.y + box.h], { stroke: theme.muted, dash: [2, 3] });
  const right = at > box.x + box.w / 2;
  p.text(at + (right ? -5 : 5), box.y + box.h - 8, best.label, {
    color: theme.muted,
    size: 11,
    align: right ? "right" : "left",
    halo: theme.paper,
  });
}

function paintSpread(
  p: Painter,
  data: SweepData,
  series: SweepSeries,
  plot: Plot,
  theme: Theme,
): void {
  const color = armColor(theme, series.arm);
  const { y } = plot;
  const at = (point: SweepPoint) => place(data, series, plot, point.x);
  const known = series.points.filter(({ sd }) => !Number.isNaN(sd));
  if (!data.names) {
    const up = known.flatMap((one) => [at(one), y(one.mean + one.sd)]);
    const down = [...known].reverse().flatMap((one) => [at(one), y(one.mean - one.sd)]);
    p.area([...up, ...down], { fill: color, opacity: series.thin ? 0.1 : 0.2 });
  }
  if (data.names || known.length === 1) {
    for (const one of known) {
      const path = [at(one), y(one.mean - one.sd), at(one), y(one.mean + one.sd)];
      p.line(path, { stroke: color, width: series.thin ? 3 : 6, opacity: 0.3 });
    }
  }
  for (const one of series.points) {
    // Beside the mean, so that both can be seen: training left, validation right.
    const side = data.names ? 0 : series.thin ? -6 : 6;
    const style = series.thin
      ? { stroke: color, width: 1, opacity: 0.8 }
      : { fill: color, opacity: 0.7 };
    for (const run of one.runs) p.circle(at(one) + side, y(run), 2, style);
  }
}

function paintMeans(
  p: Painter,
  data: SweepData,
  series: SweepSeries,
  plot: Plot,
  theme: Theme,
): void {
  const color = armColor(theme, series.arm);
  const known = series.points.filter(({ mean }) => !Number.isNaN(mean));
  const ends = known.map((one) => [place(data, series, plot, one.x), plot.y(one.mean)] as const);
  if (!data.names) p.line(ends.flat(), { stroke: color, width: series.thin ? 1.25 : 2.25 });
  for (const [x, y] of ends) {
    if (series.thin) p.circle(x, y, 3, { fill: theme.paper, stroke: color, width: 1.25 });
    else marker(p, series.arm, x, y, 4.5, theme);
  }
}

// ---- labels at the ends

function labelRoom(p: Painter, data: SweepData, width: number): number {
  const widest = Math.max(0, ...data.series.map(({ short }) => p.measure(short, 11, true)));
  return Math.min(Math.ceil(widest) + 4, width * 0.3);
}

function paintLabels(p: Painter, data: SweepData, plot: Plot, room: number, theme: Theme): void {
  const { box, y } = plot;
  const shown = data.series.flatMap((series) => {
    const last = series.points.findLast(({ mean }) => !Number.isNaN(mean));
    return last ? [{ series, last }] : [];
  });
  const wanted = shown.map(({ last }) => y(last.mean));
  const at = spread(wanted, 14, box.y + 4, box.y + box.h - 4);
  for (const [i, { series }] of shown.entries()) {
    const text = shorten(p, series.short, room, 11);
    const color = armText(theme, series.arm);
    p.text(box.x + box.w + 8, at[i] as number, text, { color, size: 11, bold: !series.thin });
  }
}

function stopsOf(data: SweepData, plot: Plot, strings: ChartStrings): (Stop | null)[][] {
  const { locale } = strings;
  return data.series.map((series) =>
    series.points.map(({ x, mean, sd, runs }) => {
      if (Number.isNaN(mean)) return null;
      const where = `${data.xLabel} ${data.names?.[x] ?? show(x, locale, 4)}`;
      const around = Number.isNaN(sd) ? "" : ` ${strings.spread} ${show(sd, locale, 2)}`;
      return {
        x: place(data, series, plot, x),
        y: plot.y(mean),
        text: [
          series.name,
          where,
          `${data.yLabel} ${show(mean, locale)}${around}`,
          `${strings.count} ${runs.length}`,
        ].join("\n"),
      };
    }),
  );
}

export class SweepChart extends CanvasChart<SweepData> {
  constructor(options: ChartOptions) {
    super(sweepKind, options);
  }
}
