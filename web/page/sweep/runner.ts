// Does the runs of a sweep over a few workers, each taking the next run as it comes free. They ask
// the page's pool for room run by run, so that other figures get their turn. A run that fails or
// diverges is a result like any other. Knows Specs and Runs; no DOM, no words.
import { isOwnTable } from "../../shared/facts";
import type { Own } from "../../shared/messages";
import { linkOf } from "../link/link";
import { loadData } from "../run/data";
import { asFailure, type Failure } from "../run/failure";
import { atEnd } from "../run/pace";
import { type Pool, pool as pagePool } from "../run/pool";
import { Run, refusalIn } from "../run/run";
import { costOf } from "../state/cost";
import { failedLine, type Line, lineOf } from "./lines";
import type { Job, Plan } from "./plan";

export type SweepPhase = "idle" | "queued" | "running" | "held" | "done" | "cancelled" | "failed";

/** One worker's place. */
interface Slot {
  run: Run;
  job: Job | null;
  /** The job is on the worker. */
  opened: boolean;
  granted: boolean;
  release: () => void;
}

const noPlan: Plan = { axes: [], jobs: [], seeds: 1, problem: null };
const cores = globalThis.navigator?.hardwareConcurrency ?? 2;
const sweepWorkers = Math.min(Math.max(1, cores - 1), 4);

/** About how much work a job is; a little for each, since opening takes time too. */
function workOf(job: Job): number {
  const { flopsPerStep, steps } = costOf(job.spec);
  return steps * (flopsPerStep + 1e5) + 1e7;
}

export class Sweeper {
  lines: Line[] = [];
  plan: Plan = noPlan;
  phase: SweepPhase = "idle";
  /** The error that stopped the sweep. */
  failure: Failure | null = null;
  /** Bytes of the data that is being fetched. */
  received = 0;
  total = 0;

  private readonly changed: () => void;
  private readonly makeRun: (changed: () => void) => Run;
  private readonly pool: Pool;
  private readonly workers: number;
  private own: Own | null = null;
  private slots: Slot[] = [];
  private queue: Job[] = [];
  private held = false;
  private allWork = 0;
  private doneWork = 0;
  /** Work that was done in the time measured. */
  private timedFrom = 0;
  private activeMs = 0;
  private activeSince = Number.NaN;

  constructor(
    changed: () => void,
    makeRun: (changed: () => void) => Run = (change) => new Run(change),
    pool: Pool = pagePool,
    workers = sweepWorkers,
  ) {
    this.changed = changed;
    this.makeRun = makeRun;
    this.pool = pool;
    this.workers = workers;
  }

  get going(): boolean {
    return this.phase === "running" || this.phase === "queued" || this.phase === "held";
  }

  /** 0 to 1, by work. */
  get progress(): number {
    return this.allWork > 0 ? Math.min(1, this.workDone() / this.allWork) : 0;
  }

  /** NaN before the first measurement. */
  get secondsLeft(): number {
    const ms = this.activeMs + (performance.now() - this.activeSince || 0);
    const did = this.workDone() - this.timedFrom;
    return ms > 300 && did > 0 ? ((this.allWork - this.workDone()) * ms) / did / 1000 : Number.NaN;
  }

  /** Runs the jobs of a plan that `known` lacks; `own` is the reader's table, of data=csv. */
  start(plan: Plan, known: readonly Line[] = [], own: Own | null = null): void {
    this.leave();
    this.plan = plan;
    this.own = own;
    this.failure = null;
    const results = new Map(
      known.filter(({ failed }) => failed === undefined).map((line) => [line.link, line]),
    );
    const before = plan.jobs.map((job) => results.get(linkOf(job)));
    // The first seed of every point, then the second: the whole curve shows early.
    const round = ({ index }: Job) => index % plan.seeds;
    this.queue = plan.jobs.filter((_, i) => !before[i]).sort((a, b) => round(a) - round(b));
    this.lines = plan.jobs.flatMap(({ index }, i) => {
      const line = before[i];
      return line ? [{ ...line, index }] : []; // what comes from files may be of a larger sweep
    });
    this.allWork = plan.jobs.reduce((sum, job) => sum + workOf(job), 0);
    this.doneWork = this.allWork - this.queue.reduce((sum, job) => sum + workOf(job), 0);
    this.timedFrom = this.doneWork;
    this.activeMs = 0;
    this.activeSince = Number.NaN;
    this.phase = this.held ? "held" : "queued";
    const count = Math.min(this.workers, this.queue.length);
    this.slots = Array.from({ length: count }, () => this.makeSlot());
    for (const slot of [...this.slots]) this.next(slot);
    this.look();
  }

