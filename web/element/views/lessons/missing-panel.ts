// How much of a network may be missing: accuracy against the share of hidden units left out, of
// networks that were trained with and without dropout.
import { html, type TemplateResult } from "lit";
import { ScatterChart } from "../../../charts/kinds/scatter";
import type { Answer } from "../../../shared/core";
import type { Spec } from "../../../shared/spec";
import type { View } from "../../panel/panel";
import { armNames, armPhrases } from "../../text/names";
import { column, found, LessonPanel } from "./lesson-panel";
import { type LessonStrings, lessonStrings } from "./lesson-strings";

/** The row of the rates that the sentence is about: half of the units. */
const told = 5;

export class MissingPanel extends LessonPanel {
  readonly name = "missing";
  private chart: ScatterChart | null = null;

  applies({ model, data }: Spec): boolean {
    return (model === "mlp" || model === "text") && data !== "csv";
  }

  render({ strings }: View): TemplateResult {
    const title = lessonStrings(strings.locale).missingTitle;
    this.chart ??= new ScatterChart({ title, strings: strings.chart });
    return html`<section class="panel" aria-label=${title}>${this.chart.element}</section>`;
  }

  protected questions() {
    return [{ what: "missing", mode: "mc" as const, samples: 20 }];
  }

  protected paint(view: View, answers: readonly (readonly Answer[])[], words: LessonStrings): void {
    const { state, strings, format } = view;
    const { all, refusal } = found(answers, "missing");
    const names = armNames(state.arms);
    const phrases = armPhrases(state.arms, strings);
    const percents = (values: number[]) => values.map((share) => 100 * share);
    const series = all.flatMap((missing, arm) =>
      missing
        ? [
            {
              name: names[arm],
              arm,
              x: percents(column(missing, 0)),
              y: percents(column(missing, 1)),
              spread: percents(column(missing, 2)),
            },
          ]
        : [],
    );
    const said = series.map(({ arm, y }) =>
      words.missingPart(phrases[arm], format.percent(y[told] / 100), format.percent(y[0] / 100)),
    );
    this.chart?.draw(
      { series, xLabel: `${words.missingShare}, %`, yLabel: words.accuracy },
      said.length > 0
        ? words.missingSaid(format.percent(series[0].x[told] / 100), said)
        : refusal || words.wait,
    );
  }

  override dispose(): void {
    super.dispose();
    this.chart?.destroy();
    this.chart = null;
  }
}
