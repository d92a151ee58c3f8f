// Why survivors are scaled: pass after pass of one example through the first hidden layer's
// dropout, and the mean of the passes coming to rest on what went in.
import { html, type TemplateResult } from "lit";
import { BarsChart } from "../../../charts/kinds/bars";
import { ScatterChart } from "../../../charts/kinds/scatter";
import { type Answer, matrix } from "../../../shared/core";
import type { Spec } from "../../../shared/spec";
import type { Panel, View } from "../../panel/panel";
import { Average } from "./average";
import { type LessonStrings, lessonStrings } from "./lesson-strings";

const site = "hidden1.drop";
const most = 512;
/** Units shown as bars. */
const shown = 8;
const waitMs = 400;
const example = 0;

export class AveragePanel implements Panel {
  readonly name = "average";
  private bars: BarsChart | null = null;
  private path: ScatterChart | null = null;
  private average: Average | null = null;
  /** The weights and the rate that the passes were made with. */
  private of = "";
  private asking = false;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private drawn = "";
  private sentence = "";

  applies({ model, drop, depth }: Spec): boolean {
    return (model === "mlp" || model === "text") && drop === "standard" && depth > 0;
  }

  render(view: View): TemplateResult {
    const { strings } = view;
    const words = lessonStrings(strings.locale);
    const options = { strings: strings.chart };
    this.bars ??= new BarsChart({ ...options, title: words.averageTitle });
    this.path ??= new ScatterChart({ ...options, title: words.distanceTitle, height: 200 });
    const again = () => {
      this.of = "";
      view.refresh();
    };
    return html`
      <section class="panel" aria-label=${strings.viewNames.average}>
        <div class="tools">
          <button type="button" ?disabled=${!view.session.isOpen} @click=${again}>${words.again}</button>
        </div>
        <div class="pair"><div>${this.bars.element}</div><div>${this.path.element}</div></div>
      </section>
    `;
  }

  draw(view: View): void {
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
    this.paint(view, arm);
  }

  private forget(): void {
    this.average = null;
    this.sentence = "";
    this.of = "";
    clearTimeout(this.waiting);
    this.waiting = undefined;
  }

  /** As many passes again as there are, at most three times a second. */
  private async more(view: View, arm: number, of: string): Promise<void> {
    if (this.asking || this.waiting !== undefined || this.sentence) return;
    this.asking = true;
    const before = this.average?.passes ?? 0;
    const count = Math.max(1, Math.min(before, most - before));
    const peek = { what: "peek", count: 1, index: example };
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
      this.sentence = input?.sentence ?? "";
      return;
    }
    this.average ??= new Average(x);
    for (const output of outputs) {
      const y = output && matrix(output, `${site}.after`)?.data;
      if (y) this.average.add(y);
    }
  }

  private paint(view: View, arm: number): void {
    const { state, strings } = view;
    const words = lessonStrings(strings.locale);
    const { average } = this;
    const { p } = state.arms[arm];
    const key = JSON.stringify([this.of, average?.passes, strings.locale, p, this.sentence]);
    if (key === this.drawn) return;
    this.drawn = key;
    if (!average || average.passes === 0) {
      this.bars?.draw({ rows: [], series: [] }, this.sentence || words.wait);
      this.path?.draw({ series: [], xLabel: words.passes, yLabel: words.distance });
      return;
    }
    this.paintBars(average, p, view, words);
    this.paintPath(average, p, view, words);
  }

  private paintBars(average: Average, p: number, { format }: View, words: LessonStrings): void {
    const some = (values: ArrayLike<number>) => Array.from(values).slice(0, shown);
    const x = some(average.input);
    const columns = [
      { name: words.averageInput, arm: 0, values: x, hollow: true },
      { name: words.averagePass, arm: 1, values: some(average.newest) },
      { name: words.averageMean(format.whole(average.passes)), arm: 0, values: some(average.mean) },
    ];
    const max = Math.max(1e-6, ...columns.flatMap(({ values }) => values));
    this.bars?.draw(
      { rows: x.map((_, i) => words.unit(i + 1)), series: columns, max },
      words.averageBars(format.fixed(1 / (1 - p), 2)),
    );
  }

  private paintPath(average: Average, p: number, { format }: View, words: LessonStrings): void {
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
    this.path?.draw(data, said);
  }

  dispose(): void {
    this.bars?.destroy();
    this.path?.destroy();
    this.bars = this.path = null;
    this.forget();
    this.drawn = "";
  }
}

/** The first arm that drops anything behind its first hidden layer. */
function armOf({ state }: View): number {
  return Math.max(
    0,
    state.arms.findIndex((spec) => spec.p > 0),
  );
}
