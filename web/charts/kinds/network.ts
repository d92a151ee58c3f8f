// The network: units coloured by activation, weights by sign and magnitude, dropped units hollow
// with a cross, survivors scaled by 1/(1-p). A click or Enter on a unit is reported to the owner.
import { CanvasChart, type ChartOptions } from "../figure/chart";
import { type Kind, type Stop, stopsCursor } from "../figure/kind";
import type { ChartStrings } from "../figure/strings";
import { colorAt } from "../paint/color";
import { cross, type Painter, shorten } from "../paint/painter";
import { extent, show } from "../paint/scale";
import type { Theme } from "../paint/theme";
import {
  drawn,
  type NetworkData,
  type NetworkLayer,
  type NetworkLayout,
  networkLayout,
} from "./network-layout";

export type { NetworkData, NetworkLayer } from "./network-layout";

const mostEdges = 4000;

export const networkKind: Kind<NetworkData> = {
  empty: (data) => data.layers.length === 0,
  scales: true,
  height: (data) => {
    const most = Math.max(1, ...data.layers.map((layer) => Math.min(data.limit ?? 16, layer.size)));
    return Math.min(420, Math.max(200, 62 + most * 22));
  },
  paint: (p, data, size, theme, strings) => {
    const side = (layer: NetworkLayer | undefined) =>
      Math.min(
        size.width * 0.2,
        Math.max(0, ...(layer?.units ?? []).map((unit) => p.measure(unit, 11))),
      ) + 8;
    const left = side(data.layers[0]);
    const right = Math.max(24, side(data.layers.at(-1)));
    const layout = networkLayout(data, size.width, size.height, left, right);
    paintEdges(p, data, layout, theme);
    for (const k of data.layers.keys()) paintLayer(p, data, k, layout, size.width, theme, strings);
    // One cursor column per layer, one row per drawn unit.
    const rows = Math.max(...layout.y.map((ys) => ys.length));
    const stops: (Stop | null)[][] = Array.from({ length: rows }, (_, row) =>
      data.layers.map((layer, k) => {
        const y = layout.y[k][row];
        return y === undefined ? null : { x: layout.x[k], y, text: describe(layer, row, strings) };
      }),
    );
    const cursor = stopsCursor(stops);
    const find = (x: number, y: number) => {
      const found = cursor.find(x, y);
      const stop = found && cursor.at(...found);
      return stop && Math.hypot(stop.x - x, stop.y - y) <= Math.max(14, layout.radius * 1.5)
        ? found
        : null;
    };
    return { cursor: { ...cursor, find } };
  },
  table: (data, strings) => ({
    columns: [strings.layer, strings.unit, strings.activation, strings.kept],
    rows: data.layers.flatMap((layer) =>
      Array.from({ length: layer.size }, (_, i) => [
        layer.name,
        layer.units?.[i] ?? i + 1,
        layer.activations?.[i] ?? null,
        layer.keep ? (layer.keep[i] ? 1 : 0) : null,
      ]),
    ),
  }),
};

function isDropped(layer: NetworkLayer, unit: number): boolean {
  return layer.keep !== undefined && !layer.keep[unit];
}

function describe(layer: NetworkLayer, unit: number, strings: ChartStrings): string {
  const lines = [`${layer.name}, ${strings.unit} ${layer.units?.[unit] ?? unit + 1}`];
  if (layer.activations)
    lines.push(`${strings.activation}: ${show(layer.activations[unit], strings.locale)}`);
  if (isDropped(layer, unit)) lines.push(strings.dropped);
  else if (layer.keep) lines.push(`${strings.kept}, × ${show(layer.scale ?? 1, strings.locale)}`);
  return lines.join("\n");
}

