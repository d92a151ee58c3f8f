// What the networks say over their whole input: a decision boundary of two inputs, a regression
// curve of one, with their Monte Carlo mean, its spread, and single draws; and the points to draw.
import { html, nothing, type TemplateResult } from "lit";
import type { Pick } from "../../../charts/figure/kind";
import { BandsChart, type BandsCurve } from "../../../charts/kinds/bands";
import { FieldChart } from "../../../charts/kinds/field";
import { reachOf } from "../../../page/link/drawable";
import type { Drawn } from "../../../page/link/drawn";
import { type Answer, column, matrix, type NamedMatrix } from "../../../shared/core";
import { isOnlyDrawn, isPlane } from "../../../shared/facts";
import { queries } from "../../../shared/generated/questions";
import { Memo } from "../../panel/memo";
import { Panel } from "../../panel/panel";
import { menu, segments } from "../../panel/pick";
import { Probe } from "../../panel/probe";
import type { View } from "../../panel/view";
import { armNames, armPhrases } from "../../text/names";
import { axesOf } from "./axes";
import { Drawing } from "./draw";
import { isEmptyPlot, paintEmptyPlot, placesOf } from "./empty-plot";
import type { Words } from "./en";

type Shown = "mean" | "std";

const planeCells = 44;
const lineCells = 160;
const drawsShown = 5;
const planeHeight = 320;

export class FieldPanel extends Panel<Words> {
  private planes: FieldChart[] = [];
  private line: BandsChart | null = null;
  private readonly probe = this.keep(new Probe(250));
  private shown: Shown = "mean";
  private chosenClass = 1;
  private draws = 0;
  private readonly drawing = new Drawing(this.words.draw);
  private view: View | null = null;
  /** The newest answers, shown while changed points are trained on. */
  private answers: readonly Answer[] = [];
  private readonly about = new Memo();

  render(view: View): TemplateResult {
    const { strings, state } = view;
    const flat = isPlane(state.arms[0]);
    this.view = view;
    this.make(view, flat);
    const choose = (shown: Shown) => {
      this.shown = shown;
      view.refresh();
    };
    const what = (["mean", "std"] as const).map((value) => ({
      value,
      label: this.words.fieldShown[value],
    }));
    const classes = this.classes().map((label, value) => ({
      value,
      label: this.words.classNamed(label),
    }));
    const again = () => {
      this.draws++;
      view.refresh();
    };
    return html`
      <section class="panel" aria-label=${this.words.fieldTitle}
        @keydown=${(event: KeyboardEvent) => this.drawing.key(event, view)}>
        <div class="tools">
          ${flat && state.mode === "mc" ? segments("field-shown", this.words.fieldWhat, what, this.shown, choose) : nothing}
          ${
            flat && classes.length > 2
              ? menu(this.words.classLabel, classes, this.chosenClass, (value) => {
                  this.chosenClass = value;
                  view.refresh();
                })
              : nothing
          }
          <button type="button" ?disabled=${state.mode === "eval" || !view.session.isOpen} @click=${again}>
            ${strings.resample}</button>
        </div>
        ${
          flat
            ? html`<div class="pair">${this.planes.map((chart) => chart.element)}</div>`
            : this.line?.element
        }
        ${this.drawing.render(view, this.drawing.points(view, this.answers[0]))}
      </section>
    `;
  }

  private make({ strings, state }: View, flat: boolean): void {
    const reach = reachOf(state.arms[0]);
    // Charts know from the beginning whether points can be put on them.
    if (this.about.changed(flat, reach, ...state.arms.map(({ data }) => data))) this.forget();
    const pick = (pick: Pick) => this.view && this.drawing.pick(this.view, this.answers[0], pick);
    const onPick = reach ? { onPick: pick } : {};
    if (!flat) {
      const options = { title: this.words.regressionTitle, strings: strings.chart, ...onPick };
      this.line ??= new BandsChart(options);
      return;
    }
    for (const extra of this.planes.splice(state.arms.length)) extra.destroy();
    while (this.planes.length < state.arms.length) {
      this.repaint();
      const options = { title: this.words.fieldTitle, strings: strings.chart, height: planeHeight };
      this.planes.push(new FieldChart({ ...options, ...onPick }));
    }
  }

