// Two-dimensional field: a decision boundary, a mean or a standard deviation over the plane, with
// the data on it. A pointer or the keyboard picks a position; adding a point is up to the owner.

import { CanvasChart, type ChartOptions } from "../figure/chart";
import type { Cursor, Kind } from "../figure/kind";
import type { ChartStrings } from "../figure/strings";
import { rasterize, viridis } from "../paint/color";
import { cross, type Painter, type Raster } from "../paint/painter";
import { extent, linear, show, type Values } from "../paint/scale";
import type { Theme } from "../paint/theme";
import { drawAxes, type Plot } from "../parts/axes";
import { colorbar, colorbarWidth } from "../parts/colorbar";
import { contour } from "../parts/contour";

export interface FieldData {
  width: number;
  height: number;
  /** (height, width) row-major; row 0 is the lowest y, values at cell centres. */
  values: Values;
  xRange: readonly [number, number];
  yRange: readonly [number, number];
  /** Diverging has its middle at `middle`; viridis runs over the range. */
  map: "diverging" | "viridis";
  /** Colour range; from the data when not given. */
  range?: readonly [number, number];
  /** Middle of a diverging map and its labelled contour; 0 when not given. */
  middle?: number;
  /** Further contours. */
  contours?: readonly number[];
  points?: {
    x: ArrayLike<number>;
    y: ArrayLike<number>;
    label: ArrayLike<number>;
    held?: ArrayLike<number | boolean>;
  };
  /** What a point of label 0, 1 is called. */
  classes?: readonly string[];
  /** What the value is: "P(class 1)". */
  label?: string;
}

const rasters = new WeakMap<object, { theme: Theme; raster: Raster }>();

export const fieldKind: Kind<FieldData> = {
  empty: (data) => data.width * data.height === 0 && !data.points?.x.length,
  scales: true,
  height: (_, width) => Math.min(420, Math.max(220, width - colorbarWidth)),
  paint: (p, data, size, theme, strings) => {
    const range = rangeOf(data);
    const square = Math.min(size.width - colorbarWidth - 28, size.height - 32);
    const plot = drawAxes(
      p,
      { width: square + 28 + colorbarWidth, height: size.height },
      { domain: data.xRange },
      { domain: data.yRange },
      theme,
      strings.locale,
      { right: colorbarWidth, top: 12 },
    );
    paintField(p, data, plot, range, theme, strings);
    return { cursor: fieldCursor(data, plot, strings), locate: locator(plot) };
  },
  table: (data, strings) => ({
    columns: ["x", "y", data.label ?? strings.value],
    rows: Array.from({ length: data.width * data.height }, (_, i) => {
      const [x, y] = centre(data, i % data.width, Math.floor(i / data.width));
      return [x, y, data.values[i] ?? null];
    }),
  }),
};

function rangeOf(data: FieldData): [number, number] {
  const [lo, hi] = data.range ?? extent([data.values]) ?? [0, 1];
  if (data.map === "viridis") return [lo, hi > lo ? hi : lo + 1];
  const middle = data.middle ?? 0;
  const reach = Math.max(middle - lo, hi - middle) || 1;
  return [middle - reach, middle + reach];
}

function centre(data: FieldData, col: number, row: number): [number, number] {
  const along = (range: readonly [number, number], i: number, n: number) =>
    range[0] + ((i + 0.5) / n) * (range[1] - range[0]);
  return [along(data.xRange, col, data.width), along(data.yRange, row, data.height)];
}

function paintField(
  p: Painter,
  data: FieldData,
  { box, x, y }: Plot,
  range: [number, number],
  theme: Theme,
  strings: ChartStrings,
): void {
  const map = data.map === "viridis" ? viridis : theme.divergingSoft;
  let cached = rasters.get(data.values);
  if (cached?.theme !== theme) {
    cached = { theme, raster: rasterize(data.values, data.width, data.height, map, range, true) };
    rasters.set(data.values, cached);
  }
  const middle = data.middle ?? 0;
  const levels = [...(data.map === "diverging" ? [middle] : []), ...(data.contours ?? [])];
  p.clip(box.x, box.y, box.w, box.h, () => {
    p.image(box.x, box.y, box.w, box.h, cached.raster, true);
    for (const level of levels) paintContour(p, data, { box, x, y }, level, theme, strings);
    paintPoints(p, data, { box, x, y }, theme);
  });
  p.rect(box.x, box.y, box.w, box.h, { stroke: theme.hairline });
  const marks = data.map === "diverging" ? [range[0], middle, range[1]] : range;
  const bar = { map, range, marks };
  colorbar(
    p,
    box.x + box.w + 10,
    box.y + 14,
    box.h - 14,
    { ...bar, label: data.label ?? "" },
    theme,
    strings.locale,
  );
}

