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

export interface DropoutPlaygroundEventMap {
  "dropout-ready": CustomEvent<object>;
  "dropout-progress": CustomEvent<{ status: Progress[] }>;
  "dropout-change": CustomEvent<{ spec: string }>;
  "dropout-done": CustomEvent<{ status: "finished" | "diverged" }>;
  "dropout-error": CustomEvent<{ code: string; message: string }>;
  "dropout-link": CustomEvent<{ link: string }>;
}

export declare class DropoutPlayground extends HTMLElement {
  spec: string;
  controls: string;
  panels: string;
  mode: "train" | "eval" | "mc";
  loading: "lazy" | "eager";
  linked: boolean;
  theme: "auto" | "light" | "dark";
  readonly status: Status;
  readonly loaded: boolean;
  readonly specs: Spec[];
  readonly result: ArmResult[];
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
