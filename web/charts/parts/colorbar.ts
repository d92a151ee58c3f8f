// The key of a colour map: a vertical or horizontal bar with its ends and its middle named.
import { type ColorMap, rasterize } from "../paint/color";
import type { Painter } from "../paint/painter";
import { linear, show } from "../paint/scale";
import type { Theme } from "../paint/theme";

export interface BarSpec {
  map: ColorMap;
  range: readonly [number, number];
  /** Values named beside the bar; the ends when not given. */
  marks?: readonly number[];
  label?: string;
}

const steps = Array.from({ length: 64 }, (_, i) => i / 63);
export const colorbarWidth = 64;

/** Vertical, 10 px wide, for the space at the right of a square plot. */
export function colorbar(
  p: Painter,
  x: number,
  y: number,
  h: number,
  bar: BarSpec,
  theme: Theme,
  locale: string,
): void {
  p.image(x, y, 10, h, rasterize(steps, 1, 64, bar.map, [0, 1], true));
  p.rect(x, y, 10, h, { stroke: theme.hairline });
  const scale = linear(bar.range, [y + h, y]);
  for (const mark of bar.marks ?? bar.range) {
    const at = Math.min(y + h - 5, Math.max(y + 5, scale(mark)));
    p.line([x + 10, scale(mark), x + 14, scale(mark)], { stroke: theme.control });
    p.text(x + 16, at, show(mark, locale, 2), { color: theme.muted, size: 11 });
  }
  if (bar.label) {
    const right = x + colorbarWidth - 12;
    p.text(right, y - 9, bar.label, { color: theme.muted, size: 11, align: "right" });
  }
}

/** Horizontal, 8 px high, for below a matrix; names are below it. */
export function colorbarFlat(
  p: Painter,
  x: number,
  y: number,
  w: number,
  bar: BarSpec,
  theme: Theme,
  locale: string,
): void {
  p.image(x, y, w, 8, rasterize(steps, 64, 1, bar.map, [0, 1]));
  p.rect(x, y, w, 8, { stroke: theme.hairline });
  const scale = linear(bar.range, [x, x + w]);
  for (const mark of bar.marks ?? bar.range) {
    const align = scale(mark) < x + 8 ? "left" : scale(mark) > x + w - 8 ? "right" : "center";
    p.line([scale(mark), y + 8, scale(mark), y + 11], { stroke: theme.control });
    p.text(scale(mark), y + 12, show(mark, locale, 2), {
      color: theme.muted,
      size: 11,
      align,
      base: "top",
    });
  }
  if (bar.label) p.text(x + w + 8, y + 4, bar.label, { color: theme.muted, size: 11 });
}
