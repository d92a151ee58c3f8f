// The package's types: dropout-playground.js and class.js export the same class.

export type Status =
  | "poster"
  | "loading"
  | "ready"
  | "queued"
  | "running"
  | "paused"
  | "finished"
  | "diverged"
  | "failed";

/** Where a training run stands. */
export interface Progress {
  step: number;
  steps: number;
  epoch: number;
  batch: number;
  finished: boolean;
  stoppedEarly: boolean;
  diverged: boolean;
}

/** An arm's newest measurements; NaN where nothing was measured yet. */
export interface ArmResult {
  status: Progress | null;
  /** 16 hex digits over the weights, while the run rests; else empty. */
  digest: string;
  step: number;
  epoch: number;
  batchLoss: number;
  batchAccuracy: number;
  trainLoss: number;
  trainAccuracy: number;
  validLoss: number;
  validAccuracy: number;
  lr: number;
  p: number;
  gradientNorm: number;
}

/** What an arm runs: every key of the link grammar with its value. */
export type Spec = Readonly<Record<string, number | string>>;

/** Mean and spread over runs; NaN where there are too few. */
export interface Spread {
  n: number;
  mean: number;
  /** Standard deviation. */
  sd: number;
  /** Standard error of the mean. */
  se: number;
}

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

export interface SweepResult {
  phase: "idle" | "queued" | "running" | "held" | "done" | "cancelled" | "failed";
  /** Of `runs`. */
  done: number;
  runs: number;
  /** What the runs say, in the element's language. */
  sentence: string;
  key: string;
  metric: "accuracy" | "loss";
  points: SweepPoint[];
  /** By the metric, on validation data. */
  best: SweepPoint | null;
  /** Within one standard error of the best. */
  near: SweepPoint[];
  /** Validation loss by value of each key, and by "arm", averaged over all else. */
  margins: Record<string, [value: string, loss: number][]>;
  /** Of the weights, by the link of the run. */
  digests: Record<string, string>;
}

/** What an ensemble says: row-major matrices, among them "summary" with a label for each column,
 *  of validation data and of shifted inputs. */
export interface EnsembleScores {
  sentence: string;
  matrices: { name: string; rows: number; cols: number; data: Float32Array; labels: string[] }[];
}

export interface DropoutPlaygroundEventMap {
  "dropout-ready": CustomEvent<object>;
  "dropout-progress": CustomEvent<{ status: Progress[] }>;
  "dropout-change": CustomEvent<{ spec: string }>;
  "dropout-done": CustomEvent<{ status: "finished" | "diverged" }>;
  "dropout-error": CustomEvent<{ code: string; message: string }>;
  "dropout-link": CustomEvent<{ link: string }>;
  "dropout-sweep": CustomEvent<SweepResult>;
  "dropout-ensemble": CustomEvent<{ answers: (EnsembleScores | null)[] }>;
}

export declare class DropoutPlayground extends HTMLElement {
  spec: string;
  controls: string;
  panels: string;
  mode: "train" | "eval" | "mc";
  sweep: string;
  seeds: number;
  loading: "lazy" | "eager";
  linked: boolean;
  theme: "auto" | "light" | "dark";
  readonly status: Status;
  readonly loaded: boolean;
  readonly specs: Spec[];
  readonly result: ArmResult[];
  readonly sweepResult: SweepResult | null;
  start(): Promise<void>;
  pause(): void;
  step(count?: number): Promise<void>;
  reset(): void;
  undo(): void;
  redo(): void;
  getLink(): string;
  show(link: string): void;
  dispose(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "dropout-playground": DropoutPlayground;
  }
  interface HTMLElementEventMap extends DropoutPlaygroundEventMap {}
}
