// Reliability diagram (Niculescu-Mizil & Caruana 2005; Guo et al. 2017): accuracy against
// confidence in bins, with how many answers each bin holds and the expected calibration error.

import { CanvasChart, type ChartOptions } from "../figure/chart";
import { type Kind, type Stop, stopsCursor } from "../figure/kind";
import { linear, show } from "../paint/scale";
import { armColor } from "../paint/theme";
import { drawAxes } from "../parts/axes";
import { dashOf, keyHeight, marker, paintKey } from "../parts/key";

export interface ReliabilityBin {
  /** Mean confidence in the bin, 0 to 1. */
  confidence: number;
  /** Share of right answers, 0 to 1. */
  accuracy: number;
  count: number;
}

export interface ReliabilityData {
  series: readonly {
    name: string;
    arm?: number;
    bins: readonly ReliabilityBin[];
    ece: number;
    dashed?: boolean;
    dotted?: boolean;
  }[];
}

const countsHeight = 40;

export const reliabilityKind: Kind<ReliabilityData> = {
  empty: (data) => data.series.every((s) => s.bins.every((bin) => bin.count === 0)),
  height: (data, width) =>
    Math.min(360, Math.max(260, width * 0.8)) +
    countsHeight +
    18 * (data.series.length > 2 ? 2 : 1),
  paint: (p, data, size, theme, strings) => {
    const entries = data.series.map((s, k) => ({
      name: `${s.name}: ${strings.ece} ${show(s.ece, strings.locale, 2)}`,
      arm: s.arm ?? k,
      dashed: s.dashed ?? false,
      dotted: s.dotted ?? false,
      marker: true,
    }));
    const top = keyHeight(p, entries, size.width);
    paintKey(p, entries, size.width, theme);
    const stops: Stop[][] = [];
    const side = Math.min(size.width, size.height - top - countsHeight - 20);
    p.move(0, top, () => {
      const plot = drawAxes(
        p,
        { width: side, height: size.height - top - countsHeight },
        { domain: [0, 1], label: strings.confidence },
        { domain: [0, 1], label: strings.accuracy },
        theme,
        strings.locale,
      );
      const { box, x, y } = plot;
      p.line([x(0), y(0), x(1), y(1)], { stroke: theme.muted, dash: [2, 3] });
      const turn = (-Math.atan2(box.h, box.w) * 180) / Math.PI;
      const diagonal = {
        color: theme.muted,
        size: 11,
        align: "center" as const,
        base: "bottom" as const,
      };
      p.text(x(0.27) - 3, y(0.27) - 4, strings.perfect, { ...diagonal, turn, halo: theme.paper });
      const most = Math.max(1, ...data.series.flatMap((s) => s.bins.map((bin) => bin.count)));
      const floor = size.height - top;
      const bar = linear([0, most], [0, countsHeight - 14]);
      p.text(0, floor - countsHeight + 8, strings.count, { color: theme.muted, size: 11 });
      p.line([box.x, floor - 0.5, box.x + box.w, floor - 0.5], { stroke: theme.hairline });
      for (const [k, series] of data.series.entries()) {
        const arm = series.arm ?? k;
        const stroke = armColor(theme, arm);
        const bins = series.bins.filter((bin) => bin.count > 0);
        const path = bins.flatMap((bin) => [x(bin.confidence), y(bin.accuracy)]);
        p.line(path, { stroke, width: 1.75, ...dashOf(series) });
        const w = Math.max(2, Math.min(8, box.w / (series.bins.length * (data.series.length + 1))));
        const shift = (k - (data.series.length - 1) / 2) * w;
        for (const bin of bins) {
          const gap = { stroke, width: 1, opacity: 0.5 };
          p.line([x(bin.confidence), y(bin.confidence), x(bin.confidence), y(bin.accuracy)], gap);
          marker(p, arm, x(bin.confidence), y(bin.accuracy), 4, theme);
          const h = Math.max(1, bar(bin.count));
          p.rect(x(bin.confidence) + shift - w / 2, floor - h, w, h, { fill: stroke });
        }
        stops.push(
          bins.map((bin) => ({
            x: x(bin.confidence),
            y: top + y(bin.accuracy),
            text: [
              series.name,
              `${strings.confidence}: ${show(bin.confidence, strings.locale)}`,
              `${strings.accuracy}: ${show(bin.accuracy, strings.locale)}`,
              `${strings.count}: ${show(bin.count, strings.locale)}`,
            ].join("\n"),
          })),
        );
      }
    });
    return { cursor: stopsCursor(stops) };
  },
  table: (data, strings) => ({
    columns: [strings.row, strings.confidence, strings.accuracy, strings.count, strings.ece],
    rows: data.series.flatMap((s) =>
      s.bins.map((bin) => [s.name, bin.confidence, bin.accuracy, bin.count, s.ece]),
    ),
  }),
};

export class ReliabilityChart extends CanvasChart<ReliabilityData> {
  constructor(options: ChartOptions) {
    super(reliabilityKind, options);
  }
}
