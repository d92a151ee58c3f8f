// Two engines are built of the same core. The small one holds dense networks of plain layers and
// what a first view asks of them; the whole one everything. Both train to the same bits.
import { isOwnTable, kindOf, modelOf } from "./facts";
import type { Spec } from "./spec";

export type EngineName = "small" | "full";

/** The engine that trains a Spec. */
export function engineOf(spec: Spec): EngineName {
  const layers = modelOf(spec).inSmall && kindOf(spec).inSmall && spec.norm === "none";
  return layers && !isOwnTable(spec) ? "small" : "full";
}
