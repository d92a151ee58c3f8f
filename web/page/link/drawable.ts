// Which data a reader can draw on, and how far from 0: half the sides of the square in which a byte
// names a coordinate.
import { dataOf } from "../../shared/facts";
import type { Spec } from "../../shared/spec";

/** How links spell that nothing is drawn. */
export const nothingDrawn = "b8.";

export const reachOf = (spec: Pick<Spec, "data">) => dataOf(spec).reach;
