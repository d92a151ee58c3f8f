// A Session: the Runs of all arms, their data and their pace, under one start and pause. Knows
// Specs and Runs; no element, no address.
import { type Answer, type Asking, altering, type What } from "../../shared/core";
import { type EngineName, engineOf } from "../../shared/engines";
import { isOwnTable } from "../../shared/facts";
import type { Own } from "../../shared/messages";
import { differences, parameter, type Spec } from "../../shared/spec";
import type { FoundTable } from "../../shared/tables";
import { reachOf } from "../link/drawable";
import { loadData, readTable } from "./data";
import { asFailure, type Failure } from "./failure";
import { atEnd, Pacer, Speed } from "./pace";
import type { Phase } from "./phase";
import { type Pool, pool as pagePool } from "./pool";
import { type Order, Run, refusalIn } from "./run";
import { resumeArguments, type SavedRun } from "./saved-run";
import { follow, hasTrained, isOpen, isWanted, phaseOf, type Stage } from "./stage";

export type { Phase };

export class Session {
  specs: readonly Spec[];
  /** Points a reader drew, as links spell them; of all arms whose data take them. */
  points = "";
  runs: Run[] = [];
  speeds: Speed[] = [];
  received = 0;
  total = 0;
  /** A setting was changed or a mask was held while it trained: no link leads to these weights. */
  altered = false;
  /** The reader's table, of data=csv, and what the core found in it. */
  own: Own | null = null;
  table: FoundTable | null = null;
  /** State from which the first arm resumes once it is open. */
  resumed: SavedRun | null = null;
  private stage: Stage = { name: "closed" };
  /** Of the newest opening: whether it succeeded. */
  private opened: Promise<boolean> = Promise.resolve(false);
  private readonly changed: () => void;
  private readonly pool: Pool;
  private readonly makeRun: (changed: () => void) => Run;
  /** Counts openings: results of an older one are ignored. */
  private ticket = 0;
  /** Off-screen, or in a hidden tab. */
  private hidden = false;
  /** Releases the pool's slot, or the place in its queue. */
  private release: (() => void) | null = null;
  private readonly pacer = new Pacer();
  /** Steps at which the arms come to rest, in a replay. */
  private goal: readonly number[] | null = null;

  constructor(
    specs: readonly Spec[],
    changed: () => void,
    makeRun: (changed: () => void) => Run = (change) => new Run(change),
    pool: Pool = pagePool,
  ) {
    this.specs = specs;
    this.changed = changed;
    this.makeRun = makeRun;
    this.pool = pool;
  }

  get phase(): Phase {
    return phaseOf(this.stage, this.runs);
  }

  get failure(): Failure | null {
    return this.stage.name === "failed" ? this.stage.failure : null;
  }

  /** Training was asked for, and is neither over nor paused. */
  get wanted(): boolean {
    return isWanted(this.stage);
  }

  /** Also of runs that are to be opened anew. */
  get hasTrained(): boolean {
    return hasTrained(this.runs);
  }

  get isOpen(): boolean {
    return isOpen(this.stage);
  }

  /** No worker could be had: the runs work on the page's own thread. */
  get onPage(): boolean {
    return this.runs.some((run) => run.onPage);
  }

  private enter(next: Stage): void {
    this.stage = follow(this.stage, next);
    if (next.name === "queued" || next.name === "training") return;
    this.release?.();
    this.release = null;
    this.pacer.leave();
    if (next.name !== "held") this.goal = null;
  }

  /** Loads and opens what is not yet there; false when that failed or was overtaken. */
  prepare(): Promise<boolean> {
    if (this.isOpen) return Promise.resolve(true);
    if (this.stage.name !== "opening") {
      this.enter({ name: "opening", wanted: false });
      this.opened = this.openAll(++this.ticket);
    }
    return this.opened;
  }

