// One experiment on a worker: works in slices, handles messages between them, and posts its
// status at most 20 times a second. Core, clock and port are passed in, so that it runs in tests.
// The only file that frees Embind objects.

import {
  type Answer,
  type Core,
  type Experiment,
  fullQuestion,
  pointColumns,
  type Status,
} from "../shared/core";
import type { CoreError } from "../shared/errors";
import type { Activity, FromWorker, Limit, Own, Snapshot, ToWorker } from "../shared/messages";
import type { FoundTable, PredictingPhase } from "../shared/tables";
import { AnsweringRun } from "./answering-run";
import type { Learned } from "./rows";
import type { Fed } from "./table";

type Ask = ToWorker & { type: "ask" };
type Predict = ToWorker & { type: "predict" };
type Open = ToWorker & { type: "open" };

export interface Outside {
  post(message: FromWorker): void;
  now(): number;
  /** Calls `work` after the messages that are waiting. */
  soon(work: () => void): void;
  /** The core that answers every question. */
  whole(): Promise<Core>;
}

const usualSliceMs = 16;
const snapshotMs = 50;

export class Engine {
  private core: Core;
  private readonly outside: Outside;
  private readonly sliceMs: number;
  private experiment: Experiment | null = null;
  private answering: AnsweringRun | null = null;
  private generation = 0;
  private limit: Limit = {};
  private activity: Activity = "idle";
  private scheduled = false;
  private sent = 0;
  private sentAt = Number.NEGATIVE_INFINITY;
  /** The start of training has been posted. */
  private begun = false;
  /** The reader's table that was read last, and the run that learned from it. */
  private fed: Fed | null = null;
  private learned: Learned | null = null;
  /** Counts predictions of new rows, and what ends them. */
  private job = 0;

  constructor(core: Core, outside: Outside, sliceMs = usualSliceMs) {
    this.core = core;
    this.outside = outside;
    this.sliceMs = sliceMs;
  }

  /** Later experiments are opened by this core. */
  use(core: Core): void {
    this.core = core;
  }

  /** Frees what there is; nothing is received after this. */
  close(): void {
    this.shut();
    this.fed?.table.delete();
    this.fed = null;
  }

  private shut(): void {
    this.job++;
    this.learned = null;
    this.experiment?.delete();
    this.experiment = null;
    this.answering?.experiment?.delete();
    this.answering = null;
  }

  receive(message: ToWorker): void {
    if (message.type === "open") this.open(message);
    if (message.type === "open" || message.type === "load") return;
    const { experiment } = this;
    const stale = message.type !== "rewind" && message.generation !== this.generation;
    if (!experiment || stale) return;
    if (message.type !== "ask") this.job++; // what is predicted would be of other weights
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
        this.begun = false;
        this.rest("idle");
        break;
      case "set": {
        const { generation, id } = message;
        const error = experiment.set(message.key, message.value);
        this.answering?.told((run) => run.set(message.key, message.value));
        if (this.learned) this.learned.tau = null;
        this.outside.post({ type: "set", generation, id, error });
        this.snapshot();
        break;
      }
      case "ask":
        if (this.core.answers(message.question.what)) {
          const question = fullQuestion(message.question);
          this.answering?.asked(question);
          this.answer(message, experiment.ask(question));
          if (question.what === "resume") {
            this.sent = 0; // its curves have been replaced
            this.rest("idle");
          }
        } else void this.askWhole(message);
        break;
      case "predict":
        void this.predict(message);
    }
  }

  private answer({ generation, id }: Ask, answer: Answer): void {
    this.outside.post({ type: "answer", generation, id, answer });
  }

  private async askWhole(message: Ask): Promise<void> {
    let error: CoreError | null = null;
    const whole = await this.outside.whole().catch(({ message: why }) => {
      error = { code: "engine_incomplete", values: [why] };
      return null;
    });
    const { experiment, answering } = this;
    if (!experiment || !answering || message.generation !== this.generation) return;
    if (whole)
      this.answer(message, answering.ask(whole, experiment, fullQuestion(message.question)));
    else this.answer(message, { error, matrices: [] });
  }

  private open(message: Open): void {
    this.shut();
    this.generation = message.generation;
    this.activity = "idle";
    this.sent = 0;
    this.begun = false;
    const { setup, own } = message;
    if (own) void this.openOwn(message, own);
    else this.begin(message, (run) => run.open(setup.values, setup.points, setup.bytes));
  }

  /** Says what the network makes of new rows, letting messages in. */
  private async predict({ generation, id, order }: Predict): Promise<void> {
    const { core, learned, job, outside, sliceMs } = this;
    const made: { delete(): void }[] = [];
    let told = Number.NEGATIVE_INFINITY;
    const progress = (phase: PredictingPhase, share: number) => {
      if (outside.now() - told < snapshotMs) return;
      told = outside.now();
      outside.post({ type: "predicting", generation, id, phase, share });
    };
    try {
      const { predictRows } = await import("./rows");
      const desk = {
        ...{ progress, made, sliceMs },
        now: () => outside.now(),
        pause: () => new Promise<void>((settle) => outside.soon(settle)),
        wanted: () => job === this.job,
      };
      const result = learned && (await predictRows(core, learned, order, desk));
      outside.post({ type: "predicted", generation, id, result });
    } catch (error) {
      outside.post({ type: "failed", code: "crash", message: String(error) });
    }
    for (const one of made.reverse()) one.delete();
  }

  private begin(
    message: Open,
    open: (run: Experiment) => CoreError | null,
    table?: FoundTable,
  ): void {
    const experiment = new this.core.Experiment();
    const error = open(experiment);
    if (!error) {
      this.experiment = experiment;
      this.answering = new AnsweringRun(message.setup);
      this.learned = table ? { experiment, found: table, tau: null } : null;
    } else experiment.delete();
    const { generation } = message;
    this.outside.post({ type: "opened", generation, error, ...(table && { table }) });
    if (!error) this.snapshot();
  }

  /** Reads a reader's table, letting messages in between. */
  private async openOwn(message: Open, own: Own): Promise<void> {
    const { setup, generation } = message;
    const wanted = () => generation === this.generation;
    try {
      const { keyOf, openOn, readTable } = await import("./table");
      if (this.fed?.key !== keyOf(own)) {
        const fed = await readTable(this.core, own, wanted);
        if (wanted()) this.fed?.table.delete();
        else return fed.table.delete();
        this.fed = fed;
      }
      if (!this.fed || !wanted()) return;
      const { open, found } = openOn(this.core, this.fed, own, setup);
      this.begin(message, open, found);
    } catch (error) {
      this.outside.post({ type: "failed", code: "crash", message: String(error) });
    }
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
    let free = 0; // steps until the status has to be checked
    let first = false;
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
      const stepped = experiment.advance() > 0;
      free = stepped ? free - 1 : 0;
      first ||= stepped && !this.begun;
    } while (outside.now() < end);
    this.begun ||= first;
    if (first || outside.now() - this.sentAt >= snapshotMs) this.snapshot();
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
