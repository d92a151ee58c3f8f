// Matrices as cells, side by side: attention before and after dropout, with sums of rows.
import { CanvasChart, type ChartOptions } from "../figure/chart";
import type { Kind, Size } from "../figure/kind";
import { rasterize, viridis } from "../paint/color";
import { cross, type Painter, shorten } from "../paint/painter";
import { extent, show, type Values } from "../paint/scale";
import type { Theme } from "../paint/theme";
import { colorbarFlat } from "../parts/colorbar";

interface HeatPanel {
  title: string;
  /** (rows, columns) row-major. */
  values: Values;
  /** 1 kept, 0 dropped, same shape: dropped cells are crossed. */
  keep?: ArrayLike<number | boolean>;
}

export interface HeatData {
  rows: number;
  columns: number;
  rowLabels?: readonly string[];
  columnLabels?: readonly string[];
  panels: readonly HeatPanel[];
  map: "viridis" | "diverging";
  range?: readonly [number, number];
  /** Write each row's sum at its side. */
  sums?: boolean;
  label?: string;
}

interface Layout {
  cell: number;
  across: number;
  left: number;
  top: number;
  sums: number;
  gap: number;
  panelW: number;
  panelH: number;
}

const foot = 36;
const labelMost = 64;

function layoutOf(data: HeatData, width: number): Layout {
  const left = data.rowLabels ? labelLength(data.rowLabels) + 8 : 8;
  const top = 20 + (data.columnLabels ? labelLength(data.columnLabels) + 8 : 0);
  const sums = data.sums ? 42 : 4;
  const gap = 16;
  const n = data.panels.length;
  for (let across = n; ; across--) {
    const room = (width - gap * (across - 1)) / across - left - sums;
    const cell = Math.min(28, room / data.columns);
    if (across === 1 || cell >= 13) {
      const [w, h] = [left + cell * data.columns + sums, top + cell * data.rows];
      return { cell, across, left, top, sums, gap, panelW: w, panelH: h };
    }
  }
}

/** About the width of the longest label, without a painter to measure it. */
function labelLength(labels: readonly string[]): number {
  return Math.min(labelMost, Math.max(12, ...labels.map((text) => text.length * 8.6)));
}

function origin(layout: Layout, index: number): [number, number] {
  const { across, panelW, panelH, gap } = layout;
  return [(index % across) * (panelW + gap), Math.floor(index / across) * (panelH + gap)];
}

const heatKind: Kind<HeatData> = {
  empty: (data) => data.rows * data.columns === 0 || data.panels.length === 0,
  scales: true,
  height: (data, width) => {
    const layout = layoutOf(data, width);
    const lines = Math.ceil(data.panels.length / layout.across);
    return lines * layout.panelH + (lines - 1) * layout.gap + foot;
  },
  paint: (p, data, size, theme, strings) => {
    const layout = layoutOf(data, size.width);
    const range = heatRange(data);
    for (const [i, panel] of data.panels.entries()) {
      const [x, y] = origin(layout, i);
      p.move(x, y, () => paintPanel(p, data, panel, layout, range, theme, strings.locale));
    }
    paintKey(p, data, size, layout, range, theme, strings.locale);
    const rowName = (r: number) => data.rowLabels?.[r] ?? `${strings.row} ${r + 1}`;
    const columnName = (c: number) => data.columnLabels?.[c] ?? `${strings.column} ${c + 1}`;
    const { cell, left, top } = layout;
    const cursor = {
      rows: data.rows,
      cols: data.columns * data.panels.length,
      at: (row: number, col: number) => {
        const [index, c] = [Math.floor(col / data.columns), col % data.columns];
        const panel = data.panels[index];
        if (!panel) return null;
        const [ox, oy] = origin(layout, index);
        const [x, y] = [ox + left + c * cell, oy + top + row * cell];
        const at = row * data.columns + c;
        const gone = panel.keep && !panel.keep[at] ? ` (${strings.dropped})` : "";
        const lines = [panel.title, `${rowName(row)} → ${columnName(c)}`];
        lines.push(
          `${data.label ?? strings.value}: ${show(panel.values[at], strings.locale)}${gone}`,
        );
        if (data.sums)
          lines.push(`${strings.sum}: ${show(rowSum(data, panel, row), strings.locale)}`);
        const box = [x, y, cell, cell] as const;
        return { x: x + cell / 2, y: y + cell / 2, text: lines.join("\n"), box };
      },
      find: (px: number, py: number) => {
        for (const index of data.panels.keys()) {
          const [ox, oy] = origin(layout, index);
          const [c, r] = [Math.floor((px - ox - left) / cell), Math.floor((py - oy - top) / cell)];
          if (c >= 0 && c < data.columns && r >= 0 && r < data.rows)
            return [r, index * data.columns + c] as const;
        }
        return null;
      },
    };
    return { cursor };
  },
  table: (data, strings) => ({
    columns: [
      strings.row,
      strings.column,
      ...data.panels.flatMap((panel) => [
        panel.title,
        ...(panel.keep ? [`${panel.title} ${strings.kept}`] : []),
      ]),
    ],
    rows: Array.from({ length: data.rows * data.columns }, (_, i) => {
      const [r, c] = [Math.floor(i / data.columns), i % data.columns];
      return [
        data.rowLabels?.[r] ?? r + 1,
        data.columnLabels?.[c] ?? c + 1,
        ...data.panels.flatMap((panel) => [
          panel.values[i] ?? null,
          ...(panel.keep ? [panel.keep[i] ? 1 : 0] : []),
        ]),
      ];
    }),
  }),
};

