// Points with error bars or a band, joined or not: a sweep over a key, convergence with T, lags.

import { CanvasChart, type ChartOptions } from "../figure/chart";
import { type Kind, stopsCursor } from "../figure/kind";
import type { Painter } from "../paint/painter";
import { extent, pad, padLog, show, type Values } from "../paint/scale";
import { armColor, type Theme } from "../paint/theme";
import { drawAxes, type Plot } from "../parts/axes";
import { keyHeight, marker, paintKey } from "../parts/key";

interface ScatterSeries {
  name: string;
  /** 0 to 3: whose colour and marker. Its place in the list when not given. */
  arm?: number;
  /** Ascending when joined. */
  x: ArrayLike<number>;
  y: Values;
  /** Half length of the error bar, or half width of the band. */
  spread?: Values;
  spreadAs?: "bars" | "band";
  line?: boolean;
  markers?: boolean;
  dashed?: boolean;
  /** Single measurements (seeds), drawn small behind. */
  raw?: { x: ArrayLike<number>; y: Values };
}

export interface ScatterData {
  series: readonly ScatterSeries[];
  xLabel: string;
  yLabel: string;
  xLog?: boolean;
  yLog?: boolean;
  /** Names for x = 0, 1, 2, ... when the key is a choice and not a number. */
  names?: readonly string[];
  /** Horizontal lines with a text: a baseline, a final value. */
  marks?: readonly { y: number; label: string }[];
  yRange?: readonly [number, number];
}

export const scatterKind: Kind<ScatterData> = {
  empty: (data) => !extent(data.series.flatMap((s) => [s.y, s.raw?.y ?? []])),
  scales: true,
  height: () => 260,
  paint: (p, data, size, theme, strings) => {
    const many = data.series.length > 1;
    const entries = data.series.map((s, k) => ({
      name: s.name,
      arm: s.arm ?? k,
      dashed: s.dashed ?? false,
      marker: s.markers !== false,
    }));
    const top = many ? keyHeight(p, entries, size.width) : 0;
    if (many) paintKey(p, entries, size.width, theme);
    let painted = {};
    p.move(0, top, () => {
      const plot = drawAxes(
        p,
        { width: size.width, height: size.height - top },
        {
          domain: xDomain(data),
          log: data.xLog ?? false,
          label: data.xLabel,
          ...(data.names ? { names: data.names } : {}),
        },
        { domain: data.yRange ?? yDomain(data), log: data.yLog ?? false, label: data.yLabel },
        theme,
        strings.locale,
      );
      const { box, x, y } = plot;
      p.clip(box.x - 6, box.y - 4, box.w + 12, box.h + 8, () => {
        for (const mark of data.marks ?? []) {
          p.line([box.x, y(mark.y), box.x + box.w, y(mark.y)], {
            stroke: theme.muted,
            dash: [2, 3],
          });
          const style = {
            color: theme.muted,
            size: 11,
            align: "right" as const,
            base: "bottom" as const,
          };
          p.text(box.x + box.w - 4, y(mark.y) - 2, mark.label, { ...style, halo: theme.paper });
        }
        for (const [k, series] of data.series.entries())
          paintSeries(p, series, series.arm ?? k, plot, theme);
      });
      const stops = data.series.map((s) =>
        Array.from(s.x, (v, i) => {
          const at = s.y[i];
          if (at === null || at === undefined || !Number.isFinite(y(at))) return null;
          const spread = s.spread
            ? ` ${strings.spread} ${show(s.spread[i], strings.locale, 2)}`
            : "";
          const where = `${data.xLabel} ${data.names?.[v] ?? show(v, strings.locale, 4)}`;
          return {
            x: x(v),
            y: top + y(at),
            text: `${s.name}\n${where}\n${data.yLabel} ${show(at, strings.locale)}${spread}`,
          };
        }),
      );
      painted = { cursor: stopsCursor(stops) };
    });
    return painted;
  },
  table: (data, strings) => ({
    columns: [strings.row, data.xLabel, data.yLabel, strings.spread],
    rows: data.series.flatMap((s) =>
      Array.from(s.x, (v, i) => [
        s.name,
        data.names?.[v] ?? v,
        s.y[i] ?? null,
        s.spread?.[i] ?? null,
      ]),
    ),
  }),
};

function xDomain(data: ScatterData): [number, number] {
  if (data.names) return [-0.5, data.names.length - 0.5];
  const found = extent(
    data.series.flatMap((s) => [s.x, s.raw?.x ?? []]),
    data.xLog,
  ) ?? [0.1, 1];
  const joined = data.series.every((s) => s.markers === false);
  if (data.xLog) return joined ? found : padLog(found);
  return pad(found, joined ? 0 : 0.03);
}

function yDomain(data: ScatterData): [number, number] {
  const lists = data.series.flatMap((s) => {
    const edge = (sign: number) =>
      Array.from(s.y, (v, i) => (v === null ? null : v + sign * (s.spread?.[i] ?? 0)));
    return [edge(1), edge(-1), s.raw?.y ?? []];
  });
  const found = extent([...lists, (data.marks ?? []).map((mark) => mark.y)], data.yLog) ?? [0.1, 1];
  return data.yLog ? padLog(found) : pad(found);
}

function paintSeries(
  p: Painter,
  series: ScatterSeries,
  arm: number,
  { x, y }: Plot,
  theme: Theme,
): void {
  const color = armColor(theme, arm);
  const point = (i: number, sign = 0): [number, number] => {
    const v = series.y[i];
    const at = v === null || v === undefined ? Number.NaN : v + sign * (series.spread?.[i] ?? 0);
    return [x(series.x[i]), y(at)];
  };
  const order = Array.from({ length: series.x.length }, (_, i) => i).filter((i) =>
    Number.isFinite(point(i)[1]),
  );
  const { raw, spread } = series;
  for (let i = 0; raw && i < raw.x.length; i++) {
    const v = raw.y[i];
    if (v !== null && v !== undefined)
      p.circle(x(raw.x[i]) + 8, y(v), 1.75, { fill: color, opacity: 0.6 });
  }
  if (spread && series.spreadAs === "band") {
    const up = order.flatMap((i) => point(i, 1));
    const down = [...order].reverse().flatMap((i) => point(i, -1));
    p.area([...up, ...down], { fill: color, opacity: 0.2 });
  } else if (spread) {
    for (const i of order) {
      const [px, top] = point(i, 1);
      const bottom = point(i, -1)[1];
      const ends = [
        px - 4,
        top,
        px + 4,
        top,
        Number.NaN,
        Number.NaN,
        px - 4,
        bottom,
        px + 4,
        bottom,
      ];
      p.line([px, top, px, bottom, Number.NaN, Number.NaN, ...ends], {
        stroke: color,
        width: 1.25,
      });
    }
  }
  if (series.line !== false) {
    const dash = series.dashed ? { dash: [4, 3] } : {};
    p.line(
      order.flatMap((i) => point(i)),
      { stroke: color, width: 1.75, ...dash },
    );
  }
  if (series.markers !== false) for (const i of order) marker(p, arm, ...point(i), 4, theme);
}

export class ScatterChart extends CanvasChart<ScatterData> {
  constructor(options: ChartOptions) {
    super(scatterKind, options);
  }
}
