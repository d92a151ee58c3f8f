// Draws the poster of a figure, shown until it is played: charts of a run made when the page was
// built, as SVG text, without a document. Bundled for Node by scripts/posters/make.mjs. Knows no core.
import { bandsKind } from "../charts/kinds/bands";
import { curvesKind } from "../charts/kinds/curves-kind";
import { SvgPainter } from "../charts/paint/svg";
import { makeTheme, type Theme } from "../charts/paint/theme";
import { armNames } from "../element/text/names";
import { readLink } from "../page/link/link";
import { letterOf } from "../shared/arms";
import { type Answer, column, matrix, pointColumns } from "../shared/core";
import { type Ask, type Drawing, dots, drawing, plane } from "./drawing";
import { axisNames, lessonDrawings } from "./poster-lesson";
import { type Swept, sweepDrawings } from "./poster-sweep";

/** One arm's run: rows of its curves and, for inputs that can be drawn, its outputs over them. */
export interface ArmRun {
  points: readonly (readonly (number | null)[])[];
  field: Answer | null;
}

interface Job {
  /** The figure's: some have drawings of their own. */
  name: string;
  link: string;
  arms: readonly ArmRun[];
  /** Whose arms' epochs these are: done, and planned. */
  epochs: number;
  planned: number;
  mode: "train" | "eval" | "mc";
  /** The figure shows its inputs before its curves. */
  field: boolean;
  /** It sweeps: then there are no arms. */
  swept: Swept | null;
  /** Asks an arm's network. */
  ask: Ask;
}

const placeOf = (name: (typeof pointColumns)[number]) => pointColumns.indexOf(name);
const head = 24;
const gap = 24;
const spare = 28;
/** Longer names are not written at a line's end. */
const longest = 14;

const most = 120;
/** Rows where the validation data was measured, few enough for a poster; the last among them. */
function thinned({ points }: ArmRun): ArmRun["points"] {
  const measured = points.filter((row) => Number.isFinite(row[placeOf("validLoss")]));
  const stride = Math.ceil(measured.length / most);
  return measured.filter((_, i) => (measured.length - 1 - i) % stride === 0);
}

function curves(job: Job, names: readonly string[], quantity: "Loss" | "Accuracy"): Drawing {
  const runs = job.arms.map(thinned);
  const all = runs.flatMap((points) => points.map((row) => row[placeOf("epoch")] as number));
  const x = [...new Set(all)].sort((a, b) => a - b);
  const arms = runs.map((points, arm) => {
    const at = new Map(points.map((row) => [row[placeOf("epoch")], row]));
    const values = (part: "batch" | "train" | "valid") =>
      x.map((epoch) => {
        const value = at.get(epoch)?.[placeOf(`${part}${quantity}`)];
        return value === undefined || value === null || Number.isNaN(value) ? null : value;
      });
    return {
      name: names[arm] ?? "",
      arm,
      dropout: values("batch"),
      train: values("train"),
      valid: values("valid"),
    };
  });
  const top = quantity === "Accuracy" ? { yMax: 1 } : {};
  return drawing(quantity, curvesKind, { x, arms, xMax: job.epochs, ...top }, 260);
}

function line(job: Job, names: readonly string[]): Drawing[] {
  const first = job.arms[0]?.field ?? null;
  const x = matrix(first, "x");
  const points = matrix(first, "points");
  if (!x || !points) return [];
  const lines = job.arms.map(({ field }, arm) => {
    const get = (name: string) => matrix(field, name)?.data ?? new Float32Array(0);
    const base = { name: names[arm] ?? "", arm };
    if (job.mode === "eval") return { ...base, mean: get("eval") };
    const draws = matrix(field, "draws");
    const single = Array.from({ length: draws ? 5 : 0 }, (_, d) =>
      get("draws").slice(d * x.data.length, (d + 1) * x.data.length),
    );
    if (job.mode === "train") return { ...base, draws: single };
    return { ...base, mean: get("mean"), std: get("std"), eval: get("eval") };
  });
  const px = column(points, 0);
  const stride = Math.ceil(points.rows / (2 * dots));
  const some = (values: number[]) => values.filter((_, i) => i % stride === 0);
  const data = {
    x: x.data,
    curves: lines,
    points: { x: some(px), y: some(column(points, 1)) },
    seen: [[Math.min(...px), Math.max(...px)] as const],
  };
  const how = { train: "Single draws", eval: "Prediction", mc: "Mean ± std" }[job.mode];
  return [drawing(how, bandsKind, { ...data, ...axisNames(job.link) }, 280)];
}

const aboutLoss: ReadonlySet<string> = new Set(["factorial", "gain"]);
const beside: ReadonlySet<string> = new Set(["calibration", "rotated"]);

function drawings(job: Job, names: readonly string[]): Drawing[] {
  if (job.swept) {
    return sweepDrawings(job.swept, aboutLoss.has(job.name)).map((one) =>
      drawing(one.title, one.kind, one.data, one.height),
    );
  }
  const own = lessonDrawings(job.name, job.link, names, job.ask);
  // A reliability diagram is square: the learning curves are drawn beside it.
  if (own) return beside.has(job.name) ? [...own, curves(job, names, "Accuracy")] : own;
  const fields = job.field
    ? matrix(job.arms[0]?.field ?? null, "x")
      ? line(job, names)
      : job.arms.flatMap(({ field }, arm) => plane(field, names[arm] ?? "", "mean"))
    : [];
  if (fields.length > 0) return fields;
  const classifies = job.arms.some(({ points }) =>
    Number.isFinite(points.at(-1)?.[placeOf("validAccuracy")]),
  );
  const loss = curves(job, names, "Loss");
  return classifies ? [curves(job, names, "Accuracy"), loss] : [loss];
}

function sheet(all: readonly Drawing[], width: number, theme: Theme, about: string): string {
  const each = (width - gap * (all.length - 1)) / all.length;
  const height = Math.max(...all.map((one) => Math.min(one.height, Math.max(200, each))));
  const p = new SvgPainter();
  p.rect(0, 0, width, height + head, { fill: theme.paper });
  for (const [i, one] of all.entries()) {
    p.move(i * (each + gap), 0, () => {
      p.text(0, 10, one.title, { color: theme.ink, size: 13, bold: true });
      // A reader's font may be wider than the one that widths are guessed by.
      p.move(0, head, () => one.paint(p, each - spare, height, theme));
    });
  }
  return p.document(width, height + head, theme.font, "", about);
}

/** The alternative text; numbers are in the sentence below that answers the figure's question. */
const caption = (all: readonly Drawing[]) => all.map(({ title }) => title).join("; ");

const wide = 960;
const narrow = 328;

/** The poster at both widths in both schemes, and its alternative text. `color` reads a token. */
export function draw(job: Job, color: (token: string, dark: boolean) => string, font: string) {
  const names = armNames(readLink(job.link).arms);
  const long = names.some((name) => name.length > longest);
  const all = drawings(job, long ? names.map((_, arm) => letterOf(arm)) : names);
  const about = caption(all);
  const theme = (dark: boolean) => makeTheme((token) => color(token, dark), font);
  const few = job.field ? all.slice(-1) : all.slice(0, 1);
  return {
    sentence: about,
    wide: [sheet(all, wide, theme(false), about), sheet(all, wide, theme(true), about)],
    narrow: [sheet(few, narrow, theme(false), about), sheet(few, narrow, theme(true), about)],
  };
}