function paintEdges(p: Painter, data: NetworkData, layout: NetworkLayout, theme: Theme): void {
  for (const [k, weights] of (data.weights ?? []).entries()) {
    const [from, to] = [data.layers[k], data.layers[k + 1]];
    if (!weights || !from || !to) continue;
    const [lo, hi] = extent([weights]) ?? [0, 0];
    const most = Math.max(Math.abs(lo), Math.abs(hi)) || 1;
    const [n, m] = [layout.y[k].length, layout.y[k + 1].length];
    // With too many lines only the strong ones are drawn.
    const least = n * m > mostEdges ? 0.5 : 0.03;
    for (let i = 0; i < n; i++) {
      if (isDropped(from, i)) continue;
      for (let j = 0; j < m; j++) {
        const w = weights[i * to.size + j] / most;
        if (Math.abs(w) < least || isDropped(to, j)) continue;
        p.line(
          [
            layout.x[k] + layout.radius,
            layout.y[k][i],
            layout.x[k + 1] - layout.radius,
            layout.y[k + 1][j],
          ],
          {
            stroke: w < 0 ? theme.negative : theme.positive,
            width: 0.35 + 2.2 * Math.abs(w),
            opacity: 0.25 + 0.55 * Math.abs(w),
            ...(w < 0 ? { dash: [5, 2] } : {}),
          },
        );
      }
    }
  }
}

function paintLayer(
  p: Painter,
  data: NetworkData,
  k: number,
  layout: NetworkLayout,
  width: number,
  theme: Theme,
  strings: ChartStrings,
): void {
  const layer = data.layers[k];
  const { radius } = layout;
  const x = layout.x[k];
  const [lo, hi] = extent([layer.activations ?? []]) ?? [0, 0];
  const reach = Math.max(Math.abs(lo), Math.abs(hi)) || 1;
  for (const [i, y] of layout.y[k].entries()) {
    if (isDropped(layer, i)) {
      p.circle(x, y, radius, { fill: theme.paper, stroke: theme.control, width: 1.25 });
      cross(p, x, y, radius * 0.55, { stroke: theme.ink, width: 1.5 });
    } else {
      const v = layer.activations?.[i];
      const fill = v === undefined ? theme.surface : colorAt(theme.diverging, v, -reach, reach);
      p.circle(x, y, radius, { fill, stroke: theme.ink, width: 1.25 });
    }
    const name = layer.units?.[i];
    const last = k === data.layers.length - 1;
    if (name && (k === 0 || last)) {
      const at = last ? x + radius + 4 : x - radius - 4;
      const room = last ? width - at : at;
      p.text(at, y, shorten(p, name, room, 11), {
        color: theme.ink,
        size: 11,
        align: last ? "left" : "right",
      });
    }
  }
  paintNames(p, data, k, layout, width, theme, strings);
}

function paintNames(
  p: Painter,
  data: NetworkData,
  k: number,
  layout: NetworkLayout,
  width: number,
  theme: Theme,
  strings: ChartStrings,
): void {
  const layer = data.layers[k];
  const n = data.layers.length;
  const room = n > 1 ? layout.x[1] - layout.x[0] - 6 : width;
  const centred = (text: string, size: number) => {
    const half = p.measure(text, size, true) / 2;
    return Math.min(width - half, Math.max(half, layout.x[k]));
  };
  const name = shorten(p, layer.name, room, 11);
  const active = data.active === k;
  p.text(centred(name, 11), 7, name, { color: theme.ink, size: 11, align: "center", bold: active });
  if (active) {
    const half = p.measure(name, 11, true) / 2;
    p.line([centred(name, 11) - half, 14, centred(name, 11) + half, 14], {
      stroke: theme.accent,
      width: 2,
    });
  }
  if (layer.keep && layer.scale !== undefined) {
    const text = `× ${show(layer.scale, strings.locale, 3)}`;
    p.text(centred(text, 11), 22, text, { color: theme.muted, size: 11, align: "center" });
  }
  const hidden = layer.size - drawn(layer, data.limit ?? 16);
  if (hidden > 0) {
    const text = shorten(p, strings.more(hidden), room + 6, 11);
    const y = (layout.y[k].at(-1) ?? layout.top) + layout.radius + 12;
    p.text(centred(text, 11), y, text, { color: theme.muted, size: 11, align: "center" });
  }
}

export class NetworkChart extends CanvasChart<NetworkData> {
  constructor(options: ChartOptions) {
    super(networkKind, options);
  }
}
