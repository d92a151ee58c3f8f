// A core and a worker that follow their contracts without any mathematics, and time that moves by
// hand.

import type { Port } from "../../web/page/run/spawn";
import type { Core, Experiment, FullQuestion, Status } from "../../web/shared/core";
import type { CoreError } from "../../web/shared/errors";
import type { FromWorker, ToWorker } from "../../web/shared/messages";
import { parameters } from "../../web/shared/spec";
import { Engine, type Outside } from "../../web/worker/engine";

export const stepMs = 2;

export class Time {
  now = 0;
  private readonly jobs: (() => void)[] = [];

  soon(job: () => void): void {
    this.jobs.push(job);
  }

  /** Does one job; false when there is none. */
  tick(): boolean {
    const job = this.jobs.shift();
    job?.();
    return job !== undefined;
  }

  run(limit = 10_000): void {
    for (let i = 0; i < limit && this.tick(); i++);
  }
}

/** A run of `steps` steps, 10 of them an epoch, each 2 ms; diverges at step `sick`. */
export class FakeExperiment implements Experiment {
  static alive = 0;
  readonly asked: FullQuestion[] = [];
  readonly values = new Map<string, string>();
  private step = 0;
  private rows: number[][] = [];
  private readonly time: Time;
  private readonly cost: number;
  private readonly steps: number;

  constructor(time: Time, cost = stepMs, steps = 100) {
    this.time = time;
    this.cost = cost;
    this.steps = steps;
    FakeExperiment.alive++;
  }

  open(values: Float64Array): CoreError | null {
    for (const [i, row] of parameters.entries()) {
      const value = values[i] as number;
      this.values.set(row.key, String(row.type === "choice" ? row.choices[value] : value));
    }
    const refused = this.values.get("data") === "csv" || this.values.get("seed") === "13";
    return refused ? { code: "needs_file", values: [] } : null;
  }

  advance(): number {
    const { finished, diverged } = this.status();
    if (finished || diverged) return 0;
    this.step++;
    this.time.now += this.cost;
    const row = new Array(11).fill(Number.NaN);
    row[0] = this.step;
    row[1] = this.step / 10;
    row[2] = 1 / this.step;
    this.rows.push(row);
    return 4;
  }

  status(): Status {
    const { step, steps } = this;
    const diverged = this.values.get("lr") === "10" && step > 20;
    const finished = step >= steps;
    return { step, steps, epoch: step / 10, batch: 4, finished, stoppedEarly: false, diverged };
  }

  points(from: number): Float64Array {
    return Float64Array.from(this.rows.slice(from).flat());
  }

  digest(): string {
    return this.step.toString(16).padStart(16, "0");
  }

  set(key: string, value: string): CoreError | null {
    if (key === "width") return { code: "not_live", values: [key] };
    this.values.set(key, value);
    return null;
  }

  rewind(): void {
    this.step = 0;
    this.rows = [];
  }

  weights(): Float32Array {
    return Float32Array.of(this.step);
  }

  take([step]: Float32Array): boolean {
    this.step = step ?? 0;
    return true;
  }

  ask(question: FullQuestion) {
    this.asked.push(question);
    const data = Float32Array.of(this.step);
    const name = question.what === "outputs" ? "outputs" : "mean";
    return { error: null, matrices: [{ name, rows: 1, cols: 1, data, labels: ["a"] }] };
  }

  delete(): void {
    FakeExperiment.alive--;
  }
}

export function fakeCore(time: Time, cost = stepMs, answers = (_what: string) => true): Core {
  class Bound extends FakeExperiment {
    constructor() {
      super(time, cost);
    }
  }
  return { Experiment: Bound, answers };
}

/** A worker on this thread: messages are copied and delivered as jobs of the time. */
export class FakeWorker implements Port {
  static made: FakeWorker[] = [];
  onmessage: Port["onmessage"] = null;
  onerror: Port["onerror"] = null;
  terminated = false;
  readonly received: ToWorker[] = [];
  private readonly engine: Engine;
  private readonly time: Time;

  constructor(time: Time, cost = stepMs) {
    this.time = time;
    FakeWorker.made.push(this);
    const outside: Outside = {
      post: (message) => this.deliver(message),
      now: () => time.now,
      soon: (work) => time.soon(() => !this.terminated && work()),
      whole: () => Promise.reject(new Error("a fake is whole")),
    };
    this.engine = new Engine(fakeCore(time, cost), outside);
    this.deliver({ type: "loaded", simd: true });
  }

  postMessage(message: unknown): void {
    const copy = structuredClone(message) as ToWorker;
    this.received.push(copy);
    this.time.soon(() => !this.terminated && this.engine.receive(copy));
  }

  deliver(message: FromWorker): void {
    const data = structuredClone(message);
    this.time.soon(
      () => !this.terminated && this.onmessage?.({ data } as MessageEvent<FromWorker>),
    );
  }

  terminate(): void {
    this.terminated = true;
  }
}
