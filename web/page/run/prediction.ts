// One prediction of new rows: where it stands, and what came of it. Knows no element.
import type { CoreError } from "../../shared/errors";
import type { Own, RowsOrder } from "../../shared/messages";
import type { PredictingPhase, Predictions } from "../../shared/tables";
import { readTable } from "./data";
import type { Run } from "./run";

export class Prediction {
  /** The file that is being read, or was. */
  own: Own | null = null;
  /** How many networks are averaged. */
  members = 0;
  running: { phase: PredictingPhase; share: number } | null = null;
  result: Predictions | null = null;
  error: CoreError | null = null;
  /** Counts results. */
  version = 0;
  /** Of the run's weights when it was asked. */
  private of: { run: Run; generation: number; step: number } | null = null;
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** Whether the run has moved on since it was asked. */
  isOld(run: Run | undefined): boolean {
    const { of } = this;
    if (!of) return false;
    return run !== of.run || run.generation !== of.generation || run.status?.step !== of.step;
  }

  async start(run: Run, order: RowsOrder): Promise<void> {
    const { own, members } = order;
    this.own = own;
    this.members = 1 + members.length;
    this.result = this.error = null;
    const { generation, status } = run;
    const of = { run, generation, step: status?.step ?? 0 };
    this.of = of;
    this.running = { phase: "noise", share: 0 };
    this.changed();
    run.predicting = (phase, share) => {
      if (this.of !== of) return;
      this.running = { phase, share };
      this.changed();
    };
    await readTable(own);
    const answer = await run.predict(order).catch(() => null); // the run failed, and says so itself
    if (this.of !== of) return;
    this.running = null;
    this.version++;
    if (answer && "csv" in answer) this.result = answer;
    else this.error = answer;
    this.changed();
  }

  cancel(): void {
    if (this.running) this.of?.run.dropPrediction();
    this.of = this.running = null;
  }
}
