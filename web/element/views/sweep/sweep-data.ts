// From the runs of a sweep to what is shown: the chart's data, the sentence, the rows of both
// tables, and the events for the host page. Pure; knows no DOM.

import type { Table, Cell as TableCell } from "../../../charts/figure/table";
import type { SweepPoint as ChartPoint, SweepData, SweepSeries } from "../../../charts/kinds/sweep";
import { readLink } from "../../../page/link/link";
import { isChoice, keysOf, type Line } from "../../../page/sweep/lines";
import {
  type Cell,
  cellSpread,
  cellsOf,
  isLost,
  type Metric,
  type Spread,
  scoreOf,
  type Verdict,
  valuesOf,
  verdictOf,
  wantsLog,
} from "../../../page/sweep/stats";
import { armOf, letterOf, linkLetterOf } from "../../../shared/arms";
import { limits } from "../../../shared/generated/limits";
import { parameter, type Spec } from "../../../shared/spec";
import type { SweepPoint, SweepSummary } from "../../panel/events";
import type { SweepWish } from "../../panel/view";
import type { Format } from "../../text/format";
import { armNames } from "../../text/names";
import type { Words } from "./en";

/** What of the lines is looked at. */
export interface Look {
  lines: readonly Line[];
  key: string;
  /** Values of the other keys. */
  at: Readonly<Record<string, number | string>>;
  metric: Metric;
  /** All planned values, so that the axis does not change. */
  planned: readonly (number | string)[];
}

/** The lines of one value of each other key. */
function lookedAt({ lines, key, at }: Look): Line[] {
  const others = Object.entries(at).filter(([name]) => name !== key);
  return lines.filter(({ over }) => others.every(([name, value]) => over[name] === value));
}

const grouped = new WeakMap<readonly Line[], Map<string, readonly Cell[]>>();

/** What is looked at by arm and value; grouped once, however often it is asked for. */
export function cellsAt(look: Look): readonly Cell[] {
  const known = grouped.get(look.lines) ?? new Map<string, readonly Cell[]>();
  grouped.set(look.lines, known);
  const name = JSON.stringify([look.key, look.at]);
  const cells = known.get(name) ?? cellsOf(lookedAt(look), look.key);
  known.set(name, cells);
  return cells;
}

/** The names of the arms, by the keys in which they differ other than the swept ones. */
export function sweptNames(lines: readonly Line[]): string[] {
  const specs = new Map<string, Spec>();
  for (const { arm, link } of lines) {
    const spec = specs.has(arm) ? undefined : readLink(link).arms[0];
    if (spec) specs.set(arm, spec);
  }
  const first = lines[0];
  const blank = Object.fromEntries([...Object.keys(first?.over ?? {}), "seed"].map((k) => [k, 0]));
  const arms = [...specs.keys()].sort();
  const names = armNames(arms.map((arm) => ({ ...(specs.get(arm) as Spec), ...blank }) as Spec));
  const nameOf = (arm: number) => names[arms.indexOf(linkLetterOf(arm))] ?? "";
  return Array.from({ length: limits.arms }, (_, arm) => (arms.length > 1 ? nameOf(arm) : ""));
}

const isMany = (cells: readonly Cell[]) => new Set(cells.map(({ arm }) => arm)).size > 1;

