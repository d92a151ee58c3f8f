// Beside the lines of learning curves: end labels and shaded gaps.

import type { Painter } from "../paint/painter";
import type { Values } from "../paint/scale";
import { armColor, armText, type Theme } from "../paint/theme";
import type { Plot } from "../parts/axes";
import { spread } from "../parts/labels";
import type { Line } from "./curves-lines";

function last(values: Values): number {
  let i = values.length - 1;
  while (i >= 0 && !Number.isFinite(values[i] ?? Number.NaN)) i--;
  return i;
}

/** Width kept free at the right for the labels, and which of their two texts is used. */
export function labelRoom(
  p: Painter,
  lines: readonly Line[],
  width: number,
): { room: number; brief: boolean } {
  const widest = (pick: (line: Line) => string) =>
    Math.max(0, ...lines.map((line) => p.measure(pick(line), 11, line.kind === "valid"))) + 18;
  const full = widest((line) => line.name);
  if (full <= width * 0.34) return { room: full, brief: false };
  return {
    room: Math.min(
      widest((line) => line.short),
      width * 0.4,
    ),
    brief: true,
  };
}

/** End labels with hairline leaders, none covering another. */
export function paintLabels(
  p: Painter,
  lines: readonly Line[],
  brief: boolean,
  plot: Pick<Plot, "box"> & { x: (v: number) => number; y: (v: number) => number },
  xs: ArrayLike<number>,
  theme: Theme,
): void {
  const { box } = plot;
  const ends = lines.flatMap((line) => {
    const i = last(line.values);
    const y = i >= 0 ? plot.y(line.values[i] as number) : Number.NaN;
    const inside = Math.min(box.y + box.h, Math.max(box.y, y));
    return Number.isFinite(y) ? [{ line, x: plot.x(xs[i]), y: inside }] : [];
  });
  const at = spread(
    ends.map((end) => end.y),
    13,
    box.y + 2,
    box.y + box.h - 2,
  );
  const right = box.x + box.w;
  for (const [i, { line, x, y }] of ends.entries()) {
    const stroke = armColor(theme, line.arm);
    if (line.kind === "valid") p.circle(x, y, 3, { fill: stroke });
    p.line([x + 4, y, right + 2, y, right + 10, at[i]], { stroke, opacity: 0.45 });
    p.text(right + 13, at[i], brief ? line.short : line.name, {
      color: armText(theme, line.arm),
      size: 11,
      bold: line.kind === "valid",
    });
  }
}

/** The area between training and validation in eval mode, in the arm's colour. */
export function paintGaps(
  p: Painter,
  lines: readonly Line[],
  x: (v: number) => number,
  y: (v: number) => number,
  xs: ArrayLike<number>,
  theme: Theme,
): void {
  for (const valid of lines.filter((line) => line.kind === "valid")) {
    const train = lines.find((line) => line.kind === "train" && line.arm === valid.arm);
    if (!train) continue;
    const there: number[] = [];
    const back: number[] = [];
    for (let i = 0; i < xs.length; i++) {
      const [a, b] = [train.values[i], valid.values[i]];
      if (a === null || a === undefined || b === null || b === undefined) continue;
      const [px, pa, pb] = [x(xs[i]), y(a), y(b)];
      if (!Number.isFinite(pa) || !Number.isFinite(pb)) continue;
      there.push(px, pa);
      back.push(pb, px);
    }
    if (there.length > 2)
      p.area([...there, ...back.reverse()], {
        fill: armColor(theme, valid.arm),
        opacity: theme.dark ? 0.24 : 0.13,
      });
  }
}
