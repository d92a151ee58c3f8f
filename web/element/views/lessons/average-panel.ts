// Why survivors are scaled: pass after pass of one example through the first hidden layer's
// dropout, and the mean of the passes coming to rest on what went in.
import { html, type TemplateResult } from "lit";
import { BarsChart } from "../../../charts/kinds/bars";
import { ScatterChart } from "../../../charts/kinds/scatter";
import { type Answer, matrix } from "../../../shared/core";
import type { CoreError } from "../../../shared/errors";
import { queries } from "../../../shared/generated/questions";
import { Panel } from "../../panel/panel";
import type { View } from "../../panel/view";
import { Average } from "./average";
import type { Words } from "./en";

const site = "hidden1.drop";
const most = 512;
/** Units shown as bars. */
const shown = 8;
const waitMs = 400;
const example = 0;

export class AveragePanel extends Panel<Words> {
  private readonly bars = this.keep(
    new BarsChart({ strings: this.strings.chart, title: this.words.averageTitle }),
  );
  private readonly path = this.keep(
    new ScatterChart({
      strings: this.strings.chart,
      title: this.words.distanceTitle,
      height: 200,
    }),
  );
  private average: Average | null = null;
  /** The weights and the rate that the passes were made with. */
  private of = "";
  private asking = false;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private error: CoreError | null = null;

  render(view: View): TemplateResult {
    const { words } = this;
    const again = () => {
      this.of = "";
      view.refresh();
    };
    return html`
      <section class="panel" aria-label=${words.averageName}>
        <div class="tools">
          <button type="button" ?disabled=${!view.session.isOpen} @click=${again}>${words.again}</button>
        </div>
        <div class="pair"><div>${this.bars.element}</div><div>${this.path.element}</div></div>
      </section>
    `;
  }

  protected override look(view: View): unknown {
    const { session, state } = view;
    const arm = armOf(view);
    const run = session.runs[arm];
    const now = JSON.stringify([run?.generation, run?.status?.step, state.arms[arm]]);
    if (!session.isOpen) this.forget();
    else if (session.phase !== "running" && now !== this.of) {
      this.forget();
      this.of = now;
    }
    // While the weights move, there is no one x to come to.
    if (session.isOpen && session.phase !== "running" && (this.average?.passes ?? 0) < most) {
      void this.more(view, arm, now);
    }
    return [this.of, this.average?.passes, state.arms[arm].p, this.error];
  }

  private forget(): void {
    this.average = null;
    this.error = null;
    this.of = "";
    clearTimeout(this.waiting);
    this.waiting = undefined;
  }

  /** As many passes again as there are, at most three times a second. */
  private async more(view: View, arm: number, of: string): Promise<void> {
    if (this.asking || this.waiting !== undefined || this.error) return;
    this.asking = true;
    const before = this.average?.passes ?? 0;
    const count = Math.max(1, Math.min(before, most - before));
    const peek = queries.peek({ count: 1, index: example });
    const passes = Array.from({ length: count }, (_, i) =>
      view.session.ask(arm, {
        ...peek,
        text: `${site}.after`,
        mode: "train" as const,
        draw: before + i,
      }),
    );
    const first = view.session.ask(arm, { ...peek, text: `${site}.before`, mode: "eval" as const });
    const [input, ...outputs] = await Promise.all([first, ...passes]);
    this.asking = false;
    if (of === this.of) this.take(input, outputs);
    this.waiting = setTimeout(() => {
      this.waiting = undefined;
      view.refresh();
    }, waitMs);
    view.refresh();
  }

  private take(input: Answer | null, outputs: readonly (Answer | null)[]): void {
    const x = input && matrix(input, `${site}.before`)?.data;
    if (!x) {
      this.error = input?.error ?? null;
      return;
    }
    this.average ??= new Average(x);
    for (const output of outputs) {
      const y = output && matrix(output, `${site}.after`)?.data;
      if (y) this.average.add(y);
    }
  }

  protected override paint(view: View): void {
    const { average, words } = this;
    const { p } = view.state.arms[armOf(view)];
    if (!average || average.passes === 0) {
      this.bars.draw({ rows: [], series: [] }, view.strings.error(this.error) || words.wait);
      this.path.draw({ series: [], xLabel: words.passes, yLabel: words.distance });
      return;
    }
    this.paintBars(average, p, view);
    this.paintPath(average, p, view);
  }

  private paintBars(average: Average, p: number, { format }: View): void {
    const { words } = this;
    const some = (values: ArrayLike<number>) => Array.from(values).slice(0, shown);
    const x = some(average.input);
    const columns = [
      { name: words.averageInput, arm: 0, values: x, hollow: true },
      { name: words.averagePass, arm: 1, values: some(average.newest) },
      { name: words.averageMean(format.whole(average.passes)), arm: 0, values: some(average.mean) },
    ];
    const max = Math.max(1e-6, ...columns.flatMap(({ values }) => values));
    this.bars.draw(
      { rows: x.map((_, i) => words.unit(i + 1)), series: columns, max },
      words.averageBars(format.fixed(1 / (1 - p), 2)),
    );
  }

  private paintPath(average: Average, p: number, { format }: View): void {
    const { words } = this;
    const { distances, passes } = average;
    // Every doubling, and the newest.
    const at = distances.map((_, i) => i + 1).filter((n) => (n & (n - 1)) === 0 || n === passes);
    const series = [
      { name: words.distanceIs, arm: 1, x: at, y: at.map((n) => distances[n - 1]) },
      {
        name: words.distanceTheory,
        arm: 0,
        x: at,
        y: at.map((n) => average.expected(p, n)),
        dashed: true,
        markers: false,
      },
    ];
    const data = { series, xLabel: words.passes, yLabel: words.distance, xLog: true };
    const said =
      p > 0
        ? words.averageSaid(
            format.whole(passes),
            format.fixed(distances[0], 2),
            format.fixed(distances[passes - 1], 2),
            format.fixed(average.expected(p, passes), 2),
          )
        : words.averageNone;
    this.path.draw(data, said);
  }

  override dispose(): void {
    super.dispose();
    this.forget();
  }
}

/** The first arm that drops anything behind its first hidden layer. */
function armOf({ state }: View): number {
  return Math.max(
    0,
    state.arms.findIndex((spec) => spec.p > 0),
  );
}
