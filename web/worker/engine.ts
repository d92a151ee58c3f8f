// One experiment on a worker: works in slices, lets messages in between them, and says how it
// stands at most 20 times a second. Gets its core, its clock and its way out from outside, so it
// runs in tests. The only file that frees what Embind made.
import { type Core, type Experiment, pointColumns, type Status } from "../shared/core";
import type { Activity, FromWorker, Limit, Snapshot, ToWorker } from "../shared/messages";

export interface Outside {
  post(message: FromWorker): void;
  now(): number;
  /** Calls `work` soon, after the messages that have come by then. */
  soon(work: () => void): void;
}

const usualSliceMs = 16;
const snapshotMs = 50;

export class Engine {
  private readonly core: Core;
  private readonly outside: Outside;
  private readonly sliceMs: number;
  private experiment: Experiment | null = null;
  private generation = 0;
  private limit: Limit = {};
  private activity: Activity = "idle";
  private scheduled = false;
  private sent = 0;
  private sentAt = Number.NEGATIVE_INFINITY;

  constructor(core: Core, outside: Outside, sliceMs = usualSliceMs) {
    this.core = core;
    this.outside = outside;
    this.sliceMs = sliceMs;
  }

  /** Frees the experiment; nothing is received after this. */
  close(): void {
    this.experiment?.delete();
    this.experiment = null;
  }

  receive(message: ToWorker): void {
    if (message.type === "open") {
      this.open(message);
      return;
    }
    const { experiment } = this;
    const stale = message.type !== "rewind" && message.generation !== this.generation;
    if (!experiment || stale) return;
    switch (message.type) {
      case "run":
        this.limit = message.limit;
        this.activity = "running";
        this.schedule();
        break;
      case "pause":
        this.rest("idle");
        break;
      case "rewind":
        experiment.rewind();
        this.generation = message.generation;
        this.sent = 0;
        this.rest("idle");
        break;
      case "set": {
        const { generation, id } = message;
        const sentence = experiment.set(message.key, message.value);
        this.outside.post({ type: "set", generation, id, sentence });
        this.snapshot();
        break;
      }
      case "ask": {
        const { generation, id } = message;
        const answer = experiment.ask(message.question);
        this.outside.post({ type: "answer", generation, id, answer });
        break;
      }
    }
  }

  private open(message: ToWorker & { type: "open" }): void {
    this.experiment?.delete();
    this.experiment = null;
    this.generation = message.generation;
    this.activity = "idle";
    this.sent = 0;
    const experiment = new this.core.Experiment();
    const sentence = experiment.open(message.link, message.arm, message.bytes);
    if (sentence === "") this.experiment = experiment;
    else experiment.delete();
    this.outside.post({ type: "opened", generation: this.generation, sentence });
    if (sentence === "") this.snapshot();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.outside.soon(() => {
      this.scheduled = false;
      this.slice();
    });
  }

  private slice(): void {
    const { experiment, outside } = this;
    if (!experiment || this.activity !== "running") return;
    const end = outside.now() + this.sliceMs;
    let free = 0; // steps that can be done before the status must be looked at
    do {
      if (free < 1) {
        const status = experiment.status();
        if (status.finished || status.diverged) {
          this.rest("idle");
          return;
        }
        free = this.stepsWithinLimit(status);
        if (free === 0) {
          this.rest("waiting");
          return;
        }
      }
      free = experiment.advance() > 0 ? free - 1 : 0;
    } while (outside.now() < end);
    if (outside.now() - this.sentAt >= snapshotMs) this.snapshot();
    this.schedule();
  }

  private stepsWithinLimit({ step, epoch }: Status): number {
    const { step: lastStep = Infinity, epoch: lastEpoch = Infinity } = this.limit;
    if (step >= lastStep || epoch >= lastEpoch) return 0;
    const ofEpochs = epoch > 0 ? (lastEpoch - epoch) * (step / epoch) : 1;
    return Math.max(1, Math.floor(Math.min(lastStep - step, ofEpochs)));
  }

  private rest(activity: Activity): void {
    this.activity = activity;
    this.snapshot();
  }

  private snapshot(): void {
    const { experiment, activity, generation } = this;
    if (!experiment) return;
    const from = this.sent;
    const points = experiment.points(from);
    const snapshot: Snapshot = {
      status: experiment.status(),
      activity,
      from,
      points,
      digest: activity === "running" ? "" : experiment.digest(),
    };
    this.sent = from + points.length / pointColumns.length;
    this.sentAt = this.outside.now();
    this.outside.post({ type: "snapshot", generation, snapshot });
  }
}
