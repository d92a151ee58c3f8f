// Inputs of the answers: an experiment's measurements, networks and sweep, as far as they are
// known. Knows no element.
import type { SweepPoint } from "../../element/panel/events";
import { type Answer, matrix, type PointColumn, type Question } from "../../shared/core";
import type { Spec } from "../../shared/spec";

export interface SweepFound {
  readonly key: string;
  readonly done: number;
  readonly runs: number;
  readonly points: readonly SweepPoint[];
  /** Validation loss by value of each key and by arm, averaged over all else. */
  readonly margins: Readonly<Record<string, readonly (readonly [string, number])[]>>;
}

export interface Lab {
  readonly specs: readonly Spec[];
  /** Results of the figure's sweep so far. */
  readonly sweep?: SweepFound | null;
  /** The newest measurement of an arm, NaN where there is none. */
  last(arm: number, column: PointColumn): number;
  ask(arm: number, question: Question): Promise<Answer | null>;
  /** Answers of an arm's ensemble on validation and shifted data; null before it is trained. */
  ensemble(arm: number): Promise<Answer | null>;
}

/** A matrix of an answer, or null: then there is nothing to say yet. */
export async function get(lab: Lab, arm: number, question: Question, name: string) {
  const answer = await lab.ask(arm, question);
  return (answer && matrix(answer, name)) ?? null;
}
