// Loss and accuracy of all arms while they train: dropout on, training in eval mode, validation.
import { html, nothing, type TemplateResult } from "lit";
import { type CurveArm, CurvesChart, type CurvesData } from "../../../charts/kinds/curves";
import type { Run } from "../../../page/run/run";
import type { PointColumn } from "../../../shared/core";
import { hasAccuracy, lossSentence, scoreSentence } from "../../host/sentences";
import { Panel } from "../../panel/panel";
import type { View } from "../../panel/view";
import { armNames } from "../../text/names";
import type { Words } from "./en";

type Quantity = "Loss" | "Accuracy";

const height = 260;
const longest = 14;

export class CurvesPanel extends Panel<Words> {
  private readonly charts: Readonly<Record<Quantity, CurvesChart>> = {
    Loss: this.curvesChart(this.words.lossTitle),
    Accuracy: this.curvesChart(this.words.accuracyTitle),
  };
  /** The loss on a logarithmic axis. */
  private log = false;
  /** Some arm tells classes apart. */
  private accurate = true;

  render({ strings, refresh }: View): TemplateResult {
    return html`
      <section class="curves" part="chart">
        <div class="pair">${this.charts.Loss.element}
          ${this.accurate ? this.charts.Accuracy.element : nothing}</div>
        <p class="key">${this.words.curvesKey}
          <label class="check"><input type="checkbox" .checked=${this.log}
            @change=${(event: Event) => {
              this.log = (event.target as HTMLInputElement).checked;
              refresh();
            }} />${this.words.lossTitle}: ${strings.logScale}</label></p>
      </section>
    `;
  }

  private curvesChart(title: string): CurvesChart {
    return this.keep(new CurvesChart({ title, strings: this.strings.chart, height }));
  }

  /** Painted when a point came in, not on every frame. */
  protected override look(view: View): unknown {
    const { session } = view;
    const accurate = hasAccuracy(view);
    if (accurate !== this.accurate) view.refresh();
    this.accurate = accurate;
    const runs = session.isOpen ? session.runs : [];
    return [runs.map((run) => [run.generation, run.points.length]), this.log, accurate];
  }

  protected override paint(view: View): void {
    const { session, state } = view;
    const runs = session.isOpen ? session.runs : [];
    const full = armNames(state.arms);
    // What does not fit at a line's end is the arm's letter there.
    const long = full.some((name) => name.length > longest);
    const names = long ? full.map((_, arm) => view.strings.arms[arm]) : full;
    const { Loss, Accuracy } = this.charts;
    const said = this.accurate ? lossSentence(view) : scoreSentence(view);
    Loss.draw({ ...curves(runs, names, "Loss", xEnd(view)), log: this.log }, said);
    if (!this.accurate) return;
    const accuracy = curves(runs, names, "Accuracy", xEnd(view));
    Accuracy.draw({ ...accuracy, yMax: 1 }, scoreSentence(view));
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
