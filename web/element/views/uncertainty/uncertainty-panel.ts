// How sure the networks are, and how rightly: eval mode, Monte Carlo and an ensemble side by side,
// calibration, where the entropy comes from, how estimates settle with T, and inputs unlike the
// training data.
import { html, nothing, type TemplateResult } from "lit";
import { BarsChart } from "../../../charts/kinds/bars";
import { HistogramChart } from "../../../charts/kinds/histogram";
import { ReliabilityChart } from "../../../charts/kinds/reliability";
import { ScatterChart } from "../../../charts/kinds/scatter";
import { type Answer, column, matrix } from "../../../shared/core";
import { dataOf, isRegression, learns } from "../../../shared/facts";
import { columns } from "../../../shared/generated/columns";
import { queries } from "../../../shared/generated/questions";
import { Panel } from "../../panel/panel";
import { Probe } from "../../panel/probe";
import { adoptScoreStyles } from "../../panel/score-styles";
import type { View } from "../../panel/view";
import { armNames, armPhrases } from "../../text/names";
import { drawReliability, field, type Judged } from "./calibration";
import type { Words } from "./en";
import { Ensembles } from "./ensembles";
import { type Scored, type ScoreRow, scoreRows } from "./scores";

const settling = columns.convergence.path;

const examples = 500;
/** Of a language model, whose every token is a row. */
const sequences = 100;
/** Half a ridge of histogram, enough for 500 values. */
const bins = 20;

export class UncertaintyPanel extends Panel<Words> {
  private readonly charts = {
    reliability: this.keep(
      new ReliabilityChart({
        title: this.words.reliabilityTitle,
        strings: this.strings.chart,
      }),
    ),
    entropy: this.keep(new BarsChart(this.options(this.words.entropyTitle, 130))),
    convergence: this.keep(new ScatterChart(this.options(this.words.convergenceTitle, 240))),
    shift: this.keep(new HistogramChart(this.options(this.words.shiftTitle, 240))),
  };
  private readonly probe = this.keep(new Probe(1500));
  private readonly ensembles = this.keep(new Ensembles(this.words.ensembles));
  private example = 0;

  private options(title: string, height: number) {
    return { title, strings: this.strings.chart, height };
  }

  render(view: View): TemplateResult {
    const { strings, state, format } = view;
    const { reliability, entropy, convergence, shift } = this.charts;
    const classes = !this.isNumeric(view);
    const names = armNames(state.arms);
    this.ensembles.renew(view);
    const scored = this.probe.answers.flatMap(([evaluated, mc], arm): Scored[] => {
      const named = (mode: string) => [names[arm], mode].filter(Boolean).join(", ");
      const ensemble = this.ensembles.of(arm, view);
      return [
        [named(strings.modes.eval), evaluated],
        [named(strings.modes.mc), mc],
        [named(ensemble.label), ensemble.answer],
      ];
    });
    const rows = scoreRows(scored, this.words, format);
    const take = (event: Event) => {
      const value = Math.round(Number((event.target as HTMLInputElement).value));
      if (value >= 0 && value < 100_000) this.example = value;
      view.refresh();
    };
    return html`
      <section class="panel" aria-label=${this.words.uncertaintyName}>
        <h3>${this.words.scoresTitle}</h3>
        ${table(rows, view, this.words)} ${rows.length > 0 ? this.ensembles.render(view, countOf(view)) : nothing}
        <div class="pair">
          ${classes ? html`<div>${reliability.element}</div>` : ""}
          <div class="stack">
            ${classes ? entropy.element : ""}
            <label class="menu"><span>${strings.exampleNumber}</span>
              <input type="number" min="0" step="1" .value=${String(this.example)} @change=${take} />
            </label>
            ${convergence.element}
          </div>
        </div>
        ${shift.element}
      </section>
    `;
  }

  protected override look(view: View): unknown {
    const { state } = view;
    const samples = Math.min(200, Math.max(2, state.arms[0].T));
    const common = { count: countOf(view), samples };
    const questions = [
      queries.shift({ mode: "eval" as const, ...common }),
      queries.shift({ mode: "mc" as const, ...common }),
      queries.convergence({
        mode: "mc" as const,
        index: this.example,
        samples: Math.max(100, samples),
      }),
    ];
    this.probe.look(view, [this.example, samples], questions);
    this.ensembles.tell(view);
    return [this.probe.version, this.ensembles.version];
  }

  protected override paint(view: View, first: boolean): void {
    const { state, strings } = view;
    if (!first) view.refresh(); // the table of scores is in the template
    const names = armNames(state.arms);
    const { answers } = this.probe;
    const { charts, words } = this;
    const numeric = this.isNumeric(view);
    if (!numeric) {
      const judged = answers.map(([evaluated, mc], arm): Judged[] => {
        const { label, answer } = this.ensembles.of(arm, view);
        return [
          { mode: strings.modes.eval, answer: evaluated, dashed: true },
          { mode: strings.modes.mc, answer: mc },
          { mode: label, answer, dotted: true },
        ];
      });
      drawReliability(charts.reliability, view, words, names, judged);
      drawEntropy(charts.entropy, view, words, names, answers);
    }
    drawConvergence(charts.convergence, view, words, names, answers, numeric);
    drawShift(charts.shift, view, words, names, answers, numeric);
  }

  /** Numbers are predicted; a reader's table says so by its scores. */
  private isNumeric({ state }: View): boolean {
    const scored = this.probe.answers.map(([answer]) => field(answer, "rmse"));
    return state.arms.every(isRegression) || scored.some((rmse) => !Number.isNaN(rmse));
  }
}

