// The poster of a figure that sweeps: the same runs and the same drawing as in the page's view. Knows no core: `train` is given.
import { type SweepData, sweepKind } from "../charts/kinds/sweep";
import { words } from "../element/views/sweep/en";
import { type Look, sweepData } from "../element/views/sweep/sweep-data";
import { linkOf, readLink } from "../page/link/link";
import { Points } from "../page/run/points";
import { isChoice, keysOf, type Line, lineOf } from "../page/sweep/lines";
import { planSweep, splitAxes, sweptArms } from "../page/sweep/plan";
import { hasMetric, type Metric } from "../page/sweep/stats";

export interface Swept {
  /** "p=0:0.8:0.2;sched=constant,cosine" */
  over: string;
  seeds: number;
  lines: readonly Line[];
}

/** A finished run; `rows` are its points. */
interface Ended {
  step: number;
  diverged: boolean;
  digest: string;
  rows: Float64Array;
}

/** Runs a sweep as the page does. `train` runs a link of one arm to its end. */
export function runSweep(
  link: string,
  over: string,
  seeds: number,
  train: (link: string) => Ended,
): Swept {
  const axes = splitAxes(over);
  const keys = axes.map((axis) => axis.replace(/=.*$/, ""));
  const plan = planSweep(sweptArms(readLink(link).arms, keys), axes, seeds);
  if (plan.problem) throw new Error(`${link} over ${over}: ${JSON.stringify(plan.problem)}`);
  const lines = plan.jobs.map((job) => {
    const { rows, ...run } = train(linkOf(job));
    const points = new Points();
    points.put(0, rows);
    return lineOf(plan.axes, job, { ...run, points });
  });
  return { over, seeds, lines };
}

/** Along the first key, at the first values of the others, as the page shows at first. */
export function lookOf({ lines, over }: Swept, metric: Metric): Look {
  const [key = "p", ...others] = keysOf(lines);
  const at = Object.fromEntries(others.map((name) => [name, lines[0]?.over[name] ?? 0]));
  const arms = lines[0] ? readLink(lines[0].link).arms : [];
  const { axes } = planSweep(arms, splitAxes(over), 1);
  const values = axes.find(({ parameter }) => parameter.key === key)?.values ?? [];
  const planned = values.map((value) => (isChoice(key) ? value : Number(value)));
  return { lines, key, at, metric, planned };
}

export interface SweepDrawing {
  title: string;
  kind: typeof sweepKind;
  data: SweepData;
  height: number;
}

/** Accuracy, where it is measured, and loss; the one in the figure's sentence first. */
export function sweepDrawings(swept: Swept, lossFirst: boolean): SweepDrawing[] {
  const order = lossFirst ? (["loss", "accuracy"] as const) : (["accuracy", "loss"] as const);
  const metrics = order.filter((one) => hasMetric(swept.lines, one));
  return metrics.map((metric) => {
    const look = lookOf(swept, metric);
    const title = words.chartTitle(metric, look.key);
    return { title, kind: sweepKind, data: sweepData(look, words), height: 300 };
  });
}
