// Histograms of weights, activations or gradients, several series over the same bins.

import { CanvasChart, type ChartOptions } from "../figure/chart";
import type { Kind } from "../figure/kind";
import { show, type Values } from "../paint/scale";
import { armColor } from "../paint/theme";
import { drawAxes } from "../parts/axes";
import { keyHeight, paintKey } from "../parts/key";

export interface HistogramData {
  /** Bin edges, ascending, one more than counts. */
  edges: ArrayLike<number>;
  series: readonly { name: string; arm?: number; counts: Values; dashed?: boolean }[];
  log?: boolean;
  xLabel?: string;
  /** Counts are shown as such, or as parts of their series' sum. */
  share?: boolean;
}

function parts(counts: Values, share: boolean | undefined): number[] {
  const all = Array.from(counts, (v) => v ?? 0);
  const sum = share ? all.reduce((a, b) => a + b, 0) || 1 : 1;
  return all.map((v) => v / sum);
}

const histogramKind: Kind<HistogramData> = {
  empty: (data) => data.edges.length < 2 || data.series.length === 0,
  scales: true,
  height: () => 220,
  paint: (p, data, size, theme, strings) => {
    const all = data.series.map((s) => parts(s.counts, data.share));
    const most = Math.max(...all.flat(), data.share ? 0.01 : 1);
    const least = data.log ? Math.min(...all.flat().filter((v) => v > 0), most) / 2 : 0;
    const entries = data.series.map((s, k) => ({
      name: s.name,
      arm: s.arm ?? k,
      dashed: s.dashed ?? false,
    }));
    const top = keyHeight(p, entries, size.width);
    const n = data.edges.length - 1;
    const yLabel = data.share ? "%" : strings.count;
    const scale = data.share ? 100 : 1;
    let painted = {};
    paintKey(p, entries, size.width, theme);
    p.move(0, top, () => {
      const { box, x, y } = drawAxes(
        p,
        { width: size.width, height: size.height - top },
        { domain: [data.edges[0], data.edges[n]], ...(data.xLabel ? { label: data.xLabel } : {}) },
        { domain: [least * scale, most * scale * 1.05], log: data.log ?? false, label: yLabel },
        theme,
        strings.locale,
      );
      const floor = box.y + box.h;
      for (const [k, series] of data.series.entries()) {
        const color = armColor(theme, series.arm ?? k);
        const path: number[] = [x(data.edges[0]), floor];
        for (let i = 0; i < n; i++) {
          const v = y(all[k][i] * scale);
          const up = Number.isFinite(v) ? Math.min(floor, v) : floor;
          path.push(x(data.edges[i]), up, x(data.edges[i + 1]), up);
        }
        path.push(x(data.edges[n]), floor);
        p.area(path, { fill: color, opacity: 0.18 });
        p.line(path, { stroke: color, width: 1.5, ...(series.dashed ? { dash: [4, 3] } : {}) });
      }
      painted = {
        cursor: {
          rows: 1,
          cols: n,
          at: (_: number, col: number) => {
            const [a, b] = [data.edges[col], data.edges[col + 1]];
            const lines = data.series.map((s, k) => {
              const v = all[k][col] * scale;
              return `${s.name}: ${show(v, strings.locale)}${data.share ? " %" : ""}`;
            });
            const text = [`${show(a, strings.locale)} … ${show(b, strings.locale)}`, ...lines].join(
              "\n",
            );
            const at = [x(a), top + box.y, x(b) - x(a), box.h] as const;
            return { x: x((a + b) / 2), y: top + box.y + box.h / 2, text, box: at };
          },
          find: (px: number) => {
            const v = x.invert(px);
            for (let i = 0; i < n; i++)
              if (v >= data.edges[i] && v < data.edges[i + 1]) return [0, i] as const;
            return null;
          },
        },
      };
    });
    return painted;
  },
  table: (data, strings) => ({
    columns: [`${strings.bin} ≥`, `${strings.bin} <`, ...data.series.map((s) => s.name)],
    rows: Array.from({ length: data.edges.length - 1 }, (_, i) => [
      data.edges[i],
      data.edges[i + 1],
      ...data.series.map((s) => s.counts[i] ?? null),
    ]),
  }),
};

export class HistogramChart extends CanvasChart<HistogramData> {
  constructor(options: ChartOptions) {
    super(histogramKind, options);
  }
}
