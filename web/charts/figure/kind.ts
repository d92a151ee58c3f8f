// The interface of a kind of chart: pure functions of data that draw, describe and tabulate it.
import type { Painter } from "../paint/painter";
import type { Theme } from "../paint/theme";
import type { ChartStrings } from "./strings";
import type { Table } from "./table";

export interface Size {
  width: number;
  height: number;
}

/** A position of the data cursor. */
export interface Stop {
  x: number;
  y: number;
  /** All values there, lines separated by \n, the first names the place. */
  text: string;
  /** Outline x, y, width, height instead of a ring. */
  box?: readonly [number, number, number, number];
  /** A vertical line at x instead of a ring. */
  line?: boolean;
}

export interface Cursor {
  rows: number;
  cols: number;
  at(row: number, col: number): Stop | null;
  /** The stop that a pointer at (x, y) means. */
  find(x: number, y: number): readonly [number, number] | null;
}

export interface Painted {
  cursor?: Cursor;
  /** Pixels to data coordinates, null outside the plot. */
  locate?(x: number, y: number): readonly [number, number] | null;
}

export interface Kind<D> {
  /** Nothing to draw: the empty text is shown. */
  empty(data: D): boolean;
  height(data: D, width: number): number;
  /** Can be drawn in a box of any height; others need their own. */
  readonly scales?: boolean;
  paint(p: Painter, data: D, size: Size, theme: Theme, strings: ChartStrings): Painted;
  table(data: D, strings: ChartStrings): Table;
}

/** What the reader did: a click or Enter at a stop, with shift or Delete meaning remove. */
export interface Pick {
  row: number;
  col: number;
  /** Data coordinates, NaN where the chart has none. */
  x: number;
  y: number;
  remove: boolean;
}

/** A cursor over explicit stops, found by the least distance. */
export function stopsCursor(stops: readonly (readonly (Stop | null)[])[]): Cursor {
  return {
    rows: stops.length,
    cols: Math.max(0, ...stops.map((row) => row.length)),
    at: (row, col) => stops[row]?.[col] ?? null,
    find: (x, y) => {
      let best: readonly [number, number] | null = null;
      let least = Number.POSITIVE_INFINITY;
      for (const [r, row] of stops.entries()) {
        for (const [c, stop] of row.entries()) {
          if (!stop) continue;
          const far = (stop.x - x) ** 2 + (stop.y - y) ** 2;
          if (far < least) {
            least = far;
            best = [r, c];
          }
        }
      }
      return best;
    },
  };
}
