// A linear regression trained with dropped inputs, weight by weight beside ridge regression and
// least squares, which are solved and not trained.
import { html, type TemplateResult } from "lit";
import { ScatterChart } from "../../../charts/kinds/scatter";
import type { Answer } from "../../../shared/core";
import { columns } from "../../../shared/generated/columns";
import { queries } from "../../../shared/generated/questions";
import type { View } from "../../panel/view";
import { found, LessonPanel, largest } from "./lesson-panel";

export class RidgePanel extends LessonPanel {
  private readonly title = this.words.ridgeTitle;
  private readonly chart = this.keep(
    new ScatterChart({ title: this.title, strings: this.strings.chart, height: 300 }),
  );

  render(): TemplateResult {
    return html`<section class="panel" aria-label=${this.title}>${this.chart.element}</section>`;
  }

  protected questions() {
    return [queries.ridge()];
  }

  /** Of the first arm: the others are told by the curves. */
  protected show(view: View, answers: readonly (readonly Answer[])[]): void {
    const { words } = this;
    const { all, error } = found(answers.slice(0, 1), "weights");
    const weights = all[0];
    if (!weights) {
      const blank = { series: [], xLabel: words.feature, yLabel: words.weight };
      this.chart.draw(blank, view.strings.error(error) || words.wait);
      return;
    }
    const { format, state } = view;
    const row = (r: number) =>
      Array.from(weights.data.subarray(r * weights.cols, (r + 1) * weights.cols));
    const [trained, ridge, least] = [0, 1, 2].map(row);
    const x = trained.map((_, i) => i);
    // Side by side, to compare them.
    const series = [
      { name: words.ridgeTrained, arm: 0, x: x.map((i) => i - 0.12), y: trained, line: false },
      { name: words.ridgeClosed, arm: 1, x, y: ridge, line: false },
      { name: words.leastSquares, arm: 2, x: x.map((i) => i + 0.12), y: least, line: false },
    ];
    const { pin } = state.arms[0];
    const examples = found(answers, "loss").all[0]?.data[columns.ridge.loss.examples] ?? Number.NaN;
    const away = (other: readonly number[]) => largest(trained.map((w, i) => w - other[i]));
    this.chart.draw(
      {
        series,
        names: weights.labels,
        xLabel: words.feature,
        yLabel: words.weight,
        marks: [{ y: 0, label: "" }],
      },
      words.ridgeSaid(
        format.fixed(away(ridge), 3),
        format.fixed((examples * pin) / (1 - pin), 1),
        format.fixed(away(least), 2),
      ),
    );
  }
}
