// Axes, grid and plot area, shared by every chart with a horizontal and a vertical scale.

import type { Size } from "../figure/kind";
import type { Painter } from "../paint/painter";
import { linear, log, type Scale, show, tickLabels } from "../paint/scale";
import type { Theme } from "../paint/theme";

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface AxisSpec {
  domain: readonly [number, number];
  log?: boolean;
  label?: string;
  /** Names instead of numbers, at 0, 1, 2, ... */
  names?: readonly string[];
  /** Where ticks stand, instead of at round numbers. */
  at?: readonly number[];
}

export interface Plot {
  box: Box;
  x: Scale;
  y: Scale;
}

export interface Room {
  top?: number;
  right?: number;
}

const tickSize = 11;

/** Ticks that fit a vertical axis of that many pixels. */
function tickCount(height: number): number {
  return Math.max(2, Math.round(height / 52));
}

/** Lays out and draws the axes; `room` is kept free for labels beside the plot. */
export function drawAxes(
  p: Painter,
  size: Size,
  xAxis: AxisSpec,
  yAxis: AxisSpec,
  theme: Theme,
  locale: string,
  room: Room = {},
): Plot {
  const bottom = 20 + (xAxis.label ? 16 : 0);
  const top = Math.max(room.top ?? 0, yAxis.label ? 20 : 8);
  const h = Math.max(20, size.height - top - bottom);
  const y = scaleOf(yAxis, [top + h, top]);
  const yTicks = ticksOf(yAxis, y, tickCount(h), locale);
  const gutter = Math.max(...yTicks.map((tick) => p.measure(tick.text, tickSize)), 0) + 8;
  const w = Math.max(20, size.width - gutter - (room.right ?? 12));
  const x = scaleOf(xAxis, [gutter, gutter + w]);
  const xTicks = ticksOf(xAxis, x, Math.max(2, Math.round(w / 72)), locale);
  for (const { at, text } of yTicks) {
    p.line([gutter, y(at), gutter + w, y(at)], { stroke: theme.hairline });
    p.text(gutter - 6, y(at), text, { color: theme.muted, size: tickSize, align: "right" });
  }
  p.line([gutter, top + h, gutter + w, top + h], { stroke: theme.control });
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, text } of xTicks) {
    p.line([x(at), top + h, x(at), top + h + 4], { stroke: theme.control });
    const half = p.measure(text, tickSize) / 2;
    const center = Math.min(size.width - half, Math.max(half, x(at)));
    if (center - half < last + 6) continue;
    last = center + half;
    p.text(center, top + h + 7, text, {
      color: theme.muted,
      size: tickSize,
      align: "center",
      base: "top",
    });
  }
  if (xAxis.label) {
    const style = {
      color: theme.muted,
      size: tickSize,
      align: "center" as const,
      base: "top" as const,
    };
    p.text(gutter + w / 2, top + h + 21, xAxis.label, style);
  }
  if (yAxis.label) p.text(0, 7, yAxis.label, { color: theme.muted, size: tickSize });
  return { box: { x: gutter, y: top, w, h }, x, y };
}

function scaleOf(axis: AxisSpec, range: readonly [number, number]): Scale {
  return axis.log ? log(axis.domain, range) : linear(axis.domain, range);
}

function ticksOf(
  axis: AxisSpec,
  scale: Scale,
  count: number,
  locale: string,
): { at: number; text: string }[] {
  if (axis.names) return axis.names.map((text, at) => ({ at, text }));
  if (axis.at) return axis.at.map((at) => ({ at, text: show(at, locale) }));
  const ticks = scale.ticks(count);
  const texts = tickLabels(ticks, locale);
  return ticks.map((at, i) => ({ at, text: texts[i] }));
}