  private async openAll(ticket: number): Promise<boolean> {
    this.received = this.total = 0;
    this.changed();
    let failure: Failure | null = null;
    try {
      failure = await this.tryOpen(ticket);
    } catch (error) {
      failure = asFailure(error);
    }
    if (ticket !== this.ticket) return false;
    const { wanted } = this;
    if (failure) this.fail(failure);
    else {
      this.enter({ name: "resting" });
      if (wanted) this.train();
    }
    this.changed();
    return failure === null;
  }

  private async tryOpen(ticket: number): Promise<Failure | null> {
    const { specs, own, resumed } = this;
    if (!own && specs.some(isOwnTable)) return { code: "no-table", detail: "" };
    for (const extra of this.runs.splice(specs.length)) extra.dispose();
    while (this.runs.length < specs.length) {
      const run: Run = this.makeRun(() => this.moved(run));
      this.runs.push(run);
    }
    this.speeds = specs.map(() => new Speed());
    this.altered = false;
    const engines = specs.map((spec) => (resumed ? "full" : engineOf(spec)));
    const progress = (received: number, total: number) => {
      if (ticket !== this.ticket) return;
      Object.assign(this, { received, total });
      this.changed();
    };
    const coming = specs.map((spec) => loadData(spec.data, progress));
    for (const [arm, run] of this.runs.entries()) run.load(engines[arm] as EngineName);
    const [sets] = await Promise.all([Promise.all(coming), own && readTable(own)]);
    if (ticket !== this.ticket) return null;
    const endings = await Promise.all(
      this.runs.map((run, arm) => {
        const order = { ...this.orderOf(specs[arm] as Spec), engine: engines[arm] as EngineName };
        return run.open(order, () => (sets[arm] as Uint8Array<ArrayBuffer>).slice());
      }),
    );
    this.table = this.runs.find(({ table }) => table)?.table ?? null;
    let error = refusalIn(endings);
    if (!error && resumed) {
      const answer = await this.runs[0]?.ask(resumeArguments(resumed));
      if (ticket !== this.ticket) return null;
      this.altered = resumed.altered;
      error = answer?.error ?? null;
      if (answer && !error) this.resumed = null;
    }
    return error && { code: "refused", error };
  }

  /** Settles once training has begun, waits for its turn, or cannot begin. */
  async start(): Promise<void> {
    if (this.wanted) return;
    if (this.isOpen) {
      this.train();
      this.changed();
      return;
    }
    const opened = this.prepare();
    if (this.stage.name === "opening") this.stage.wanted = true;
    await opened;
  }

  /** Trains from the beginning up to these steps, one for each arm. */
  async replay(steps: readonly number[]): Promise<void> {
    if (!(await this.prepare())) return;
    if (this.hasTrained) this.rewind();
    this.goal = steps;
    await this.start();
  }

  get replaying(): boolean {
    return this.goal !== null;
  }

  /** Asks for room to train, unless there is nothing left to do or nobody can see it. */
  private train(): void {
    if (this.runs.every(atEnd)) this.enter({ name: "resting" });
    else if (this.hidden) this.enter({ name: "held" });
    else this.queue();
  }

  private queue(): void {
    this.enter({ name: "queued" });
    this.pacer.start();
    for (const speed of this.speeds) speed.reset();
    const release = this.pool.request(this.runs.length, () => {
      this.enter({ name: "training" });
      this.grant();
      this.changed();
    });
    // A slot may be free at once, and training may end before this returns.
    if (this.wanted) this.release = release;
    else release();
  }

  pause(): void {
    if (this.stage.name === "opening") this.stage.wanted = false;
    if (!this.isOpen) return;
    this.enter({ name: "resting" });
    this.pacer.stop(this.runs);
    this.changed();
  }

  /** Off-screen or in a hidden tab: pauses, and resumes by itself later. */
  hold(hidden: boolean): void {
    if (hidden === this.hidden) return;
    this.hidden = hidden;
    if (!this.wanted || !this.isOpen) return;
    if (hidden) {
      this.enter({ name: "held" });
      this.pacer.stop(this.runs);
    } else this.train();
    this.changed();
  }

