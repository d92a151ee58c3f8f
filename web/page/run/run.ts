// A Run: a worker that runs one Spec. Keeps only the newest snapshot, drops messages of an older
// experiment, and replaces a failed worker. Knows no element, no link.
import type { Answer, Asking, Status, What } from "../../shared/core";
import { type EngineName, engineOf } from "../../shared/engines";
import type { CoreError } from "../../shared/errors";
import {
  type Activity,
  type FromWorker,
  type Limit,
  type Own,
  type RowsOrder,
  type ToWorker,
  transfers,
} from "../../shared/messages";
import { valuesOf } from "../../shared/spec";
import type { FoundTable, PredictingPhase, Predictions } from "../../shared/tables";
import type { OneRun } from "../link/link";
import { Points } from "./points";
import { type Port, type Spawn, workerForms } from "./spawn";

export class RunFailed extends Error {
  readonly code: "no-wasm" | "load" | "crash";

  constructor(code: RunFailed["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** What a run is opened on, beside its data. */
export interface Order extends OneRun {
  /** Where it is not the one that the Spec needs. */
  readonly engine?: EngineName;
  /** The reader's own table. */
  readonly own?: Own | undefined;
}

/** How opening or a change ended; null where a newer experiment overtook it. */
export type Ending = "done" | CoreError | null;

/** What the core refuses, if anything. */
export const refusalIn = (endings: readonly Ending[]): CoreError | null =>
  endings.find((one): one is CoreError => one !== null && one !== "done") ?? null;

type Result = Ending | Answer | Predictions;

interface Pending {
  settle(result: Result): void;
  failed(error: RunFailed): void;
}

const startTimeoutMs = 20_000;

export class Run {
  status: Status | null = null;
  activity: Activity = "idle";
  readonly points = new Points();
  /** Of the weights, while the run rests. */
  digest = "";
  /** What stands in the reader's own table. */
  table: FoundTable | null = null;
  /** Hears how far a prediction of new rows is. */
  predicting: (phase: PredictingPhase, share: number) => void = () => {};
  /** Counts experiments and rewinds; what is asked of an older one is answered with null. */
  generation = 0;
  /** Set when the worker died; the next `open` starts another. */
  failure: RunFailed | null = null;

  private readonly changed: () => void;
  private readonly forms: readonly Spawn[];
  private form = 0;
  private port: Port | null = null;
  /** Counts workers: messages of a discarded one are ignored. */
  private tries = 0;
  private loaded = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** A worker is being made. */
  private coming = false;
  private loading: ToWorker | null = null;
  private opening: (() => ToWorker) | null = null;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;

  constructor(changed: () => void, forms: readonly Spawn[] = workerForms) {
    this.changed = changed;
    this.forms = forms;
  }

  get isOpen(): boolean {
    return this.status !== null;
  }

  /** No worker could be created: it runs on the page's thread. */
  get onPage(): boolean {
    return this.port?.onPage === true;
  }

  /** Has a worker with the engine that a Spec needs, while its data are still on their way. */
  load(engine: EngineName): void {
    this.loading = { type: "load", engine };
    if (this.port) this.send(this.loading);
    else if (!this.coming) this.spawn();
  }

  /** Starts anew with a Spec. `copy` gives the data's bytes, which are given away. */
  open(
    { spec, points, engine = engineOf(spec), own }: Order,
    copy: () => Uint8Array<ArrayBuffer>,
  ): Promise<Ending> {
    this.forget();
    this.failure = null;
    this.generation++;
    const { generation } = this;
    // A function, since the bytes are given away each time, should a second worker be needed.
    const values = valuesOf(spec);
    this.opening = () => ({
      type: "open",
      generation,
      engine,
      setup: { values, points, bytes: copy() },
      own,
    });
    const opened = this.expect(0) as Promise<Ending>;
    if (this.port) this.send(this.opening());
    else if (!this.coming) this.spawn();
    return opened;
  }

  run(limit: Limit = {}): void {
    if (!this.isOpen) return;
    this.activity = "running";
    this.send({ type: "run", generation: this.generation, limit });
  }

  pause(): void {
    if (this.isOpen) this.send({ type: "pause", generation: this.generation });
  }

  step(count = 1): void {
    this.run({ step: (this.status?.step ?? 0) + count });
  }

  rewind(): void {
    if (!this.status) return;
    this.generation++;
    this.settleAll(null);
    this.points.clear();
    this.send({ type: "rewind", generation: this.generation });
  }

  /** Changes a live key. */
  set(key: string, value: string): Promise<Ending> {
    if (!this.isOpen) return Promise.resolve(null);
    const id = this.nextId++;
    const done = this.expect(id) as Promise<Ending>;
    this.send({ type: "set", generation: this.generation, id, key, value });
    return done;
  }

  /** Resolves to null when the experiment that was asked is gone. */
  ask<W extends What>(question: Asking<W>): Promise<Answer<W> | null> {
    if (!this.isOpen) return Promise.resolve(null);
    const id = this.nextId++;
    const done = this.expect(id) as Promise<Answer<W> | null>;
    this.send({ type: "ask", generation: this.generation, id, question });
    return done;
  }

  /** What the network makes of new rows; null when that is no longer wanted, or cannot be known. */
  predict(order: RowsOrder): Promise<Predictions | CoreError | null> {
    if (!this.isOpen) return Promise.resolve(null);
    const id = this.nextId++;
    const done = this.expect(id) as Promise<Predictions | CoreError | null>;
    this.send({ type: "predict", generation: this.generation, id, order });
    return done;
  }

  /** Gives up what is being predicted. */
  dropPrediction(): void {
    if (this.isOpen) this.send({ type: "drop", generation: this.generation });
  }

  dispose(): void {
    this.drop();
    this.forget();
  }

  private forget(): void {
    this.settleAll(null);
    this.status = null;
    this.activity = "idle";
    this.digest = "";
    this.points.clear();
  }

  private expect(id: number): Promise<Result> {
    return new Promise((settle, failed) => this.pending.set(id, { settle, failed }));
  }

  private settleAll(result: null | RunFailed): void {
    const all = [...this.pending.values()];
    this.pending.clear();
    for (const one of all) {
      if (result) one.failed(result);
      else one.settle(null);
    }
  }

  private settle(id: number, result: Result): void {
    const one = this.pending.get(id);
    this.pending.delete(id);
    one?.settle(result);
  }

  private send(message: ToWorker): void {
    this.port?.postMessage(message, transfers(message));
  }

  private drop(): void {
    this.tries++;
    clearTimeout(this.timer);
    if (this.port) {
      this.port.onmessage = null;
      this.port.onerror = null;
      this.port.terminate();
    }
    this.port = null;
    this.coming = this.loaded = false;
  }

  private spawn(): void {
    const make = this.forms[this.form];
    if (!make) {
      this.form = 0;
      this.fail(new RunFailed("load", "no worker could be started"));
      return;
    }
    clearTimeout(this.timer);
    this.coming = true;
    const mine = ++this.tries;
    const died = (reason: unknown) => {
      if (mine !== this.tries) return;
      this.died(reason instanceof Error ? reason.message : String(reason));
    };
    this.timer = setTimeout(() => died("the worker did not answer"), startTimeoutMs);
    const use = (port: Port | null) => {
      if (mine !== this.tries) port?.terminate();
      else if (port) this.use(port);
      else died("this form of worker does not run here");
    };
    try {
      const port = make();
      if (port instanceof Promise) port.then(use, died);
      else use(port);
    } catch (error) {
      died(error);
    }
  }

  private use(port: Port): void {
    this.port = port;
    this.coming = false;
    port.onmessage = ({ data }) => this.receive(data);
    port.onerror = (event) => {
      event.preventDefault?.();
      this.died(event.message || "the worker did not load");
    };
    const message = this.opening?.() ?? this.loading;
    if (message) this.send(message);
  }

  private died(message: string): void {
    const before = !this.loaded;
    this.drop();
    if (before && this.form + 1 < this.forms.length) {
      this.form++;
      this.spawn();
    } else this.fail(new RunFailed(before ? "load" : "crash", message));
  }

  private fail(error: RunFailed): void {
    this.drop();
    this.failure = error;
    this.activity = "idle";
    this.settleAll(error);
    this.status = null;
    this.changed();
  }

  private receive(message: FromWorker): void {
    if (message.type === "loaded") {
      this.loaded = true;
      clearTimeout(this.timer);
      return;
    }
    if (message.type === "failed") {
      // The next form of worker may load the core where this one failed.
      if (message.code === "load") this.died(message.message);
      else this.fail(new RunFailed(message.code, message.message));
      return;
    }
    if (message.generation !== this.generation) return;
    switch (message.type) {
      case "opened":
        this.opening = null;
        this.table = message.table ?? null;
        if (message.error) this.settle(0, message.error);
        return;
      case "snapshot": {
        const { status, activity, from, points, digest } = message.snapshot;
        this.points.put(from, points);
        const first = this.status === null;
        this.status = status;
        this.activity = activity;
        this.digest = digest;
        if (first) this.settle(0, "done");
        this.changed();
        return;
      }
      case "set":
        this.settle(message.id, message.error ?? "done");
        return;
      case "answer":
        this.settle(message.id, message.answer);
        return;
      case "predicting":
        this.predicting(message.phase, message.share);
        return;
      case "predicted":
        this.settle(message.id, message.result);
    }
  }
}
