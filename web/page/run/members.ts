// The members of an ensemble: their Specs, and their outputs put together for one question. Pure.
import type { NamedMatrix } from "../../shared/core";
import type { QuestionFields } from "../../shared/generated/questions";
import { type Spec, seedAfter } from "../../shared/spec";

/** The Spec of member m: other weights, batches and masks, the same data. Member 0 is the arm. */
export function memberOf(spec: Spec, m: number): Spec {
  const dseed = spec.dseed < 0 ? spec.seed : spec.dseed;
  return m === 0 ? spec : { ...spec, seed: seedAfter(spec, m), dseed };
}

/** One below the other. */
export function stacked(parts: readonly NamedMatrix[]): Pick<QuestionFields, "points" | "columns"> {
  const points = new Float32Array(parts.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of parts) {
    points.set(data, at);
    at += data.length;
  }
  return { points, columns: parts[0]?.cols ?? 0 };
}
