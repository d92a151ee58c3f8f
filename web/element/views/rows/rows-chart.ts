// The picture of predictions: predicted against true where there are truths, else intervals by rank;
// of classes, how sure the rows are.
import { HistogramChart } from "../../../charts/kinds/histogram";
import { ScatterChart } from "../../../charts/kinds/scatter";
import type { Predictions } from "../../../shared/tables";
import type { View } from "../../panel/view";
import type { Words } from "./en";
import { accuracyOf, columnOf, orderOf, scoresOf, spread } from "./order";

const mostPoints = 400;
const mostIntervals = 100;
const bins = 24;

/** Five digits, in the reader's language. */
const short = (value: number, { format }: Pick<View, "format">) =>
  format.plain(Number(value.toPrecision(4)));

const average = (values: Float64Array) =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

export class RowsChart {
  private readonly against: ScatterChart;
  private readonly intervals: ScatterChart;
  private readonly histogram: HistogramChart;
  private readonly words: Words;

  constructor(words: Words, { strings }: View) {
    this.words = words;
    this.against = new ScatterChart({ title: words.truthTitle, strings: strings.chart });
    this.intervals = new ScatterChart({ title: words.intervalTitle, strings: strings.chart });
    this.histogram = new HistogramChart({ title: words.entropyTitle, strings: strings.chart });
  }

  /** Where the picture of these predictions is. */
  element({ isClasses, truths }: Predictions): HTMLElement {
    if (isClasses) return this.histogram.element;
    return (truths ? this.against : this.intervals).element;
  }

  destroy(): void {
    this.against.destroy();
    this.intervals.destroy();
    this.histogram.destroy();
  }

  draw(found: Predictions, view: View): void {
    if (found.isClasses) this.drawClasses(found, view);
    else this.drawQuantity(found, view);
  }

  private said(found: Predictions, drawn: number, { format }: View): string[] {
    if (drawn === found.predicted) return [];
    return [this.words.sample(format.whole(drawn), format.whole(found.predicted))];
  }

  private drawQuantity(found: Predictions, view: View): void {
    const { words } = this;
    const at = (name: string) => columnOf(found, found.columns.indexOf(name));
    const guess = at("prediction");
    const lower = at("lower");
    const half = at("upper").map((value, i) => (value - (lower[i] as number)) / 2);
    const by = found.truths ? at("truth") : guess;
    const known = orderOf(by, false).filter((i) => !Number.isNaN(by[i]));
    const places = spread(known.length, found.truths ? mostPoints : mostIntervals).map((i) => [
      i,
      known[i] as number,
    ]);
    const x = places.map(([rank, i]) => (found.truths ? by[i] : rank + 1));
    const y = places.map(([, i]) => guess[i]);
    const width = words.meanWidth(short(2 * average(half), view));
    const { rmse, inside } = found.truths ? scoresOf(found) : { rmse: 0, inside: 0 };
    const scores = words.scores(short(rmse, view), view.format.percent(inside));
    const ends = found.truths ? [Math.min(...x), Math.max(...x)] : [];
    (found.truths ? this.against : this.intervals).draw(
      {
        series: [
          {
            name: words.network,
            arm: 0,
            ...{ x, y, spread: places.map(([, i]) => half[i]), line: false, markers: true },
          },
          ...(found.truths
            ? [{ name: words.equal, arm: 1, x: ends, y: ends, markers: false, dashed: true }]
            : []),
        ],
        xLabel: found.truths ? words.truthAxis : words.rankAxis,
        yLabel: words.predictedAxis,
      },
      [...(found.truths ? [scores] : []), width, ...this.said(found, places.length, view)].join(
        " ",
      ),
    );
  }

  private drawClasses(found: Predictions, view: View): void {
    const { words } = this;
    const { format } = view;
    const entropy = columnOf(found, found.columns.indexOf("entropy"));
    const most = Math.log(found.classes.length);
    const guess = columnOf(found, 1);
    const truth = found.truths ? columnOf(found, found.columns.length - 1) : null;
    const count = (counted: (i: number) => boolean) => {
      const counts = new Float64Array(bins);
      for (let i = 0; i < entropy.length; i++) {
        const bin = Math.min(bins - 1, Math.floor(((entropy[i] as number) / most) * bins));
        if (counted(i)) counts[bin] += 1;
      }
      return counts;
    };
    const series = truth
      ? [
          { name: words.right, arm: 0, counts: count((i) => guess[i] === truth[i]) },
          {
            name: words.wrong,
            arm: 1,
            counts: count((i) => !Number.isNaN(truth[i]) && guess[i] !== truth[i]),
          },
        ]
      : [{ name: words.network, arm: 0, counts: count(() => true) }];
    const edges = Array.from({ length: bins + 1 }, (_, i) => (i * most) / bins);
    const said = words.meanEntropy(short(average(entropy), view), short(most, view));
    const right = truth ? [words.accuracy(format.percent(accuracyOf(found)))] : [];
    this.histogram.draw({ edges, series, xLabel: words.entropyAxis }, [...right, said].join(" "));
  }
}