export function sweepData(look: Look, words: Words): SweepData {
  const { key, metric, planned } = look;
  const cells = cellsAt(look);
  const all = [...new Set([...planned, ...valuesOf(cells)])];
  const choice = isChoice(key);
  const names = all.map(String);
  const xOf = (value: number | string) => (choice ? all.indexOf(value) : Number(value));
  const arms = [...new Set(cells.map(({ arm }) => arm))];
  const many = arms.length > 1;
  const series = arms.flatMap((arm) =>
    (["train", "valid"] as const).map((part): SweepSeries => {
      const points = cells
        .filter((cell) => cell.arm === arm)
        .map((cell): ChartPoint => {
          const { mean, sd } = cellSpread(cell, part, metric);
          const scores = cell.lines.map((line) => scoreOf(line, part, metric));
          const runs = scores.filter((score): score is number => score !== null);
          return { x: xOf(cell.value), mean, sd, runs };
        });
      const letter = many ? `${letterOf(arm)}, ` : "";
      const name = letter + words[part];
      const short = letter + words[`${part}Short`];
      return { name, short, arm, thin: part === "train", points };
    }),
  );
  const found = verdictOf(cells, metric);
  const xs = all.map(xOf);
  return {
    series,
    xLabel: key,
    yLabel: words.yLabel[metric],
    xs,
    xLog: !choice && wantsLog(xs),
    ...(choice ? { names } : {}),
    ...(metric === "accuracy" ? { yMax: 1 } : {}),
    lost: cells
      .flatMap(({ lines }) => lines.filter(isLost))
      .map(({ over, arm }) => ({ x: xOf(over[key] as number), arm: armOf(arm) })),
    ...(found
      ? { best: { x: xOf(found.best.value), label: words.bestMark(String(found.best.value)) } }
      : {}),
    rows: runRows(look.lines, words),
  };
}

/** Every run as a row. */
function runRows(lines: readonly Line[], words: Words): Table {
  const { columns, states } = words;
  const keys = Object.keys(lines[0]?.over ?? {});
  const many = new Set(lines.map(({ arm }) => arm)).size > 1;
  return {
    columns: [
      ...keys,
      ...(many ? [columns.arm] : []),
      columns.seed,
      columns.trainLoss,
      columns.trainAccuracy,
      columns.validLoss,
      columns.validAccuracy,
      columns.bestEpoch,
      columns.steps,
      columns.state,
      columns.digest,
    ],
    rows: lines.map((line): TableCell[] => [
      ...keys.map((key) => line.over[key] ?? null),
      ...(many ? [line.arm.toUpperCase()] : []),
      line.seed,
      line.train.loss,
      line.train.accuracy,
      line.valid.loss,
      line.valid.accuracy,
      isLost(line) ? null : line.best.epoch,
      line.steps,
      line.failed === undefined
        ? states[line.diverged === undefined ? "done" : "diverged"]
        : states.failed,
      line.digest,
    ]),
  };
}

// ---- words

function scoreText(value: number, metric: Metric, format: Format): string {
  if (Number.isNaN(value)) return "–";
  return metric === "accuracy" ? format.percent(value, 1) : format.fixed(value, 3);
}

/** "95.3 ± 0.8" percent, or "0.139 ± 0.033"; the mean alone where there is one run. */
export function cellText({ mean, sd }: Spread, metric: Metric, format: Format): string {
  const [times, digits] = metric === "accuracy" ? [100, 1] : [1, 3];
  const said = (value: number) => format.fixed(times * value, digits);
  if (Number.isNaN(mean)) return "–";
  return Number.isNaN(sd) ? said(mean) : `${said(mean)} ± ${said(sd)}`;
}

/** A number as the reader writes it, a choice as it is. */
export function valueText(value: number | string, format: Format): string {
  return typeof value === "number" ? format.plain(value) : value;
}

const mostNear = 6;

/** The result in one sentence; another for failed runs. */
export function sweepSentence(look: Look, words: Words, format: Format): string {
  const cells = cellsAt(look);
  if (cells.length === 0) return words.wait;
  const { sentence } = words;
  const found = verdictOf(cells, look.metric);
  const many = isMany(cells);
  const where = (cell: Cell, named: boolean) => {
    const value = valueText(cell.value, format);
    const said = named ? `${look.key} = ${value}` : value;
    return many ? words.ofArm(said, letterOf(cell.arm)) : said;
  };
  const parts: string[] = [];
  if (found) {
    const { spread, best, near } = found;
    const single = Number.isNaN(spread.sd);
    parts.push(
      sentence.best(
        look.metric,
        where(best, true),
        scoreText(spread.mean, look.metric, format),
        single ? null : scoreText(spread.sd, look.metric, format),
        format.whole(spread.n),
      ),
    );
    if (near && cells.length > 1) {
      const shown = near.slice(0, mostNear).map((cell, i) => where(cell, i === 0));
      parts.push(sentence.near(shown, Math.max(0, near.length - mostNear)));
    }
  } else parts.push(sentence.none.replace(/\.$/, ""));
  const lost = cells.flatMap(({ lines }) => lines.filter(isLost));
  const failed = lost.filter((line) => line.failed !== undefined).length;
  if (lost.length > 0) parts.push(sentence.lost(lost.length - failed, failed));
  return `${parts.join("; ")}.`;
}

