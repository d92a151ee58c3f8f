// Distributions of weights and activations, how large they are, and the shift of variance that
// dropout leaves to BatchNorm, with its cure.
import { html, nothing, type TemplateResult } from "lit";
import { BarsChart } from "../../../charts/kinds/bars";
import { HistogramChart } from "../../../charts/kinds/histogram";
import { type Answer, column, matrix, type NamedMatrix } from "../../../shared/core";
import { columns } from "../../../shared/generated/columns";
import { queries } from "../../../shared/generated/questions";
import { Panel } from "../../panel/panel";
import { menu } from "../../panel/pick";
import { Probe } from "../../panel/probe";
import type { View } from "../../panel/view";
import { armNames, armPhrases } from "../../text/names";
import type { Words } from "./en";

const ratio = columns.variance.ratios;

const fineBins = 400;
const bins = 40;

export class WeightsPanel extends Panel<Words> {
  private readonly chart = this.keep(
    new HistogramChart({
      strings: this.strings.chart,
      title: this.words.histogramTitle,
      height: 240,
    }),
  );
  private readonly ratios = this.keep(
    new BarsChart({ strings: this.strings.chart, title: this.words.ratioTitle, height: 140 }),
  );
  private readonly probe = this.keep(new Probe(800));
  private chosen = "";
  private log = false;
  private remedy = "";
  /** What recalibration made of the ratios, and of which weights. */
  private cured: { of: string; ratios: (NamedMatrix | undefined)[] } | null = null;

  render(view: View): TemplateResult {
    const { strings, state, session } = view;
    const names = this.names();
    const logs = (event: Event) => {
      this.log = (event.target as HTMLInputElement).checked;
      view.refresh();
    };
    const normed = state.arms.some((spec) => spec.norm === "batch");
    return html`
      <section class="panel" aria-label=${this.words.weightsName}>
        <div class="tools">
          ${menu(
            this.words.histogramOf,
            names.map((value) => ({ value, label: value })),
            this.selected(),
            (value) => {
              this.chosen = value;
              view.refresh();
            },
          )}
          <label class="check"><input type="checkbox" .checked=${this.log} @change=${logs} />
            ${strings.logScale}</label>
        </div>
        ${this.chart.element}
        ${
          normed
            ? html`
              ${this.ratios.element}
              <p class="choices">
                <button type="button" ?disabled=${!session.isOpen} @click=${() => void this.recalibrate(view)}>
                  ${this.words.recalibrate}</button>
                <span role="status">${this.remedy}</span>
              </p>`
            : nothing
        }
      </section>
    `;
  }

  /** Parameters first, then what the layers give. */
  private names(): string[] {
    const [weights, peeks] = this.probe.answers[0] ?? [];
    const parameters = (weights && matrix(weights, "parameters")?.labels) ?? [];
    const shown = (peeks && matrix(peeks, "peeks")?.labels) ?? [];
    return [...parameters.filter((name) => !name.endsWith("bias")), ...shown];
  }

  private selected(): string {
    const names = this.names();
    const usual = names.find((name) => name.endsWith("hidden1.weight")) ?? names[0] ?? "";
    return names.includes(this.chosen) ? this.chosen : usual;
  }

  protected override look(view: View): unknown {
    if (this.cured && this.cured.of !== stand(view)) {
      this.cured = null;
      this.remedy = "";
      view.refresh();
    }
    const chosen = this.selected();
    const { mode } = view.state;
    const questions = [
      queries.weights(),
      queries.peek({ count: 1 }),
      queries.histogram({ text: chosen, count: fineBins, mode }),
      queries.variance(),
    ];
    this.probe.look(view, [chosen, mode, this.remedy], questions);
    return [this.probe.version, this.log, chosen, this.remedy];
  }

  protected override paint(view: View, first: boolean): void {
    if (!first) view.refresh(); // the menu is in the template
    this.drawHistogram(view, this.selected(), armNames(view.state.arms));
    this.drawRatios(view);
  }

