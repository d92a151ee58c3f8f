// Learning curves as data: which lines there are, how they look and on which axes.

import type { ChartStrings } from "../figure/strings";
import type { Style } from "../paint/painter";
import { extent, pad, padLog, type Values } from "../paint/scale";
import { armColor, type Theme } from "../paint/theme";
import type { AxisSpec } from "../parts/axes";
import { decimate } from "../parts/decimate";

type CurveKind = "dropout" | "train" | "valid";

export interface CurveArm {
  /** The label at the line's end: "p = 0.5". */
  name: string;
  /** 0 to 3: whose colour. Its place in the list when not given. */
  arm?: number;
  /** On training batches, dropout on. */
  dropout?: Values;
  /** On training data, eval mode. */
  train?: Values;
  /** On validation data, eval mode. */
  valid?: Values;
}

export interface CurvesData {
  /** Epochs, ascending, shared by all curves; null or NaN in a curve means not measured there. */
  x: ArrayLike<number>;
  arms: readonly CurveArm[];
  log?: boolean;
  /** Start or end of the y axis when it is not to follow the data. */
  yMin?: number;
  yMax?: number;
  xMax?: number;
  yLabel?: string;
  xLabel?: string;
}

export interface Line {
  arm: number;
  kind: CurveKind;
  name: string;
  short: string;
  values: Values;
}

const kinds: readonly CurveKind[] = ["dropout", "train", "valid"];
const looks: Record<CurveKind, { width: number; dash?: readonly number[] }> = {
  dropout: { width: 1.25, dash: [4, 3] },
  train: { width: 1.25 },
  valid: { width: 2.75 },
};

export function linesOf(data: CurvesData, strings: ChartStrings): Line[] {
  const long = { dropout: strings.dropout, train: strings.train, valid: strings.valid };
  const brief = {
    dropout: strings.dropoutShort,
    train: strings.trainShort,
    valid: strings.validShort,
  };
  return data.arms.flatMap((arm, i) =>
    kinds.flatMap((kind) => {
      const values = arm[kind];
      const named = (word: string) => (data.arms.length > 1 ? `${arm.name} ${word}` : word);
      const [name, short] = [named(long[kind]), named(brief[kind])];
      return values ? [{ arm: arm.arm ?? i, kind, name, short, values }] : [];
    }),
  );
}

export function lineStyle(line: Line, theme: Theme): Style {
  return { stroke: armColor(theme, line.arm), ...looks[line.kind] };
}

export function curveAxes(
  data: CurvesData,
  lines: readonly Line[],
  strings: ChartStrings,
): [AxisSpec, AxisSpec] {
  const values = lines.map((line) => line.values);
  const found = extent(values, data.log) ?? [0.1, 1];
  const [lo, hi] = data.log ? padLog(found) : pad(found);
  const start = data.yMin ?? (data.log || found[0] < 0 ? lo : Math.max(0, lo));
  const y: AxisSpec = { domain: [start, Math.max(data.yMax ?? hi, start * 1.001 + 1e-9)] };
  if (data.log) y.log = true;
  if (data.yLabel) y.label = data.yLabel;
  const from = data.x[0] ?? 0;
  const to = data.xMax ?? data.x[data.x.length - 1] ?? 1;
  return [{ domain: [from, to > from ? to : from + 1], label: data.xLabel ?? strings.epoch }, y];
}

/** The same curves with at most two points per pixel. */
export function thin(data: CurvesData, width: number): CurvesData {
  const lists = data.arms.flatMap((arm) => kinds.flatMap((kind) => (arm[kind] ? [arm[kind]] : [])));
  const less = decimate(data.x, lists, Math.max(50, Math.floor(width)));
  let next = 0;
  const arms = data.arms.map((arm) => {
    const out: CurveArm = { ...arm };
    for (const kind of kinds) if (arm[kind]) out[kind] = less.ys[next++];
    return out;
  });
  return { ...data, x: less.x, arms };
}
