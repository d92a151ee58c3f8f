// Colour maps and the arithmetic of colours. Knows no theme: end colours are passed in.
import type { Raster } from "./painter";
import type { Values } from "./scale";

export type Rgb = readonly [number, number, number];

/** 256 entries, red green blue in turn. */
export type ColorMap = Uint8ClampedArray;

/** Reads #rgb, #rrggbb, rgb() and color(srgb ...); anything else is black. */
export function parseColor(text: string): Rgb {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (hex) {
    const wide = hex.length === 3 ? [...hex].map((c) => c + c).join("") : hex;
    const v = Number.parseInt(wide, 16);
    return [v >> 16, (v >> 8) & 255, v & 255];
  }
  const unit = text.startsWith("color(srgb ") ? 255 : 1;
  const [r = 0, g = 0, b = 0] = (text.match(/[\d.]+/g) ?? []).map((v) => Number(v) * unit);
  return [r, g, b];
}

function channel(v: number): number {
  const s = v / 255;
  return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
}

/** Relative luminance, WCAG 2.2. */
export function luminance(color: Rgb): number {
  return 0.2126 * channel(color[0]) + 0.7152 * channel(color[1]) + 0.0722 * channel(color[2]);
}

/** Contrast ratio of two colours, WCAG 2.2: 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const la = luminance(a) + 0.05;
  const lb = luminance(b) + 0.05;
  return la > lb ? la / lb : lb / la;
}

const ramps = new Map<string, ColorMap>();

/** A map that runs evenly through the given colours: one for all charts, not to be changed. */
export function ramp(stops: readonly string[]): ColorMap {
  const key = stops.join(";");
  const known = ramps.get(key);
  if (known) return known;
  const colors = stops.map(parseColor);
  const out = new Uint8ClampedArray(256 * 3);
  ramps.set(key, out);
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (colors.length - 1);
    const k = Math.min(colors.length - 2, Math.floor(at));
    const a = colors[k] as Rgb;
    const b = colors[k + 1] as Rgb;
    for (let c = 0; c < 3; c++)
      out[3 * i + c] = (a[c] as number) + (at - k) * ((b[c] as number) - (a[c] as number));
  }
  return out;
}

/** Viridis (van der Walt, Smith 2015) through 16 of its own colours. */
export const viridis = ramp([
  "#440154",
  "#481a6c",
  "#472f7d",
  "#414487",
  "#39568c",
  "#31688e",
  "#2a788e",
  "#23888e",
  "#1f988b",
  "#22a884",
  "#35b779",
  "#54c568",
  "#7ad151",
  "#a5db36",
  "#d2e21b",
  "#fde725",
]);

export function colorAt(map: ColorMap, value: number, lo: number, hi: number): string {
  const i = 3 * mapIndex(value, lo, hi);
  return `rgb(${map[i]}, ${map[i + 1]}, ${map[i + 2]})`;
}

function mapIndex(value: number, lo: number, hi: number): number {
  const t = hi > lo ? (value - lo) / (hi - lo) : 0.5;
  return Math.round(255 * Math.min(1, Math.max(0, t)));
}

/** Values (height, width), row-major, as pixels; NaN is transparent; `flip` puts row 0 below. */
export function rasterize(
  values: Values,
  width: number,
  height: number,
  map: ColorMap,
  range: readonly [number, number],
  flip = false,
): Raster {
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const v = values[(flip ? height - 1 - y : y) * width + x];
      if (v === null || v === undefined || Number.isNaN(v)) continue;
      const from = 3 * mapIndex(v, range[0], range[1]);
      const to = 4 * (y * width + x);
      for (let c = 0; c < 3; c++) rgba[to + c] = map[from + c] as number;
      rgba[to + 3] = 255;
    }
  }
  return { width, height, rgba };
}
