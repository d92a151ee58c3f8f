// The drawing calls every chart is written in. Two painters implement them, one to a canvas and
// one to SVG text, so what is exported is what was drawn. Knows no data and no theme.

/** Flat x0, y0, x1, y1, ... in CSS pixels; NaN breaks a line. */
export type Path = readonly number[];

export interface Style {
  fill?: string | undefined;
  stroke?: string | undefined;
  /** Stroke width in CSS pixels, 1 when not given. */
  width?: number | undefined;
  dash?: readonly number[] | undefined;
  opacity?: number | undefined;
}

export interface TextStyle {
  color: string;
  size?: number;
  align?: "left" | "center" | "right";
  base?: "top" | "middle" | "bottom";
  bold?: boolean;
  /** Clockwise degrees about (x, y). */
  turn?: number;
  /** Colour of a soft outline that keeps the text readable on lines. */
  halo?: string;
}

/** Pixels, row-major from the top left, 4 bytes each. */
export interface Raster {
  width: number;
  height: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

export interface Painter {
  line(path: Path, style: Style): void;
  area(path: Path, style: Style): void;
  rect(x: number, y: number, width: number, height: number, style: Style): void;
  circle(x: number, y: number, radius: number, style: Style): void;
  text(x: number, y: number, text: string, style: TextStyle): void;
  image(
    x: number,
    y: number,
    width: number,
    height: number,
    raster: Raster,
    smooth?: boolean,
  ): void;
  clip(x: number, y: number, width: number, height: number, body: () => void): void;
  /** Runs body with the origin moved to (x, y). */
  move(x: number, y: number, body: () => void): void;
  /** Width of the text in CSS pixels. */
  measure(text: string, size?: number, bold?: boolean): number;
}

export const textSize = 12;

/** The text, shortened with an ellipsis until it is at most `width` wide. */
export function shorten(p: Painter, text: string, width: number, size = textSize): string {
  if (p.measure(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && p.measure(`${letters.join("")}…`, size) > width) letters.pop();
  return letters.length > 0 ? `${letters.join("").trimEnd()}…` : "";
}

/** The text cut at spaces into lines of at most `width`. */
export function wrap(p: Painter, text: string, width: number, size = textSize): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && p.measure(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line) lines.push(line);
  return lines;
}

/** A small x, the mark of a dropped thing. */
export function cross(p: Painter, x: number, y: number, r: number, style: Style): void {
  p.line([x - r, y - r, x + r, y + r, Number.NaN, Number.NaN, x - r, y + r, x + r, y - r], style);
}
