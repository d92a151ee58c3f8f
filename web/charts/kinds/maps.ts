// Small images in rows: channels of a convolution, with what a mask dropped drawn over them.
import { CanvasChart, type ChartOptions } from "../figure/chart";
import type { Kind } from "../figure/kind";
import { ramp, rasterize, viridis } from "../paint/color";
import { cross, type Painter, shorten } from "../paint/painter";
import { extent, show, type Values } from "../paint/scale";
import type { Theme } from "../paint/theme";

interface MapTile {
  label?: string;
  width: number;
  height: number;
  /** (height, width) row-major from the top. */
  values: Values;
  /** 1 kept, 0 dropped, same shape. */
  keep?: ArrayLike<number | boolean>;
}

export interface MapsData {
  /** One row per kind of dropout, one tile per channel. */
  rows: readonly { label: string; tiles: readonly MapTile[] }[];
  map: "viridis" | "diverging" | "grey";
  /** One colour range for all tiles; each tile's own when not given. */
  range?: readonly [number, number];
}

const head = 20;
const under = 16;
const gap = 8;

interface Layout {
  side: number;
  across: number;
  tops: number[];
  height: number;
}

function layoutOf(data: MapsData, width: number): Layout {
  const most = Math.max(1, ...data.rows.map((row) => row.tiles.length));
  // As few lines as leave the tiles readable, all but the last of them full.
  let lines = 1;
  const sideOf = (n: number) => (width - gap * (n - 1)) / n;
  while (lines < most && sideOf(Math.ceil(most / lines)) < 64) lines++;
  const across = Math.ceil(most / lines);
  const side = Math.floor(Math.min(112, sideOf(across)));
  const labelled = data.rows.some((row) => row.tiles.some((tile) => tile.label));
  const tops: number[] = [];
  let y = 0;
  for (const row of data.rows) {
    tops.push(y);
    y += head + Math.ceil(row.tiles.length / across) * (side + (labelled ? under : 0) + gap) + 4;
  }
  return { side, across, tops, height: Math.max(60, y) };
}

function place(layout: Layout, data: MapsData, row: number, i: number): [number, number] {
  const labelled = data.rows.some((r) => r.tiles.some((tile) => tile.label));
  const line = Math.floor(i / layout.across);
  const y = layout.tops[row] + head + line * (layout.side + (labelled ? under : 0) + gap);
  return [(i % layout.across) * (layout.side + gap), y];
}

const mapsKind: Kind<MapsData> = {
  empty: (data) => data.rows.every((row) => row.tiles.length === 0),
  height: (data, width) => layoutOf(data, width).height,
  paint: (p, data, size, theme, strings) => {
    const layout = layoutOf(data, size.width);
    const { side } = layout;
    for (const [r, row] of data.rows.entries()) {
      p.text(0, layout.tops[r] + 8, shorten(p, row.label, size.width), {
        color: theme.ink,
        bold: true,
      });
      for (const [i, tile] of row.tiles.entries()) {
        const [x, y] = place(layout, data, r, i);
        paintTile(p, tile, x, y, side, data, theme);
        if (tile.label) {
          const text = shorten(p, tile.label, side, 11);
          p.text(x + side / 2, y + side + 3, text, {
            color: theme.muted,
            size: 11,
            align: "center",
            base: "top",
          });
        }
      }
    }
    return {
      cursor: {
        rows: data.rows.length,
        cols: Math.max(0, ...data.rows.map((row) => row.tiles.length)),
        at: (row, col) => {
          const tile = data.rows[row]?.tiles[col];
          if (!tile) return null;
          const [x, y] = place(layout, data, row, col);
          const lines = [`${data.rows[row].label}, ${tile.label ?? col + 1}`];
          const [lo, hi] = extent([tile.values]) ?? [0, 0];
          lines.push(`${show(lo, strings.locale, 2)} … ${show(hi, strings.locale, 2)}`);
          if (tile.keep)
            lines.push(`${strings.dropped}: ${show(droppedPart(tile) * 100, strings.locale, 3)} %`);
          return {
            x: x + side / 2,
            y: y + side / 2,
            text: lines.join("\n"),
            box: [x, y, side, side],
          };
        },
        find: (px, py) => {
          for (const [r, row] of data.rows.entries()) {
            for (const i of row.tiles.keys()) {
              const [x, y] = place(layout, data, r, i);
              if (px >= x && px <= x + side && py >= y && py <= y + side) return [r, i];
            }
          }
          return null;
        },
      },
    };
  },
  table: (data, strings) => ({
    columns: [strings.row, strings.column, "min", strings.mean, "max", strings.dropped],
    rows: data.rows.flatMap((row) =>
      row.tiles.map((tile, i) => {
        const [lo, hi] = extent([tile.values]) ?? [0, 0];
        const all = Array.from(tile.values, (v) => v ?? 0);
        const mean = all.reduce((a, b) => a + b, 0) / Math.max(1, all.length);
        return [row.label, tile.label ?? i + 1, lo, mean, hi, tile.keep ? droppedPart(tile) : 0];
      }),
    ),
  }),
};

function droppedPart(tile: MapTile): number {
  const n = tile.width * tile.height;
  let gone = 0;
  for (let i = 0; i < n; i++) if (!tile.keep?.[i]) gone++;
  return gone / Math.max(1, n);
}

function paintTile(
  p: Painter,
  tile: MapTile,
  x: number,
  y: number,
  side: number,
  data: MapsData,
  theme: Theme,
): void {
  const grey = theme.dark ? [theme.paper, theme.ink] : [theme.ink, theme.paper];
  const map =
    data.map === "viridis" ? viridis : data.map === "diverging" ? theme.diverging : ramp(grey);
  let range = data.range ?? extent([tile.values]) ?? [0, 1];
  if (data.map === "diverging") {
    const reach = Math.max(Math.abs(range[0]), Math.abs(range[1])) || 1;
    range = [-reach, reach];
  }
  p.image(x, y, side, side, rasterize(tile.values, tile.width, tile.height, map, range));
  if (tile.keep) paintMask(p, tile, tile.keep, x, y, side, theme);
  p.rect(x, y, side, side, { stroke: theme.control });
}

/** Dropped pixels in paper with a hairline cross each; one large cross for a whole channel. */
function paintMask(
  p: Painter,
  tile: MapTile,
  keep: ArrayLike<number | boolean>,
  x: number,
  y: number,
  side: number,
  theme: Theme,
): void {
  const [w, h] = [side / tile.width, side / tile.height];
  const stroke = { stroke: theme.muted, width: 1 };
  if (droppedPart(tile) === 1) {
    p.rect(x, y, side, side, { fill: theme.paper });
    cross(p, x + side / 2, y + side / 2, side * 0.3, { ...stroke, width: 2 });
    return;
  }
  for (let i = 0; i < tile.width * tile.height; i++) {
    if (keep[i]) continue;
    const [px, py] = [x + (i % tile.width) * w, y + Math.floor(i / tile.width) * h];
    p.rect(px, py, w, h, { fill: theme.paper });
    if (w >= 3) p.line([px + w * 0.2, py + h * 0.2, px + w * 0.8, py + h * 0.8], stroke);
  }
}

export class MapsChart extends CanvasChart<MapsData> {
  constructor(options: ChartOptions) {
    super(mapsKind, options);
  }
}
