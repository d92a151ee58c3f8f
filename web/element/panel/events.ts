// The events that the element dispatches, and what they carry. Each bubbles, and crosses shadow roots.
import type { SweepPhase } from "../../page/sweep/runner";
import type { Metric, Spread } from "../../page/sweep/stats";
import type { NamedMatrix, Status } from "../../shared/core";

/** All seeds of one arm at one value, in eval mode at the end of training. */
export interface SweepPoint {
  /** "A" to "D". */
  arm: string;
  value: number | string;
  /** With a result. */
  runs: number;
  /** Diverged or failed. */
  lost: number;
  train: { loss: Spread; accuracy: Spread };
  valid: { loss: Spread; accuracy: Spread };
}

/** What runs of a sweep say together. */
export interface SweepSummary {
  key: string;
  metric: Metric;
  points: SweepPoint[];
  /** By the metric, on validation data. */
  best: SweepPoint | null;
  /** Within one standard error of the best. */
  near: SweepPoint[];
  /** Validation loss by value of each key, and by "arm", averaged over all else. */
  margins: Record<string, (readonly [value: string, loss: number])[]>;
  /** Of the weights, by the link of the run. */
  digests: Record<string, string>;
}

export interface SweepResult extends SweepSummary {
  phase: SweepPhase;
  /** Of `runs`. */
  done: number;
  runs: number;
  /** What the runs say, in the element's language. */
  sentence: string;
}

/** What an ensemble says: among its matrices "summary", with a label for each column, of validation
 *  data and of shifted inputs. */
export interface EnsembleScores {
  matrices: NamedMatrix[];
}

/** Names of events behind "dropout-", with their details. */
export interface Events {
  /** Engine and data are there. */
  ready: Record<string, never>;
  /** While training, at most ten times a second. */
  progress: { status: (Status | null)[] };
  /** A setting was changed; spec is the new link. */
  change: { spec: string };
  /** Training has come to its end. */
  done: { status: "finished" | "diverged" };
  /** What failed, in a sentence. */
  error: { code: string; message: string };
  /** A sweep has a new result, or has come to its end. */
  sweep: SweepResult;
  /** An ensemble beside each arm is trained, or gone again: then null. */
  ensemble: { answers: (EnsembleScores | null)[] };
  /** The page's address was written. */
  link: { link: string };
}
