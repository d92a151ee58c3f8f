// The recall task: how well each arm still knows a symbol, by how long ago it was.
import { html, type TemplateResult } from "lit";
import { ScatterChart } from "../../../charts/kinds/scatter";
import { type Answer, column } from "../../../shared/core";
import { columns } from "../../../shared/generated/columns";
import { queries } from "../../../shared/generated/questions";
import type { View } from "../../panel/view";
import { armNames, armPhrases } from "../../text/names";
import { found, LessonPanel } from "./lesson-panel";

const at = columns.lag.lag;

export class LagPanel extends LessonPanel {
  private readonly title = this.words.lagTitle;
  private readonly chart = this.keep(
    new ScatterChart({ title: this.title, strings: this.strings.chart }),
  );

  render(): TemplateResult {
    return html`<section class="panel" aria-label=${this.title}>${this.chart.element}</section>`;
  }

  protected questions() {
    return [queries.lag()];
  }

  protected show(view: View, answers: readonly (readonly Answer[])[]): void {
    const { words } = this;
    const { state, strings, format } = view;
    const { all, error } = found(answers, "lag");
    const names = armNames(state.arms);
    const phrases = armPhrases(state.arms, strings);
    const series = all.flatMap((lags, arm) => {
      if (!lags) return [];
      const y = column(lags, at.accuracy);
      const spread = column(lags, at.count).map((n, i) => 100 * Math.sqrt((y[i] * (1 - y[i])) / n));
      return [
        {
          name: names[arm],
          arm,
          x: column(lags, at.lag),
          y: y.map((share) => 100 * share),
          spread,
        },
      ];
    });
    const longest = series[0]?.x.length - 1;
    const said = series.map(({ arm, y }) =>
      words.lagPart(phrases[arm], format.percent(y[longest] / 100)),
    );
    this.chart.draw(
      { series, xLabel: words.lag, yLabel: "%", yRange: [0, 102] },
      said.length > 0
        ? words.lagSaid(format.whole(series[0].x[longest]), said)
        : strings.error(error) || words.wait,
    );
  }
}