  private classes(): readonly string[] {
    const answer = this.answers[0];
    return (answer && matrix(answer, "mean")?.labels) ?? [];
  }

  protected override look(view: View): unknown {
    const { state, session } = view;
    const { mode } = state;
    const flat = isPlane(state.arms[0]);
    const question = queries.field({
      mode: !flat && mode === "train" ? ("mc" as const) : mode,
      count: flat ? planeCells : lineCells,
      samples: state.arms[0].T,
      draw: mode === "eval" ? 0 : this.draws,
    });
    this.view = view;
    this.probe.look(view, question, [question]);
    const shown = [this.probe.version, this.shown, this.chosenClass, mode];
    return [shown, session.isOpen, state.points];
  }

  protected override paint(view: View, first: boolean): void {
    const { state } = view;
    const blank = first || this.answers.length === 0;
    const answers = this.probe.answers.map(([answer]) => answer);
    if (answers.length > 0 || !state.points) this.answers = answers;
    const points = this.drawing.points(view, this.answers[0]);
    if (blank) view.refresh(); // the tools depend on what can be drawn
    const names = armNames(state.arms);
    if (isPlane(state.arms[0])) {
      for (const arm of this.planes.keys()) {
        this.paintPlane(view, arm, names[arm], this.answers[arm], points);
      }
    } else this.paintLine(view, names, this.answers, points);
  }

  private paintPlane(
    view: View,
    arm: number,
    name: string,
    answer: Answer | undefined,
    drawn: readonly Drawn[] | null,
  ): void {
    const { strings, state, format } = view;
    const chart = this.planes[arm];
    const mc = state.mode === "mc" && this.shown === "std";
    const values = answer && matrix(answer, mc ? "std" : "mean");
    const mean = answer && matrix(answer, "mean");
    const range = answer && matrix(answer, "range")?.data;
    const points = answer && matrix(answer, "points");
    const letter = state.arms.length > 1 ? `${strings.arms[arm]}, ` : "";
    chart.setTitle(this.words.planeTitle[mc ? "std" : state.mode](`${letter}${name}`));
    if (!answer || !values || !mean || !range || !points) {
      if (drawn && isEmptyPlot(view)) {
        paintEmptyPlot(view, this.words.draw.wait, chart, drawn, this.chosenClass);
        return;
      }
      const blank = { width: 0, height: 0, values: [], xRange: [-1, 1], yRange: [-1, 1] } as const;
      chart.draw(
        { ...blank, map: "diverging" },
        strings.error(answer?.error) || this.words.fieldWait,
      );
      return;
    }
    const side = Math.round(Math.sqrt(values.rows));
    const one = Math.min(this.chosenClass, values.cols - 1);
    const shown = Float32Array.from(column(values, one));
    const label = strings.probabilityOf(values.labels[one] ?? String(one));
    chart.draw(
      {
        width: side,
        height: side,
        values: shown,
        xRange: [range[0], range[1]],
        yRange: [range[2], range[3]],
        map: mc ? "viridis" : "diverging",
        range: mc ? [0, 0.5] : [0, 1],
        middle: 0.5,
        points: drawn
          ? placesOf(view, drawn, one)
          : {
              x: column(points, 0),
              y: column(points, 1),
              label: column(points, 2).map((v) => (v === one ? 1 : 0)),
            },
        label: mc ? this.words.fieldShown.std : label,
      },
      mc
        ? this.words.planeStd(format.fixed(Math.max(...shown), 2), format.fixed(average(shown), 2))
        : this.words.planeRight(format.percent(rightSide(mean, points, range, side))),
    );
  }