function paintContour(
  p: Painter,
  data: FieldData,
  { box, x, y }: Plot,
  level: number,
  theme: Theme,
  strings: ChartStrings,
): void {
  const px = linear([-0.5, data.width - 0.5], [x.range[0], x.range[1]]);
  const py = linear([-0.5, data.height - 0.5], [y.range[0], y.range[1]]);
  const path: number[] = [];
  let best = { far: Number.POSITIVE_INFINITY, x: 0, y: 0 };
  for (const [x0, y0, x1, y1] of contour(data.values, data.width, data.height, level)) {
    path.push(px(x0), py(y0), px(x1), py(y1), Number.NaN, Number.NaN);
    const far =
      Math.abs(px(x0) - (box.x + box.w * 0.85)) + Math.abs(py(y0) - (box.y + box.h * 0.5)) / 2;
    if (far < best.far) best = { far, x: px(x0), y: py(y0) };
  }
  if (path.length === 0) return;
  p.line(path, { stroke: theme.paper, width: 3, opacity: 0.7 });
  p.line(path, { stroke: theme.ink, width: 1.5 });
  const text = show(level, strings.locale, 2);
  const at = Math.min(box.x + box.w - 14, Math.max(box.x + 14, best.x));
  const up = Math.min(box.y + box.h - 8, Math.max(box.y + 8, best.y));
  const w = p.measure(text, 11) + 6;
  p.rect(at - w / 2, up - 7, w, 14, { fill: theme.paper, opacity: 0.85 });
  p.text(at, up, text, { color: theme.ink, size: 11, align: "center" });
}

function paintPoints(p: Painter, data: FieldData, { x, y }: Plot, theme: Theme): void {
  const { points } = data;
  for (let i = 0; points && i < points.x.length; i++) {
    const [px, py] = [x(points.x[i]), y(points.y[i])];
    const second = points.label[i] > (data.middle ?? 0);
    const fill = second ? theme.positive : theme.negative;
    const opacity = points.held?.[i] ? 0.55 : 1;
    if (second) {
      cross(p, px, py, 3.2, { stroke: theme.paper, width: 4, opacity });
      cross(p, px, py, 3.2, { stroke: fill, width: 2, opacity });
    } else p.circle(px, py, 3.2, { fill, stroke: theme.paper, width: 1.25, opacity });
  }
}

function fieldCursor(data: FieldData, { box, x, y }: Plot, strings: ChartStrings): Cursor {
  const cell = (v: number, n: number) => Math.min(n - 1, Math.max(0, Math.floor(v * n)));
  return {
    rows: data.height,
    cols: data.width,
    at: (row, col) => {
      const below = data.height - 1 - row;
      const [cx, cy] = centre(data, col, below);
      const value = show(data.values[below * data.width + col], strings.locale);
      const where = `x ${show(cx, strings.locale)}, y ${show(cy, strings.locale)}`;
      return { x: x(cx), y: y(cy), text: `${where}\n${data.label ?? strings.value}: ${value}` };
    },
    find: (px, py) => {
      const [u, v] = [(px - box.x) / box.w, (py - box.y) / box.h];
      return u < 0 || u > 1 || v < 0 || v > 1 ? null : [cell(v, data.height), cell(u, data.width)];
    },
  };
}

function locator({ box, x, y }: Plot) {
  return (px: number, py: number): readonly [number, number] | null => {
    const inside = px >= box.x && px <= box.x + box.w && py >= box.y && py <= box.y + box.h;
    return inside ? [x.invert(px), y.invert(py)] : null;
  };
}

export class FieldChart extends CanvasChart<FieldData> {
  constructor(options: ChartOptions) {
    super(fieldKind, options);
  }
}