  /** Results from elsewhere, in place of its own. */
  show(lines: readonly Line[]): void {
    this.dispose();
    this.lines = [...lines].sort((a, b) => a.index - b.index);
    this.changed();
  }

  /** Stops; results are kept. */
  cancel(): void {
    if (!this.going) return;
    this.leave();
    this.phase = "cancelled";
    this.changed();
  }

  /** Off-screen: pauses, and resumes later. */
  hold(held: boolean): void {
    if (held === this.held) return;
    this.held = held;
    for (const slot of this.slots) {
      if (!held) this.ask(slot);
      else {
        this.giveBack(slot);
        if (slot.opened) slot.run.pause();
      }
    }
    this.look();
  }

  dispose(): void {
    this.leave();
    this.phase = "idle";
    this.lines = [];
    this.plan = noPlan;
  }

  private makeSlot(): Slot {
    const slot: Slot = {
      run: this.makeRun(() => this.moved(slot)),
      job: null,
      opened: false,
      granted: false,
      release: () => {},
    };
    return slot;
  }

  private workDone(): number {
    let work = this.doneWork;
    for (const { job, run, opened } of this.slots) {
      if (job && opened && run.status) work += (workOf(job) * run.status.step) / run.status.steps;
    }
    return work;
  }

  /** The slot's next job, or its end. */
  private next(slot: Slot): void {
    this.giveBack(slot);
    slot.opened = false;
    slot.job = this.queue.shift() ?? null;
    if (!slot.job) {
      slot.run.dispose();
      this.slots = this.slots.filter((one) => one !== slot);
    } else if (!this.held) this.ask(slot);
  }

  private ask(slot: Slot): void {
    this.giveBack(slot);
    slot.release = this.pool.request(1, () => {
      slot.granted = true;
      if (slot.opened) slot.run.run();
      else void this.open(slot);
      this.look();
    });
  }

  private giveBack(slot: Slot): void {
    slot.granted = false;
    slot.release();
    slot.release = () => {};
  }

  private async open(slot: Slot): Promise<void> {
    const { job, run } = slot;
    if (!job) return;
    if (isOwnTable(job.spec) && !this.own) return this.fail({ code: "no-table", detail: "" });
    const overtaken = () => !this.slots.includes(slot) || slot.job !== job || slot.opened;
    try {
      const bytes = await loadData(job.spec.data, (received, total) => {
        Object.assign(this, { received, total });
        this.changed();
      });
      if (overtaken() || !slot.granted) return;
      const own = (isOwnTable(job.spec) && this.own) || undefined;
      const { spec, points } = job;
      const ending = await run.open({ spec, points, own }, () => bytes.slice());
      if (ending === null || overtaken()) return;
      const error = refusalIn([ending]);
      if (error) {
        return this.finish(slot, failedLine(this.plan.axes, job, { code: "refused", error }));
      }
      slot.opened = true;
      if (slot.granted) run.run();
    } catch (error) {
      if (overtaken()) return;
      const failure = asFailure(error);
      if (failure.code !== "crash") this.fail(failure);
      else this.finish(slot, failedLine(this.plan.axes, job, failure));
    }
  }

  private moved(slot: Slot): void {
    const { job, run } = slot;
    if (!job || !slot.opened || !this.slots.includes(slot)) return;
    if (run.failure) {
      this.finish(slot, failedLine(this.plan.axes, job, asFailure(run.failure)));
      return;
    }
    if (atEnd(run) && run.activity === "idle" && run.digest !== "") {
      const { step = 0, diverged = false } = run.status ?? {};
      const { points, digest } = run;
      this.finish(slot, lineOf(this.plan.axes, job, { step, diverged, points, digest }));
    } else this.changed();
  }

  private finish(slot: Slot, line: Line): void {
    this.lines = [...this.lines, line].sort((a, b) => a.index - b.index);
    if (slot.job) this.doneWork += workOf(slot.job);
    this.next(slot);
    this.look();
  }

  private fail(failure: Failure): void {
    this.leave();
    this.failure = failure;
    this.phase = "failed";
    this.changed();
  }

  /** Phase and clock, after anything happened. */
  private look(): void {
    if (this.going) {
      const working = this.slots.some(({ granted }) => granted);
      if (this.slots.length === 0) this.phase = "done";
      else this.phase = this.held ? "held" : working ? "running" : "queued";
      this.clock(working);
    }
    this.changed();
  }

  private clock(working: boolean): void {
    const now = performance.now();
    if (working) this.activeSince = this.activeSince || now;
    else {
      this.activeMs += now - this.activeSince || 0;
      this.activeSince = Number.NaN;
    }
  }

  private leave(): void {
    for (const slot of this.slots.splice(0)) {
      this.giveBack(slot);
      slot.run.dispose();
    }
    this.queue = [];
    this.clock(false);
  }
}