  private paintLine(
    view: View,
    names: readonly string[],
    answers: readonly (Answer | undefined)[],
    drawn: readonly Drawn[] | null,
  ): void {
    const { strings, state, format } = view;
    const first = answers[0];
    const x = first && matrix(first, "x");
    const points = first && matrix(first, "points");
    if (!this.line) return;
    if (!x || !points) {
      if (drawn && isEmptyPlot(view)) {
        paintEmptyPlot(view, this.words.draw.wait, this.line, drawn, 0);
        return;
      }
      this.line.draw({ x: [], curves: [] }, strings.error(first?.error) || this.words.fieldWait);
      return;
    }
    const { mode } = state;
    const curves = answers.flatMap((answer, arm): BandsCurve[] => {
      const get = (name: string) => (answer && matrix(answer, name)?.data) ?? new Float32Array(0);
      const draws = answer && matrix(answer, "draws");
      const lines = Array.from({ length: draws ? drawsShown : 0 }, (_, d) =>
        (draws as NamedMatrix).data.slice(d * x.rows, (d + 1) * x.rows),
      );
      const base = { name: names[arm] ?? "", arm };
      if (mode === "eval") return [{ ...base, mean: get("eval") }];
      if (mode === "train") return [{ ...base, draws: lines }];
      return [
        {
          ...base,
          mean: get("mean"),
          std: get("std"),
          eval: get("eval"),
          draws: lines.slice(0, 3),
        },
      ];
    });
    const px = column(points, 0);
    const seen = [Math.min(...px), Math.max(...px)] as const;
    const axes = axesOf(state.arms, this.words);
    const phrases = armPhrases(state.arms, strings);
    const spreads = answers.map((answer, arm) => {
      const std = (answer && matrix(answer, "std")?.data) ?? new Float32Array(0);
      const inside = [...std].filter((_, i) => x.data[i] >= seen[0] && x.data[i] <= seen[1]);
      const outside = [...std].filter((_, i) => x.data[i] < seen[0] || x.data[i] > seen[1]);
      return this.words.spreadInOut(
        phrases[arm],
        format.fixed(average(inside), 2),
        format.fixed(average(outside), 2),
        arm === 0,
      );
    });
    const places = drawn ? placesOf(view, drawn, 0) : { x: px, y: column(points, 1) };
    const reach = isOnlyDrawn(state.arms[0]) ? reachOf(state.arms[0]) : undefined;
    const yRange = reach && { yRange: [-reach[1], reach[1]] as const };
    this.line.draw(
      { x: x.data, curves, points: places, seen: [seen], pick: drawn !== null, ...yRange, ...axes },
      mode === "mc" ? this.words.lineSpread(spreads) : this.words.lineMode[mode],
    );
  }

  private forget(): void {
    for (const chart of this.planes.splice(0)) chart.destroy();
    this.line?.destroy();
    this.line = null;
    this.answers = [];
    this.repaint();
  }

  override dispose(): void {
    super.dispose();
    this.forget();
    this.view = null;
  }
}

function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / (values.length || 1);
}

/** Share of the points that lie where their class is the likeliest. */
function rightSide(
  mean: NamedMatrix,
  points: NamedMatrix,
  range: Float32Array,
  side: number,
): number {
  const cell = (v: number, lo: number, hi: number) =>
    Math.min(side - 1, Math.max(0, Math.floor(((v - lo) / (hi - lo)) * side)));
  let right = 0;
  for (let i = 0; i < points.rows; i++) {
    const [x, y, label] = points.data.subarray(i * points.cols, i * points.cols + 3);
    const row = cell(y, range[2], range[3]) * side + cell(x, range[0], range[1]);
    const odds = mean.data.subarray(row * mean.cols, (row + 1) * mean.cols);
    if (odds.every((p) => p <= odds[label])) right++;
  }
  return right / (points.rows || 1);
}
