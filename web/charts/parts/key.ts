// A key (legend) in flowing lines, for the charts in which labels at the marks cannot work.
import { type Painter, shorten } from "../paint/painter";
import { armColor, type Theme } from "../paint/theme";

export interface KeyEntry {
  name: string;
  arm: number;
  dashed?: boolean;
  dotted?: boolean;
  marker?: boolean;
}

const line = 18;

function places(
  p: Painter,
  entries: readonly KeyEntry[],
  width: number,
): { x: number; y: number; text: string }[] {
  let x = 0;
  let y = 0;
  return entries.map((entry) => {
    const text = shorten(p, entry.name, width - 26);
    const w = 24 + p.measure(text) + 16;
    if (x > 0 && x + w - 16 > width) {
      x = 0;
      y += line;
    }
    const at = { x, y, text };
    x += w;
    return at;
  });
}

/** Room the key takes above the plot: none for a single unnamed entry. */
export function keyHeight(p: Painter, entries: readonly KeyEntry[], width: number): number {
  const last = places(p, entries, width).at(-1);
  return last ? last.y + line + 4 : 0;
}

export function paintKey(
  p: Painter,
  entries: readonly KeyEntry[],
  width: number,
  theme: Theme,
): void {
  for (const [i, { x, y, text }] of places(p, entries, width).entries()) {
    const entry = entries[i];
    const stroke = armColor(theme, entry.arm);
    p.line([x, y + 9, x + 18, y + 9], {
      stroke,
      width: 2,
      ...dashOf(entry),
    });
    if (entry.marker) marker(p, entry.arm, x + 9, y + 9, 4, theme);
    p.text(x + 24, y + 9, text, { color: theme.ink });
  }
}

/** How a line of an entry is drawn, here and in the plot. */
export const dashOf = ({ dashed, dotted }: Pick<KeyEntry, "dashed" | "dotted">) =>
  dashed ? { dash: [4, 3] } : dotted ? { dash: [1.5, 3] } : {};

/** Each arm has its own shape: circle, square, triangle, diamond. */
export function marker(
  p: Painter,
  arm: number,
  x: number,
  y: number,
  r: number,
  theme: Theme,
): void {
  const style = { fill: armColor(theme, arm), stroke: theme.paper };
  if (arm % 4 === 1) p.rect(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r, style);
  else if (arm % 4 === 2)
    p.area([x, y - 1.15 * r, x + 1.1 * r, y + 0.8 * r, x - 1.1 * r, y + 0.8 * r], style);
  else if (arm % 4 === 3)
    p.area([x, y - 1.25 * r, x + 1.25 * r, y, x, y + 1.25 * r, x - 1.25 * r, y], style);
  else p.circle(x, y, r, style);
}
