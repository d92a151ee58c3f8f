// An ensemble beside an arm: the same network trained from other seeds on the same data, each member
// in a worker of its own, as many at once as the page allows. Only members' outputs are kept. Knows
// no element.
import { type Answer, matrix, type NamedMatrix } from "../../shared/core";
import { isOwnTable } from "../../shared/facts";
import { type QuestionFields, queries } from "../../shared/generated/questions";
import type { Spec } from "../../shared/spec";
import type { RowMember } from "../../shared/tables";
import { loadData } from "./data";
import { asFailure, type Failure, Refused } from "./failure";
import { memberOf, stacked } from "./members";
import { keepOthers, memberFrom } from "./others";
import { type Pool, pool as pagePool } from "./pool";
import { type Ending, Run, refusalIn } from "./run";
import type { Session } from "./session";

export type EnsemblePhase = "idle" | "running" | "done" | "failed";

/** Opens a member's experiment. */
type Open = (run: Run) => Promise<Ending>;

/** What is asked of each member, and then of all of them together. */
type About = Pick<QuestionFields, "text"> & Partial<Pick<QuestionFields, "count" | "number">>;
type Outputs = ReturnType<typeof queries.outputs>;

export class Ensemble {
  phase: EnsemblePhase = "idle";
  /** The core's answer for all members together. */
  answer: Answer | null = null;
  /** Why there is no ensemble. */
  failure: Failure | null = null;
  /** Steps that every member has trained. */
  step = 0;
  readonly size: number;

  private readonly changed: () => void;
  private readonly makeRun: (changed: () => void) => Run;
  private readonly pool: Pool;
  private runs: Run[] = [];
  private done = 0;
  /** States of the members on a reader's table, which predict new rows. */
  private states: (RowMember | null)[] = [];
  private release: (() => void)[] = [];
  /** Counts trainings: results of a cancelled one are ignored. */
  private ticket = 0;

  constructor(
    changed: () => void,
    size = 5,
    makeRun: (changed: () => void) => Run = (change) => new Run(change),
    pool: Pool = pagePool,
  ) {
    this.changed = changed;
    this.size = size;
    this.makeRun = makeRun;
    this.pool = pool;
  }

  /** Share of the training that is done, 0 to 1. */
  get progress(): number {
    const under = this.runs.reduce((sum, { status }) => sum + (status?.step ?? 0), 0);
    const all = Math.max(1, this.step) * Math.max(1, this.size - 1);
    return Math.min(1, (this.done * this.step + under) / all);
  }

  /** Trains the other members as far as the arm is, then asks what all of them say together. */
  async train(session: Session, arm: number, about: About): Promise<void> {
    this.cancel();
    const ticket = this.ticket;
    const spec = session.specs[arm];
    const status = session.runs[arm]?.status;
    if (!spec || !status || status.step === 0) return;
    this.step = status.step;
    this.phase = "running";
    this.changed();
    try {
      const ask = queries.outputs({ ...about });
      const first = await session.ask(arm, ask);
      const bytes = await loadData(spec.data);
      if (ticket !== this.ticket) return; // given up meanwhile: nothing may queue for room
      const others = Array.from({ length: this.size - 1 }, (_, i) => memberOf(spec, i + 1));
      const open = (run: Run, member: Spec) =>
        run.open(session.orderOf(member), () => bytes.slice());
      const rest = await Promise.all(
        others.map((member, i) => this.outputs((run) => open(run, member), ask, ticket, member, i)),
      );
      if (ticket !== this.ticket) return;
      const parts = [first, ...rest].map((answer) => answer && matrix(answer, "outputs"));
      const wrong = [first, ...rest].map((answer) => answer?.error).find(Boolean);
      if (wrong) throw new Refused(wrong);
      if (parts.some((part) => !part)) return this.fail({ code: "gone", detail: "" });
      const together = await session.ask(
        arm,
        queries.ensemble({ ...about, index: this.size, ...stacked(parts as NamedMatrix[]) }),
      );
      if (ticket !== this.ticket) return;
      if (!together) return this.fail({ code: "gone", detail: "" });
      if (together.error) throw new Refused(together.error);
      this.answer = together;
      this.phase = "done";
      const run = session.runs[arm];
      const states = this.states.filter((one) => one !== null);
      if (run && states.length === others.length) keepOthers(run, states);
    } catch (error) {
      if (ticket !== this.ticket) return;
      return this.fail(asFailure(error));
    }
    this.changed();
  }

  private fail(failure: Failure): void {
    this.cancel();
    this.phase = "failed";
    this.failure = failure;
    this.changed();
  }

  /** Cancels training and discards the results. */
  cancel(): void {
    this.ticket++;
    for (const run of this.runs.splice(0)) run.dispose();
    for (const release of this.release.splice(0)) release();
    this.phase = "idle";
    this.answer = null;
    this.failure = null;
    this.done = 0;
    this.states = [];
  }

  /** One member's outputs, once there is room for it to train. */
  private outputs(
    open: Open,
    ask: Outputs,
    ticket: number,
    spec: Spec,
    place: number,
  ): Promise<Answer<"outputs"> | null> {
    return new Promise((settle, fail) => {
      const release = this.pool.request(1, () => {
        if (ticket !== this.ticket) return;
        this.member(open, ask, spec, place)
          .then(settle, fail)
          .finally(() => release());
      });
      this.release.push(release);
    });
  }

  private async member(
    open: Open,
    ask: Outputs,
    spec: Spec,
    place: number,
  ): Promise<Answer<"outputs"> | null> {
    const { step } = this;
    let there = () => {};
    let gone: (error: Error) => void = () => {};
    const trained = new Promise<void>((settle, fail) => {
      there = settle;
      gone = fail;
    });
    const run = this.makeRun(() => {
      if (run.failure) gone(run.failure);
      const { status } = run;
      const over = status !== null && (status.finished || status.step >= step);
      if (over && run.activity !== "running") there();
      this.changed();
    });
    this.runs.push(run);
    try {
      const error = refusalIn([await open(run)]);
      if (error) throw new Refused(error);
      run.run({ step });
      await trained;
      const answer = await run.ask(ask);
      if (isOwnTable(spec)) {
        this.states[place] = memberFrom(spec, await run.ask(queries.state()));
      }
      this.done++;
      return answer;
    } finally {
      const at = this.runs.indexOf(run);
      if (at >= 0) this.runs.splice(at, 1);
      run.dispose();
    }
  }
}