const countOf = ({ state }: View) =>
  state.arms.some((spec) => learns(spec, "language")) ? sequences : examples;

type All = readonly (readonly Answer[])[];

function table(rows: readonly ScoreRow[], { root }: View, words: Words): TemplateResult {
  adoptScoreStyles(root);
  if (rows.length === 0) return html`<p class="hint">${words.uncertaintyWait}</p>`;
  return html`
    <div class="scroll" role="region" tabindex="0" aria-label=${words.scoresTitle}>
      <table class="scores">
        <thead><tr><th scope="col">${words.scoreOf}</th>
          ${rows[0].values.map(([name]) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${rows.map(
          ({ label, values }) => html`<tr><th scope="row">${label}</th>
            ${values.map(([, text]) => html`<td>${text}</td>`)}</tr>`,
        )}</tbody>
      </table>
    </div>
  `;
}

function drawEntropy(
  chart: BarsChart,
  view: View,
  words: Words,
  names: readonly string[],
  all: All,
): void {
  const { strings, format, state } = view;
  const parts = ["entropy", "aleatoric", "epistemic"] as const;
  const rows = all.length === 0 ? [] : parts.map((part) => words.entropyPart[part]);
  const series = all.map((answers, arm) => ({
    name: names[arm],
    arm,
    values: parts.map((part) => Math.max(0, field(answers[1], part))),
  }));
  const most = Math.max(0.1, ...series.flatMap(({ values }) => values));
  const phrases = armPhrases(state.arms, strings);
  const said = all.map((answers, arm) => {
    const part = Math.max(0, field(answers[1], "epistemic")) / field(answers[1], "entropy");
    return words.epistemicOf(phrases[arm], format.percent(part), arm === 0);
  });
  chart.draw({ rows, series, max: 1.2 * most }, said.length > 0 ? strings.listed(said) : "");
}

function drawConvergence(
  chart: ScatterChart,
  view: View,
  words: Words,
  names: readonly string[],
  all: All,
  numeric: boolean,
): void {
  const { strings, format, state } = view;
  const found = all.map((answers) => matrix(answers[2], "path"));
  const series = found.flatMap((path, arm) =>
    path
      ? [
          {
            name: names[arm],
            arm,
            x: column(path, settling.T),
            y: column(path, settling.mean),
            spread: column(path, settling["standard error"]),
            spreadAs: "band" as const,
            markers: false,
          },
        ]
      : [],
  );
  const marks = all.flatMap((answers, arm) => {
    const certain = matrix(answers[2], "eval");
    const letter = all.length > 1 ? `${strings.arms[arm]}: ` : "";
    return certain ? [{ y: certain.data[0], label: letter + strings.modes.eval }] : [];
  });
  const phrases = armPhrases(state.arms, strings);
  const said = found.flatMap((path, arm) => {
    if (!path) return [];
    const last = (path.rows - 1) * path.cols;
    const [T, mean, , error] = path.data.subarray(last, last + 4);
    return [
      words.settled(phrases[arm], format.whole(T), format.fixed(mean, 3), format.fixed(error, 3)),
    ];
  });
  const label = all[0] && matrix(all[0][2], "eval")?.labels[0];
  const yLabel = numeric ? strings.prediction : strings.probabilityOf(label ?? "");
  chart.draw(
    { series, marks, xLabel: "T", yLabel, xLog: true },
    said.length > 0 ? strings.listed(said) : "",
  );
}

/** Values of one column of inside and outside, over the same bins. */
function drawShift(
  chart: HistogramChart,
  view: View,
  words: Words,
  names: readonly string[],
  all: All,
  numeric: boolean,
): void {
  const { strings, format, state } = view;
  const which = numeric ? 1 : 2;
  const wrong = all.map((answers) => answers[1]?.error).find(Boolean);
  const sides = all.map((answers) =>
    ["inside", "outside"].map((name) => {
      const found = matrix(answers[1], name);
      return found
        ? Array.from({ length: found.rows }, (_, i) => found.data[i * found.cols + which])
        : [];
    }),
  );
  const most = Math.max(1e-6, ...sides.flat(2));
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i * most) / bins);
  const series = sides.flatMap((pair, arm) =>
    pair.map((values, side) => {
      const counts = new Float64Array(bins);
      for (const v of values) counts[Math.min(bins - 1, Math.floor((v / most) * bins))]++;
      const name = `${names[arm]}, ${side === 0 ? words.inside : words.outside(kindOf(view))}`;
      return { name, arm, counts, dashed: side === 0 };
    }),
  );
  const phrases = armPhrases(state.arms, strings);
  const said = all.flatMap((answers, arm) => {
    const auc = matrix(answers[1], "auroc");
    const at = auc?.labels.indexOf(numeric ? "deviation" : "mutual information") ?? -1;
    const value = auc && at >= 0 ? auc.data[at] : Number.NaN;
    return Number.isNaN(value)
      ? []
      : [words.aurocOf(phrases[arm], format.fixed(value, 2), arm === 0)];
  });
  const xLabel = numeric ? words.stdOfPrediction : words.mutualInformation;
  const empty = sides.length === 0 || wrong;
  chart.draw(
    { edges: empty ? [] : edges, series: empty ? [] : series, xLabel, share: true },
    strings.error(wrong) || (said.length > 0 ? strings.listed(said) : ""),
  );
}

function kindOf({ state }: View): "image" | "text" | "beyond" | "away" {
  const [spec] = state.arms;
  if (dataOf(spec).form === "image") return "image";
  if (dataOf(spec).form !== "numbers") return "text";
  return isRegression(spec) ? "beyond" : "away";
}
