// The other members of an ensemble beside a run on a reader's table, as states: they predict new rows
// together with it, as long as it stands where they were trained to.
import type { Answer } from "../../shared/core";
import { type Spec, valuesOf } from "../../shared/spec";
import type { RowMember } from "../../shared/tables";
import type { Run } from "./run";

interface Others {
  generation: number;
  step: number;
  members: readonly RowMember[];
}

const all = new WeakMap<Run, Others>();

export function keepOthers(run: Run, members: readonly RowMember[]): void {
  all.set(run, { generation: run.generation, step: run.status?.step ?? 0, members });
}

export function othersOf(run: Run): readonly RowMember[] {
  const kept = all.get(run);
  const same = kept?.generation === run.generation && kept.step === run.status?.step;
  return same ? kept.members : [];
}

/** A member from its answer to "state"; null where it has none. */
export function memberFrom(spec: Spec, answer: Answer | null): RowMember | null {
  const [first] = answer?.matrices ?? [];
  if (!answer || !first || answer.error) return null;
  const parts = answer.matrices.map(({ data }) => data);
  const state = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  // Copied as words: two floats may be a double's bits, which arithmetic must not touch.
  const words = new Uint32Array(state.buffer);
  let at = 0;
  for (const part of parts) {
    words.set(new Uint32Array(part.buffer, part.byteOffset, part.length), at);
    at += part.length;
  }
  return {
    name: `seed ${spec.seed}`,
    values: valuesOf(spec),
    points: "",
    schema: null, // as the run's own
    trainRows: 0,
    state,
    count: first.rows - 1,
    tau: null,
  };
}