  async step(count = 1): Promise<void> {
    if (this.wanted) this.pause();
    if (!(await this.prepare())) return;
    this.pacer.leave();
    for (const run of this.runs) if (!atEnd(run)) run.step(count);
  }

  /** Back to the same initial weights. */
  rewind(): void {
    if (this.stage.name === "opening") this.stage.wanted = false;
    if (!this.isOpen) return;
    this.enter({ name: "resting" });
    for (const run of this.runs) run.rewind();
    for (const speed of this.speeds) speed.reset();
    this.changed();
  }

  /** What one arm's run, or one of its kind, is opened on. */
  orderOf(spec: Spec): Order {
    const own = (isOwnTable(spec) && this.own) || undefined;
    return { spec, points: reachOf(spec) ? this.points : "", own };
  }

  /** Sets other Specs: live keys change the running networks, others restart them. */
  async use(specs: readonly Spec[], points = ""): Promise<"same" | "live" | "restarted"> {
    const before = this.specs;
    const redrawn = points !== this.points;
    this.specs = specs;
    this.points = points;
    const changes = specs.map((spec, arm) => differences(before[arm] ?? spec, spec));
    const reshaped = redrawn || specs.length !== before.length;
    if (!reshaped && changes.every((keys) => keys.length === 0)) return "same";
    const live = !reshaped && changes.flat().every((key) => parameter(key).live);
    if (!live || !this.isOpen) {
      this.close();
      this.changed();
      return "restarted";
    }
    this.altered ||= this.hasTrained;
    const sent = this.runs.flatMap((run, arm) =>
      (changes[arm] ?? []).map((key) => run.set(key, String(specs[arm]?.[key]))),
    );
    try {
      const error = refusalIn(await Promise.all(sent));
      if (error && this.isOpen) this.fail({ code: "refused", error });
    } catch {
      // the run failed, and says so itself
    }
    this.changed();
    return "live";
  }

  /** Null when there is nothing to ask, or no longer. */
  async ask<W extends What>(arm: number, question: Asking<W>): Promise<Answer<W> | null> {
    if (altering.includes(question.what)) this.altered = true;
    try {
      return (await this.runs[arm]?.ask<W>(question)) ?? null;
    } catch {
      return null; // the run failed, and says so itself
    }
  }

  /** Reopens: with another table, or resumed from a file. */
  renew(own: Own | null, resumed: SavedRun | null): void {
    this.close();
    if (own && own.file !== this.own?.file) this.table = null;
    this.own = own ?? this.own;
    this.resumed = resumed;
    void this.prepare();
  }

  /** Marks the runs as outdated; their workers are reused. */
  private close(): void {
    this.ticket++;
    this.resumed = null;
    this.enter({ name: "closed" });
    for (const run of this.runs) run.pause();
  }

  dispose(): void {
    this.close();
    for (const run of this.runs.splice(0)) run.dispose();
  }

  private fail(failure: Failure): void {
    this.enter({ name: "failed", failure });
    for (const run of this.runs.splice(0)) run.dispose();
  }

  private moved(run: Run): void {
    if (run.failure && this.isOpen) this.fail(asFailure(run.failure));
    if (!this.isOpen) return;
    this.speeds[this.runs.indexOf(run)]?.note(run, performance.now());
    if (this.stage.name === "training") this.grant();
    else this.pacer.align(this.runs);
    this.changed();
  }

  /** Lets the arms go on; ends the session's work when all have come to their end. */
  private grant(): void {
    const { goal } = this;
    const there = (run: Run, arm: number) =>
      atEnd(run) ||
      (goal !== null && run.activity !== "running" && (run.status?.step ?? 0) >= (goal[arm] ?? 0));
    if (this.runs.every(there)) {
      this.enter({ name: "resting" });
      return;
    }
    if (goal) {
      for (const [arm, run] of this.runs.entries()) {
        if (run.activity !== "running" && !there(run, arm)) run.run({ step: goal[arm] ?? 0 });
      }
      return;
    }
    this.pacer.grant(this.runs, this.speeds);
  }
}
