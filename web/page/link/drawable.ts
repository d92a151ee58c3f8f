// Which data a reader can draw on, and how far from 0: half the sides of the square in which a byte
// names a coordinate. The twin of reach_of() in src/lab/data/drawn.cpp.
import type { Spec } from "../../shared/spec";

const square = [4, 4] as const;

const reaches: Partial<Record<Spec["data"], readonly [x: number, y: number]>> = {
  moons: square,
  circles: square,
  spirals: square,
  xor: square,
  blobs: square,
  points: square,
  curve: square,
  sine: [6, 3],
  xsinx: [10, 10],
};

/** How links spell that nothing is drawn. */
export const nothingDrawn = "b8.";

export const reachOf = ({ data }: Pick<Spec, "data">) => reaches[data];

/** Nothing but what is drawn: no generator stands behind it. */
export const isOnlyDrawn = ({ data }: Pick<Spec, "data">) => data === "points" || data === "curve";
