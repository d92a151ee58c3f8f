// How much of a network may be missing: accuracy against the share of hidden units left out, of
// networks that were trained with and without dropout.
import { html, type TemplateResult } from "lit";
import { ScatterChart } from "../../../charts/kinds/scatter";
import { type Answer, column } from "../../../shared/core";
import { columns } from "../../../shared/generated/columns";
import { queries } from "../../../shared/generated/questions";
import type { View } from "../../panel/view";
import { armNames, armPhrases } from "../../text/names";
import { found, LessonPanel } from "./lesson-panel";

const at = columns.missing.missing;

/** The row of the rate that the sentence names: half of the units. */
const told = 5;

export class MissingPanel extends LessonPanel {
  private readonly title = this.words.missingTitle;
  private readonly chart = this.keep(
    new ScatterChart({ title: this.title, strings: this.strings.chart }),
  );

  render(): TemplateResult {
    return html`<section class="panel" aria-label=${this.title}>${this.chart.element}</section>`;
  }

  protected questions() {
    return [queries.missing({ samples: 20 })];
  }

  protected show(view: View, answers: readonly (readonly Answer[])[]): void {
    const { words } = this;
    const { state, strings, format } = view;
    const { all, error } = found(answers, "missing");
    const names = armNames(state.arms);
    const phrases = armPhrases(state.arms, strings);
    const percents = (values: number[]) => values.map((share) => 100 * share);
    const series = all.flatMap((missing, arm) =>
      missing
        ? [
            {
              name: names[arm],
              arm,
              x: percents(column(missing, at.rate)),
              y: percents(column(missing, at.accuracy)),
              spread: percents(column(missing, at.deviation)),
            },
          ]
        : [],
    );
    const said = series.map(({ arm, y }) =>
      words.missingPart(phrases[arm], format.percent(y[told] / 100), format.percent(y[0] / 100)),
    );
    this.chart.draw(
      { series, xLabel: `${words.missingShare}, %`, yLabel: words.accuracy },
      said.length > 0
        ? words.missingSaid(format.percent(series[0].x[told] / 100), said)
        : strings.error(error) || words.wait,
    );
  }
}
