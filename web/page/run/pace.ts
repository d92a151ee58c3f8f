// How fast runs go, and how far each may go so that arms stay in step.
import type { Run } from "./run";

/** Speed over the last few seconds of work. */
export class Speed {
  private samples: { at: number; step: number; epoch: number }[] = [];

  reset(): void {
    this.samples = [];
  }

  note(run: Run, now: number): void {
    if (!run.status) return;
    const { step, epoch } = run.status;
    const last = this.samples.at(-1);
    if (last && step < last.step) this.reset();
    this.samples.push({ at: now, step, epoch });
    while (this.samples.length > 2 && now - (this.samples[0]?.at ?? now) > 3000) {
      this.samples.shift();
    }
  }

  /** A unit per second, 0 before it is known. */
  per(unit: "step" | "epoch"): number {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || last.at - first.at < 200) return 0;
    return ((last[unit] - first[unit]) * 1000) / (last.at - first.at);
  }
}

/** The epoch up to which all may go: the slowest arm's, and an epoch or a quarter second more. */
function paceLimit(runs: readonly Run[], speeds: readonly Speed[]): number {
  const moving = runs.filter((run) => run.status && !atEnd(run));
  if (moving.length < 2) return Number.POSITIVE_INFINITY;
  const slowest = Math.min(...moving.map((run) => run.status?.epoch ?? 0));
  const fastest = Math.max(...speeds.map((speed) => speed.per("epoch")));
  return slowest + Math.max(1, fastest / 4);
}

export function atEnd(run: Run): boolean {
  return run.status !== null && (run.status.finished || run.status.diverged);
}

/** Keeps the arms of a session in step and stops them at the same epoch. */
export class Pacer {
  /** The last limit that was given to the runs. */
  private limit = -1;
  private aligning = false;

  start(): void {
    this.limit = -1;
    this.aligning = false;
  }

  grant(runs: readonly Run[], speeds: readonly Speed[]): void {
    const limit = paceLimit(runs, speeds);
    if (limit < this.limit + 0.25 || limit === this.limit) return;
    this.limit = limit;
    for (const run of runs) if (!atEnd(run)) run.run({ epoch: limit });
  }

  stop(runs: readonly Run[]): void {
    for (const run of runs) if (!atEnd(run)) run.pause();
    this.aligning = true;
  }

  /** Arms behind continue to the leader's step, so that arms are compared at equal steps. */
  align(runs: readonly Run[]): void {
    const moving = runs.filter((run) => run.status && !atEnd(run));
    if (!this.aligning || moving.some((run) => run.activity !== "idle")) return;
    this.aligning = false;
    const leader = Math.max(0, ...moving.map((run) => run.status?.epoch ?? 0));
    for (const run of moving) {
      if ((run.status?.epoch ?? 0) < leader) run.run({ epoch: leader });
    }
  }

  leave(): void {
    this.aligning = false;
  }
}
