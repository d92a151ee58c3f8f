// What training goes on from: a run's state as flat values, as the core gives and takes it. The
// files that hold it are read and written elsewhere.
import type { Question } from "../../shared/core";
import { queries } from "../../shared/generated/questions";
import type { TableChoices } from "../../shared/tables";

export interface SavedRun {
  /** The matrices of the core's "state", one behind the other. */
  values: Float32Array;
  /** How many points of the curves are among them. */
  points: number;
  /** No link leads to these weights. */
  altered: boolean;
  /** How the reader's own table was read, where there was one. */
  own: TableChoices | null;
}

/** As the core is told it. */
export function resumeArguments({ values, points: count }: SavedRun): Question {
  return queries.resume({ values, count });
}
