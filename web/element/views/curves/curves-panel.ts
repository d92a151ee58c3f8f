// Loss and accuracy of all arms while they train: dropout on, training in eval mode, validation.
import { html, type TemplateResult } from "lit";
import { type CurveArm, CurvesChart, type CurvesData } from "../../../charts/kinds/curves";
import type { Run } from "../../../page/run/run";
import type { PointColumn } from "../../../shared/core";
import { accuracySentence, lossSentence } from "../../host/sentences";
import type { Panel, View } from "../../panel/panel";
import { armNames } from "../../text/names";

type Quantity = "Loss" | "Accuracy";

const height = 260;
const longest = 14;
/** Redrawn when a point came in, not on every frame. */
export class CurvesPanel implements Panel {
  readonly name = "curves";
  private charts: Record<Quantity, CurvesChart> | null = null;
  private drawn = "";
  /** The loss on a logarithmic axis. */
  private log = false;

  applies(): boolean {
    return true;
  }

  render({ strings, refresh }: View): TemplateResult {
    this.charts ??= {
      Loss: new CurvesChart({ title: strings.lossTitle, strings: strings.chart, height }),
      Accuracy: new CurvesChart({ title: strings.accuracyTitle, strings: strings.chart, height }),
    };
    return html`
      <section class="curves" part="chart">
        <div class="pair">${this.charts.Loss.element} ${this.charts.Accuracy.element}</div>
        <p class="key">${strings.curvesKey}
          <label class="check"><input type="checkbox" .checked=${this.log}
            @change=${(event: Event) => {
              this.log = (event.target as HTMLInputElement).checked;
              refresh();
            }} />${strings.lossTitle}: ${strings.logScale}</label></p>
      </section>
    `;
  }

  draw(view: View): void {
    const { session, state } = view;
    const runs = session.isOpen ? session.runs : [];
    const full = armNames(state.arms);
    // What does not fit at a line's end is the arm's letter there.
    const long = full.some((name) => name.length > longest);
    const names = long ? full.map((_, arm) => view.strings.arms[arm]) : full;
    const now = JSON.stringify([
      runs.map((run) => [run.generation, run.points.length]),
      names,
      this.log,
    ]);
    if (!this.charts || now === this.drawn) return;
    this.drawn = now;
    const { Loss, Accuracy } = this.charts;
    Loss.draw({ ...curves(runs, names, "Loss", xEnd(view)), log: this.log }, lossSentence(view));
    Accuracy.draw(
      { ...curves(runs, names, "Accuracy", xEnd(view)), yMax: 1 },
      accuracySentence(view),
    );
  }

  dispose(): void {
    this.charts?.Loss.destroy();
    this.charts?.Accuracy.destroy();
    this.charts = null;
    this.drawn = "";
  }
}

/** The axis reaches what is planned once a fifth of it is done: early growth stays visible. */
function xEnd({ session, state }: View): number {
  const planned = Math.max(...state.arms.map((spec) => spec.epochs));
  const done = Math.max(0, ...session.runs.map((run) => run.status?.epoch ?? 0));
  return done > planned / 5 || planned <= 20 ? planned : planned / 5;
}

/** All arms on one axis of epochs: the union of where each was measured. */
export function joinEpochs(runs: readonly Run[]): Float64Array {
  const columns = runs.map((run) => run.points.column("epoch"));
  const longest = columns.reduce((a, b) => (b.length > a.length ? b : a), new Float64Array(0));
  const same = columns.every((column) => column.every((epoch, i) => epoch === longest[i]));
  if (same) return longest.slice();
  return Float64Array.from(new Set(columns.flatMap((column) => [...column]))).sort();
}

function curves(
  runs: readonly Run[],
  names: readonly string[],
  quantity: Quantity,
  xMax: number,
): CurvesData {
  const x = joinEpochs(runs);
  const arms = runs.map((run, arm): CurveArm => {
    const column = (part: string) => onAxis(run, `${part}${quantity}` as PointColumn, x);
    const name = names[arm] ?? "";
    return { name, arm, dropout: column("batch"), train: column("train"), valid: column("valid") };
  });
  return { x, arms, xMax };
}

function onAxis(run: Run, column: PointColumn, x: Float64Array): (number | null)[] {
  const epochs = run.points.column("epoch");
  const values = run.points.column(column);
  let i = 0;
  return Array.from(x, (epoch) => {
    if (epochs[i] !== epoch) return null;
    const value = values[i++] as number;
    return Number.isNaN(value) ? null : value;
  });
}
