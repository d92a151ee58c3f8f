// One drawing of a poster: a chart's kind with its data, and a title above it.

import type { Kind } from "../charts/figure/kind";
import { english } from "../charts/figure/strings";
import { fieldKind } from "../charts/kinds/field";
import type { SvgPainter } from "../charts/paint/svg";
import type { Theme } from "../charts/paint/theme";
import { type Answer, column, matrix, type Question } from "../shared/core";

export type Ask = (arm: number, question: Question) => Answer;

export interface Drawing {
  title: string;
  height: number;
  paint(p: SvgPainter, width: number, height: number, theme: Theme): void;
}

export function drawing<D>(title: string, kind: Kind<D>, data: D, height: number): Drawing {
  return {
    title,
    height,
    paint: (p, width, h, theme) => void kind.paint(p, data, { width, height: h }, theme, english),
  };
}

/** Points shown, at most. */
export const dots = 150;

/** A network's outputs over the plane: their mean, or the spread of its passes. */
export function plane(answer: Answer | null, title: string, what: "mean" | "std"): Drawing[] {
  const values = matrix(answer, what);
  const range = matrix(answer, "range")?.data;
  const points = matrix(answer, "points");
  if (!values || !range || !points) return [];
  const side = Math.round(Math.sqrt(values.rows));
  // The first ones: every other one may be of one class.
  const some = (all: number[]) => all.slice(0, dots);
  const one = Math.min(1, values.cols - 1);
  const data = {
    width: side,
    height: side,
    values: column(values, one),
    xRange: [range[0], range[1]] as [number, number],
    yRange: [range[2], range[3]] as [number, number],
    ...(what === "mean"
      ? { map: "diverging" as const, range: [0, 1] as [number, number], middle: 0.5 }
      : { map: "viridis" as const, range: [0, 0.5] as [number, number] }),
    points: {
      x: some(column(points, 0)),
      y: some(column(points, 1)),
      label: some(column(points, 2)).map((label) => (label === one ? 1 : 0)),
    },
  };
  return [drawing(title, fieldKind, data, 280)];
}