// ---- events for the host page

const both = (cell: Cell, part: "train" | "valid") => ({
  loss: cellSpread(cell, part, "loss"),
  accuracy: cellSpread(cell, part, "accuracy"),
});

const foundOf = (cell: Cell): SweepPoint => ({
  arm: letterOf(cell.arm),
  value: cell.value,
  runs: cell.lines.length - cell.lost,
  lost: cell.lost,
  train: both(cell, "train"),
  valid: both(cell, "valid"),
});

/** Validation loss by each value of each key and by arm, averaged over all else: main effects. */
export function marginsOf(lines: readonly Line[]): Record<string, (readonly [string, number])[]> {
  const done = lines.filter((line) => !isLost(line) && line.valid.loss !== null);
  const keys = Object.keys(lines[0]?.over ?? {});
  const by = (of: (line: Line) => string) => {
    const values = [...new Set(done.map(of))];
    return values.map((value) => {
      const losses = done.flatMap((line) => (of(line) === value ? [line.valid.loss ?? 0] : []));
      return [value, losses.reduce((sum, loss) => sum + loss, 0) / losses.length] as const;
    });
  };
  const entries = keys.map((key) => [key, by(({ over }) => String(over[key]))] as const);
  return Object.fromEntries([["arm", by(({ arm }) => arm.toUpperCase())], ...entries]);
}

/** The points along the key, and which is best by the metric. */
export function sweepFound(look: Look): SweepSummary {
  const cells = cellsAt(look);
  const verdict: Verdict | null = verdictOf(cells, look.metric);
  return {
    key: look.key,
    metric: look.metric,
    points: cells.map(foundOf),
    best: verdict && foundOf(verdict.best),
    near: verdict?.near?.map(foundOf) ?? [],
    margins: marginsOf(look.lines),
    digests: Object.fromEntries(look.lines.map(({ link, digest }) => [link, digest])),
  };
}

/** What was swept over, where runs came from files. */
export function wishOf(lines: readonly Line[]): SweepWish | null {
  const keys = keysOf(lines);
  const values = (key: string) => valuesOf(cellsOf(lines, key)).join(",");
  const over = keys.map((key) => `${key}=${values(key)}`).join(";");
  const seeds = keys.includes("seed") ? 1 : new Set(lines.map(({ seed }) => seed)).size;
  return keys.length > 0 ? { over, seeds } : null;
}

/** Values to try for a key of which nothing was said yet. */
export function suggested(key: string, spec: Spec): string {
  const row = parameter(key as never);
  const { min, max } = row;
  if (row.type === "choice") return (row.fits?.[spec.model] ?? row.choices).join(",");
  const special: Record<string, string> = {
    seed: "1:5:1",
    dseed: "1:5:1",
    decay: "0,0.0001,0.001,0.01,0.1",
    maxnorm: "0,1,2,3,4",
    clip: "0,0.1,1,10",
    patience: "0,5,10,20",
    n: "25,50,100,200,400",
    tau: "0,1,10,100",
    noise: "0:0.4:0.1",
    smooth: "0:0.3:0.1",
    momentum: "0,0.5,0.9,0.99",
    block: "1,3,5,7",
    T: "10,50,100",
    depth: "1:4:1",
  };
  if (special[key]) return special[key];
  if (min === 0 && max === 1) return "0:0.8:0.2";
  const now = Number(spec[row.key]);
  const values = [now / 4, now / 2, now, 2 * now, 4 * now]
    .map((v) => Math.min(max, Math.max(min, row.type === "integer" ? Math.round(v) : v)))
    .map((v) => Number(v.toPrecision(3)));
  return [...new Set(values)].join(",");
}