function heatRange(data: HeatData): [number, number] {
  const [lo, hi] = data.range ?? extent(data.panels.map((panel) => panel.values)) ?? [0, 1];
  if (data.map === "viridis") return [Math.min(0, lo), hi > lo ? hi : lo + 1];
  const reach = Math.max(Math.abs(lo), Math.abs(hi)) || 1;
  return [-reach, reach];
}

function rowSum(data: HeatData, panel: HeatPanel, row: number): number {
  let sum = 0;
  for (let c = 0; c < data.columns; c++) sum += panel.values[row * data.columns + c] ?? 0;
  return sum;
}

function paintPanel(
  p: Painter,
  data: HeatData,
  panel: HeatPanel,
  { cell, left, top, panelW }: Layout,
  range: [number, number],
  theme: Theme,
  locale: string,
): void {
  const [w, h] = [cell * data.columns, cell * data.rows];
  const map = data.map === "viridis" ? viridis : theme.diverging;
  p.text(0, 7, shorten(p, panel.title, panelW), { color: theme.ink, bold: true });
  p.image(left, top, w, h, rasterize(panel.values, data.columns, data.rows, map, range));
  p.rect(left, top, w, h, { stroke: theme.hairline });
  for (let i = 0; panel.keep && i < data.rows * data.columns; i++) {
    if (panel.keep[i]) continue;
    const [x, y] = [left + (i % data.columns) * cell, top + Math.floor(i / data.columns) * cell];
    p.rect(x, y, cell, cell, { fill: theme.paper });
    cross(p, x + cell / 2, y + cell / 2, cell * 0.22, { stroke: theme.muted });
  }
  const size = Math.min(11, Math.max(8, cell - 2));
  for (let r = 0; r < data.rows; r++) {
    const y = top + (r + 0.5) * cell;
    const name = data.rowLabels?.[r];
    if (name)
      p.text(left - 5, y, shorten(p, name, left - 8, size), {
        color: theme.ink,
        size,
        align: "right",
      });
    if (data.sums) {
      p.text(left + w + 5, y, show(rowSum(data, panel, r), locale, 2), {
        color: theme.muted,
        size,
      });
    }
  }
  if (data.sums) p.text(left + w + 5, top - 8, "Σ", { color: theme.muted, size: 11 });
  for (let c = 0; c < data.columns && data.columnLabels; c++) {
    const text = shorten(p, data.columnLabels[c], labelMost, size);
    p.text(left + (c + 0.5) * cell, top - 5, text, { color: theme.ink, size, turn: -90 });
  }
}

function paintKey(
  p: Painter,
  data: HeatData,
  size: Size,
  layout: Layout,
  range: [number, number],
  theme: Theme,
  locale: string,
): void {
  const map = data.map === "viridis" ? viridis : theme.diverging;
  const marks = data.map === "diverging" ? [range[0], 0, range[1]] : range;
  const w = Math.min(160, size.width - layout.left - 80);
  const bar = { map, range, marks, label: data.label ?? "" };
  colorbarFlat(p, layout.left, size.height - 26, w, bar, theme, locale);
}

export class HeatChart extends CanvasChart<HeatData> {
  constructor(options: ChartOptions) {
    super(heatKind, options);
  }
}
