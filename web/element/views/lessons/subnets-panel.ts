// All subnetworks of a small network, run one by one: their arithmetic and geometric means beside
// eval mode, which stands in for them, and Monte Carlo, which samples them.
import { html, type TemplateResult } from "lit";
import { BarsChart } from "../../../charts/kinds/bars";
import type { Answer } from "../../../shared/core";
import { queries } from "../../../shared/generated/questions";
import type { Spec } from "../../../shared/spec";
import type { View } from "../../panel/view";
import { armNames, armPhrases } from "../../text/names";
import { found, LessonPanel } from "./lesson-panel";

/** Examples over which the largest distances are taken. */
const examples = 16;

/** Masks of each estimate: as the Spec says, but neither too few for a spread nor too many to wait. */
const samplesOf = ({ T }: Spec): number => Math.min(1000, Math.max(2, T));

export class SubnetsPanel extends LessonPanel {
  private charts: BarsChart[] = [];
  private example = 0;

  render(view: View): TemplateResult {
    const { state } = view;
    for (const extra of this.charts.splice(state.arms.length)) extra.destroy();
    while (this.charts.length < state.arms.length) {
      this.charts.push(new BarsChart({ title: "", strings: this.strings.chart, height: 130 }));
    }
    const take = (event: Event) => {
      const value = Math.round(Number((event.target as HTMLInputElement).value));
      if (value >= 0 && value < 100_000) this.example = value;
      view.refresh();
    };
    return html`
      <section class="panel" aria-label=${this.words.subnetsName}>
        <div class="tools"><label class="menu"><span>${this.words.example}</span>
          <input type="number" min="0" step="1" .value=${String(this.example)} @change=${take} />
        </label></div>
        <div class="stack">${this.charts.map((chart) => chart.element)}</div>
      </section>
    `;
  }

  protected questions({ state }: View) {
    const samples = samplesOf(state.arms[0]);
    return [queries.enumerate({ index: this.example, count: examples, samples })];
  }

  protected show(view: View, answers: readonly (readonly Answer[])[]): void {
    const names = armNames(view.state.arms);
    for (const [arm, chart] of this.charts.entries()) {
      const letter = this.charts.length > 1 ? `${view.strings.arms[arm]}, ${names[arm]}. ` : "";
      chart.setTitle(letter + this.words.subnetsTitle(String(this.example)));
      this.paintOne(view, arm, chart, answers[arm] ?? []);
    }
  }

  private paintOne(view: View, arm: number, chart: BarsChart, answers: readonly Answer[]): void {
    const { words } = this;
    const { format, state, strings } = view;
    const get = (name: string) => found([answers], name).all[0];
    const exact = get("eval");
    const summary = get("summary")?.data;
    if (!exact || !summary) {
      const { error } = found([answers], "eval");
      chart.draw({ rows: [], series: [] }, strings.error(error) || words.wait);
      return;
    }
    const first = (name: string) => Array.from(get(name)?.data.subarray(0, exact.cols) ?? []);
    const T = format.whole(samplesOf(state.arms[0]));
    const rows = exact.labels.length > 0 ? exact.labels : [strings.prediction];
    const series = [
      { name: words.inEval, arm: 0, values: first("eval") },
      { name: words.geometric, arm: 1, values: first("geometric") },
      { name: words.arithmetic, arm: 2, values: first("arithmetic"), std: first("deviation") },
      { name: words.sampled(T), arm: 3, values: first("mc") },
    ];
    const most = Math.max(...series.flatMap(({ values }) => values));
    const [, count, arithmetic, geometric, mc] = summary;
    const small = (value: number) => (value < 1e-5 ? "< 0.00001" : format.fixed(value, 5));
    chart.draw(
      { rows, series, max: exact.labels.length > 0 ? 1 : most },
      this.words.listed([
        words.subnetsSaid(armPhrases(state.arms, strings)[arm], {
          count: format.whole(count),
          arithmetic: small(arithmetic),
          geometric: small(geometric),
          mc: small(mc),
        }),
      ]),
    );
  }

  override dispose(): void {
    super.dispose();
    for (const chart of this.charts.splice(0)) chart.destroy();
  }
}
