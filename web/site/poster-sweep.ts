// The poster of a figure that sweeps: what the command line's runs of it came to, drawn as the
// page's view draws it.
import { type SweepData, sweepKind } from "../charts/kinds/sweep";
import { words } from "../element/views/sweep/en";
import { type Look, sweepData } from "../element/views/sweep/sweep-data";
import { readLink, writeLink } from "../page/link/link";
import { isChoice, keysOf, type Line } from "../page/sweep/lines";
import { planSweep, splitAxes, sweptArms } from "../page/sweep/plan";
import { hasMetric, type Metric } from "../page/sweep/stats";

export interface Swept {
  /** "p=0:0.8:0.2;sched=constant,cosine" */
  over: string;
  seeds: number;
  lines: readonly Line[];
}

/** What the command line is given, so that it does the page's runs. */
export function sweepArguments(link: string, over: string, seeds: number): string[] {
  const axes = splitAxes(over);
  const arms = sweptArms(
    readLink(link).arms,
    axes.map((axis) => axis.replace(/=.*$/, "")),
  );
  const each = axes.flatMap((axis) => ["--over", axis]);
  return ["sweep", writeLink(arms), ...each, "--seeds", String(seeds)];
}

/** Along the first key, at the first values of the others: what the page shows first. */
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

/** Accuracy, where it is measured, and loss; what the figure's sentence is about comes first. */
export function sweepDrawings(swept: Swept, lossFirst: boolean): SweepDrawing[] {
  const order = lossFirst ? (["loss", "accuracy"] as const) : (["accuracy", "loss"] as const);
  const metrics = order.filter((one) => hasMetric(swept.lines, one));
  return metrics.map((metric) => {
    const look = lookOf(swept, metric);
    const title = words.chartTitle(metric, look.key);
    return { title, kind: sweepKind, data: sweepData(look, words), height: 300 };
  });
}