  private drawHistogram(view: View, chosen: string, names: readonly string[]): void {
    const { strings, state, format } = view;
    const found = this.probe.answers.map((answers) => answers[2]);
    const fine = found.map((answer) => answer && matrix(answer, "histogram"));
    const known = fine.filter((one) => one !== undefined);
    this.chart.setTitle(chosen ? this.words.histogramNamed(chosen) : this.words.histogramTitle);
    if (known.length === 0) {
      this.chart.draw(
        { edges: [], series: [] },
        strings.error(found[0]?.error) || this.words.weightsWait,
      );
      return;
    }
    const low = Math.min(...known.map((one) => one.data[0]));
    const high = Math.max(...known.map((one) => one.data[(one.rows - 1) * 3 + 1]));
    const edges = Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
    const series = fine.flatMap((one, arm) =>
      one ? [{ name: names[arm], arm, counts: coarse(one, low, high) }] : [],
    );
    const phrases = armPhrases(state.arms, strings);
    const said = found.flatMap((answer, arm) => {
      const summary = answer && matrix(answer, "summary")?.data;
      return summary
        ? [
            this.words.spreadOf(
              phrases[arm],
              format.fixed(summary[2], 3),
              format.percent(summary[5]),
              arm === 0,
            ),
          ]
        : [];
    });
    const sentence = `${strings.listed(said)} ${this.gradients(view)}`.trim();
    this.chart.draw({ edges, series, log: this.log, share: true, xLabel: chosen }, sentence);
  }

  private gradients({ strings, state, format, session }: View): string {
    const norms = session.runs.map((run) => run.points.last("gradientNorm"));
    if (norms.some(Number.isNaN)) return "";
    const phrases = armPhrases(state.arms, strings);
    return this.words.gradientNorms(
      norms.map((norm, arm) => `${phrases[arm]} ${format.fixed(norm, 2)}`),
    );
  }

  private drawRatios({ strings, format, state }: View): void {
    const measured = this.probe.answers.map(([, , , last]) => last && matrix(last, "ratios"));
    const found = this.cured?.ratios ?? measured;
    const rows = found.find((one) => one)?.labels ?? [];
    const series = found.flatMap((one, arm) =>
      one
        ? [
            {
              name: `${strings.arms[arm]} ${strings.modes.eval}`,
              arm,
              values: column(one, ratio.eval),
            },
            {
              name: `${strings.arms[arm]} ${strings.modes.train}`,
              arm,
              values: column(one, ratio.train),
              hollow: true,
            },
          ]
        : [],
    );
    const max = Math.max(1.2, ...series.flatMap(({ values }) => values));
    const phrases = armPhrases(state.arms, strings);
    const said = found.flatMap((one, arm) => {
      if (!one) return [];
      const worst = column(one, ratio.eval).reduce(
        (a, b) => (Math.abs(b - 1) > Math.abs(a - 1) ? b : a),
        1,
      );
      return [this.words.ratioOf(phrases[arm], format.fixed(worst, 2), arm === 0)];
    });
    this.ratios.draw({ rows, series, max }, said.length > 0 ? strings.listed(said) : "");
  }

  private async recalibrate(view: View): Promise<void> {
    const { session, strings, format, state } = view;
    const answers = await Promise.all(
      session.runs.map((_, arm) => session.ask(arm, queries.recalibrate())),
    );
    const phrases = armPhrases(state.arms, strings);
    const said = answers.flatMap((answer: Answer | null, arm) => {
      const scores = answer && matrix(answer, "scores")?.data;
      if (!scores) return [];
      const [before, lossBefore, after, lossAfter] = scores;
      return Number.isNaN(before)
        ? [
            this.words.recalibrated(
              phrases[arm],
              format.fixed(lossBefore, 3),
              format.fixed(lossAfter, 3),
            ),
          ]
        : [this.words.recalibrated(phrases[arm], format.percent(before), format.percent(after))];
    });
    this.remedy = strings.listed(said);
    const ratios = answers.map((answer) => (answer ? matrix(answer, "ratios") : undefined));
    this.cured = { of: stand(view), ratios };
    view.refresh();
  }
}

/** Names the weights that all arms have now. */
function stand({ session }: View): string {
  return JSON.stringify(session.runs.map((run) => [run.generation, run.status?.step]));
}

/** Counts of fine bins, put into the bins that all arms share. */
function coarse({ rows, data }: NamedMatrix, low: number, high: number): Float64Array {
  const counts = new Float64Array(bins);
  for (let i = 0; i < rows; i++) {
    const middle = (data[3 * i] + data[3 * i + 1]) / 2;
    const at = Math.floor(((middle - low) / (high - low || 1)) * bins);
    counts[Math.min(bins - 1, Math.max(0, at))] += data[3 * i + 2];
  }
  return counts;
}
