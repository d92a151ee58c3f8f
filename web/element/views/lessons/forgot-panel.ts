// What it costs to forget eval mode: the same validation data in eval mode and by single passes
// with dropout left on, with their jitter, against p.
import { html, type TemplateResult } from "lit";
import { ScatterChart } from "../../../charts/kinds/scatter";
import type { Answer } from "../../../shared/core";
import { modelOf } from "../../../shared/facts";
import { queries } from "../../../shared/generated/questions";
import type { View } from "../../panel/view";
import { armNames, armPhrases } from "../../text/names";
import { found, LessonPanel } from "./lesson-panel";

const examples = 1000;
const passes = 20;

export class ForgotPanel extends LessonPanel {
  private readonly title = this.words.forgotTitle;
  private readonly chart = this.keep(
    new ScatterChart({ title: this.title, strings: this.strings.chart }),
  );

  render(): TemplateResult {
    return html`<section class="panel" aria-label=${this.title}>${this.chart.element}</section>`;
  }

  protected questions({ state }: View) {
    const count = modelOf(state.arms[0]).input === "sequence" ? 100 : examples;
    return [queries.mode3({ count, samples: passes })];
  }

  protected show(view: View, answers: readonly (readonly Answer[])[]): void {
    const { words } = this;
    const { state, strings, format } = view;
    const { all, error } = found(answers, "modes");
    const arms = state.arms.slice(0, all.length);
    const known = arms.map((_, arm) => all[arm]?.data);
    // A regression has no accuracy: then the loss, which costs where accuracy gains.
    const isLoss = known.some((modes) => modes && Number.isNaN(modes[0]));
    const [at, unit] = isLoss ? [1, 1] : [0, 100];
    const value = (arm: number, row: number, add = 0) =>
      unit * (known[arm]?.[4 * row + at + add] ?? Number.NaN);
    this.chart.setTitle(isLoss ? words.forgotLossTitle : words.forgotTitle);
    const rates = arms.map(({ p }) => p);
    const byRate = new Set(rates).size === rates.length;
    const order = [...arms.keys()].sort((a, b) => (byRate ? rates[a] - rates[b] : a - b));
    const x = order.map((arm, i) => (byRate ? rates[arm] : i));
    const common = { x, line: byRate };
    const series = [
      { ...common, name: words.inEval, arm: 0, y: order.map((arm) => value(arm, 0)) },
      {
        ...common,
        name: words.leftOn,
        arm: 1,
        y: order.map((arm) => value(arm, 1)),
        spread: order.map((arm) => value(arm, 1, 2)),
      },
    ];
    const phrases = armPhrases(arms, strings);
    const part = isLoss ? words.forgotLossPart : words.forgotPart;
    const digits = isLoss ? 3 : 1;
    const said = order.map((arm) =>
      part(
        phrases[arm],
        format.fixed((isLoss ? -1 : 1) * (value(arm, 0) - value(arm, 1)), digits),
        format.fixed(value(arm, 1, 2), digits),
      ),
    );
    const names = armNames(arms);
    this.chart.draw(
      {
        series: all.length > 0 && !error ? series : [],
        xLabel: byRate ? words.rate : "",
        ...(byRate ? {} : { names: order.map((arm) => names[arm]) }),
        yLabel: isLoss ? words.loss : words.accuracy,
      },
      strings.error(error) || (all.length > 0 ? words.forgotSaid(said) : words.wait),
    );
  }
}
