// Horizontal bars with whiskers in columns side by side: class probabilities, mean and spread.
import { CanvasChart, type ChartOptions } from "../figure/chart";
import { type Kind, type Stop, stopsCursor } from "../figure/kind";
import type { ChartStrings } from "../figure/strings";
import { type Painter, shorten } from "../paint/painter";
import { extent, fixed, linear, show, tickLabels, type Values } from "../paint/scale";
import type { Theme } from "../paint/theme";
import { armColor, armText } from "../paint/theme";

interface BarsSeries {
  /** Heads the column: an arm, a mode. */
  name: string;
  /** 0 to 3: whose colour. */
  arm?: number;
  values: Values;
  /** Half the whisker's length, same unit as values. */
  std?: Values;
  /** Only outlined, for a mode that is not the arm's usual one. */
  hollow?: boolean;
}

export interface BarsData {
  rows: readonly string[];
  series: readonly BarsSeries[];
  /** End of the axis; 1 when not given. */
  max?: number;
  /** Row marked as the right answer. */
  truth?: number | null;
  unit?: string;
}

const rowHeight = 18;
const head = 22;
const foot = 22;

export const barsKind: Kind<BarsData> = {
  empty: (data) => data.rows.length === 0 || !extent(data.series.map((s) => s.values)),
  height: (data) => head + foot + rowHeight * Math.max(1, data.rows.length),
  paint: (p, data, size, theme, strings) => {
    const names =
      Math.min(size.width * 0.3, Math.max(...data.rows.map((row) => p.measure(row, 12)))) + 20;
    const gap = size.width < 480 ? 10 : 20;
    const n = data.series.length;
    const w = (size.width - names - 8 - gap * (n - 1)) / n;
    const step = (size.height - head - foot) / data.rows.length;
    const middle = (row: number) => head + (row + 0.5) * step;
    for (const [row, name] of data.rows.entries()) {
      const right = row === data.truth;
      const text = shorten(p, name, names - 20);
      p.text(names - 8, middle(row), text, { color: theme.ink, align: "right", bold: right });
      if (right) p.text(0, middle(row), "✓", { color: theme.ink, bold: true });
    }
    const stops: Stop[][] = data.rows.map(() => []);
    for (const [k, series] of data.series.entries()) {
      const left = names + k * (w + gap);
      const column = { left, w, step, max: data.max ?? 1 };
      paintColumn(p, data, series, column, middle, theme, strings);
      for (const row of data.rows.keys()) {
        stops[row].push({
          x: left + Math.max(0, ((series.values[row] ?? 0) / column.max) * w),
          y: middle(row),
          text: describe(data, row, strings),
          box: [left - 1, middle(row) - step / 2, w + 2, step],
        });
      }
    }
    const cursor = stopsCursor(stops);
    const find = (x: number, y: number) => {
      const row = Math.floor((y - head) / step);
      const col = Math.min(n - 1, Math.max(0, Math.floor((x - names + gap / 2) / (w + gap))));
      return row >= 0 && row < data.rows.length ? ([row, col] as const) : null;
    };
    return { cursor: { ...cursor, find } };
  },
  table: (data, strings) => ({
    columns: [
      strings.row,
      ...data.series.flatMap((s) =>
        s.std ? [`${s.name} ${strings.mean}`, `${s.name} ${strings.std}`] : [s.name],
      ),
    ],
    rows: data.rows.map((name, i) => [
      name,
      ...data.series.flatMap((s) =>
        s.std ? [s.values[i] ?? null, s.std[i] ?? null] : [s.values[i] ?? null],
      ),
    ]),
  }),
};

interface Column {
  left: number;
  w: number;
  step: number;
  max: number;
}

function paintColumn(
  p: Painter,
  data: BarsData,
  series: BarsSeries,
  { left, w, step, max }: Column,
  middle: (row: number) => number,
  theme: Theme,
  strings: ChartStrings,
): void {
  const x = linear([0, max], [left, left + w]);
  const color = armColor(theme, series.arm ?? 0);
  const brief =
    p.measure(series.name, 12, true) > w ? series.name.replaceAll(" ", "") : series.name;
  const title = shorten(p, brief, w);
  p.text(left, 8, title, { color: armText(theme, series.arm ?? 0), bold: true });
  const bottom = head + step * data.rows.length;
  const ticks = x.ticks(w < 120 ? 1 : w < 240 ? 2 : 4);
  const labels = tickLabels(ticks, strings.locale);
  for (const [i, tick] of ticks.entries()) {
    p.line([x(tick), head, x(tick), bottom], { stroke: theme.hairline });
    const align = tick === max ? "right" : tick === 0 ? "left" : "center";
    p.text(x(tick), bottom + 5, labels[i], { color: theme.muted, size: 11, align, base: "top" });
  }
  const h = Math.max(3, Math.min(12, step - 6));
  for (const row of data.rows.keys()) {
    const v = series.values[row];
    if (v === null || v === undefined || Number.isNaN(v)) continue;
    const y = middle(row);
    const end = x(Math.min(max, v));
    const style = series.hollow ? { stroke: color } : { fill: color };
    p.rect(left, y - h / 2, Math.max(0.5, end - left), h, style);
    const std = series.std?.[row];
    let tip = end;
    if (std !== null && std !== undefined && std > 0) {
      const [lo, hi] = [x(Math.max(0, v - std)), x(Math.min(max, v + std))];
      const ends = [lo, y - 3, lo, y + 3, Number.NaN, Number.NaN, hi, y - 3, hi, y + 3];
      const path = [lo, y, hi, y, Number.NaN, Number.NaN, ...ends];
      p.line(path, { stroke: theme.paper, width: 3.5 });
      p.line(path, { stroke: theme.ink, width: 1.5 });
      tip = Math.max(tip, hi);
    }
    const text = max <= 1 ? fixed(v, strings.locale, 2) : show(v, strings.locale, 3);
    if (v >= 0.005 * max && tip + 6 + p.measure(text, 11) <= left + w) {
      p.text(tip + 5, y, text, { color: theme.muted, size: 11, halo: theme.paper });
    }
  }
}

function describe(data: BarsData, row: number, strings: ChartStrings): string {
  const lines = data.series.map((s) => {
    const std = s.std ? ` ${strings.spread} ${show(s.std[row], strings.locale, 2)}` : "";
    return `${s.name}: ${show(s.values[row], strings.locale)}${std}`;
  });
  return [data.rows[row], ...lines].join("\n");
}

export class BarsChart extends CanvasChart<BarsData> {
  constructor(options: ChartOptions) {
    super(barsKind, options);
  }
}
