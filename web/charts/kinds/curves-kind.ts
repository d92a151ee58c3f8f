// Learning curves as a kind: what is read at an epoch, the table, and how they are painted.

import type { Cursor, Kind, Size } from "../figure/kind";
import type { ChartStrings } from "../figure/strings";
import type { Painter } from "../paint/painter";
import { extent, show } from "../paint/scale";
import type { Theme } from "../paint/theme";
import { drawAxes } from "../parts/axes";
import { type CurvesData, curveAxes, type Line, lineStyle, linesOf, thin } from "./curves-lines";
import { labelRoom, paintGaps, paintLabels } from "./curves-paint";

/** At an epoch: every curve's value there or, where it was not measured, the one before. */
function readAt(
  data: CurvesData,
  lines: readonly Line[],
  index: number,
  strings: ChartStrings,
): string {
  const rows = lines.map((line) => {
    let i = index;
    while (i > 0 && !Number.isFinite(line.values[i] ?? Number.NaN)) i--;
    return `${line.name}: ${show(line.values[i], strings.locale)}`;
  });
  const x = `${data.xLabel ?? strings.epoch} ${show(data.x[index], strings.locale, 4)}`;
  return [x, ...rows].join("\n");
}

function curvesCursor(
  data: CurvesData,
  lines: readonly Line[],
  x: (v: number) => number,
  middle: number,
  strings: ChartStrings,
): Cursor {
  const n = data.x.length;
  return {
    rows: 1,
    cols: n,
    at: (_, col) =>
      col < n
        ? { x: x(data.x[col]), y: middle, line: true, text: readAt(data, lines, col, strings) }
        : null,
    find: (px) => {
      let lo = 0;
      let hi = n - 1;
      while (hi - lo > 1) {
        const mid = (lo + hi) >> 1;
        if (x(data.x[mid]) < px) lo = mid;
        else hi = mid;
      }
      if (hi < 0) return null;
      return [0, Math.abs(x(data.x[lo]) - px) <= Math.abs(x(data.x[hi]) - px) ? lo : hi];
    },
  };
}

function paintCurves(
  p: Painter,
  full: CurvesData,
  size: Size,
  theme: Theme,
  strings: ChartStrings,
): { cursor: Cursor } {
  const data = thin(full, size.width);
  const lines = linesOf(data, strings);
  const { room, brief } = labelRoom(p, lines, size.width);
  const [xAxis, yAxis] = curveAxes(data, lines, strings);
  const plot = drawAxes(p, size, xAxis, yAxis, theme, strings.locale, { right: room });
  const { box, x, y } = plot;
  p.clip(box.x, box.y - 4, box.w + 4, box.h + 8, () => {
    paintGaps(p, lines, x, y, data.x, theme);
    for (const line of lines) {
      const path: number[] = [];
      for (let i = 0; i < data.x.length; i++) {
        const v = line.values[i];
        if (v !== null && v !== undefined && Number.isFinite(y(v))) path.push(x(data.x[i]), y(v));
      }
      p.line(path, lineStyle(line, theme));
    }
  });
  paintLabels(p, lines, brief, plot, data.x, theme);
  return { cursor: curvesCursor(data, lines, x, box.y + box.h / 2, strings) };
}

export const curvesKind: Kind<CurvesData> = {
  empty: (data) =>
    data.x.length === 0 ||
    !extent(data.arms.flatMap((a) => [a.dropout ?? [], a.train ?? [], a.valid ?? []])),
  scales: true,
  height: () => 260,
  paint: paintCurves,
  table: (data, strings) => {
    const lines = linesOf(data, strings);
    const columns = [data.xLabel ?? strings.epoch, ...lines.map((line) => line.name)];
    const cell = (v: number | null | undefined) => (v === undefined || Number.isNaN(v) ? null : v);
    const rows = Array.from({ length: data.x.length }, (_, i) => [
      data.x[i],
      ...lines.map((line) => cell(line.values[i])),
    ]);
    // Evaluations are rarer than batches: their rows are the ones to show.
    const rare = lines.filter((line) => line.kind !== "dropout");
    const main = [...rows.keys()].filter((i) =>
      rare.some((l) => Number.isFinite(l.values[i] ?? Number.NaN)),
    );
    return { columns, rows, main };
  },
};
