// A chart's data as a table: plain rows, written as CSV or as an HTML table.

import { show } from "../paint/scale";
import type { ChartStrings } from "./strings";

export type Cell = string | number | null;

export interface Table {
  columns: string[];
  rows: Cell[][];
  /** Rows that say most, where the page cannot show all. */
  main?: number[];
}

/** At most this many rows are put into the page; the CSV has them all. */
const shownRows = 50;

/** RFC 4180. Numbers are written in full with a point; a text that a spreadsheet would run as a
 *  formula is preceded by a quote. */
export function toCsv(table: Table): string {
  const line = (cells: readonly Cell[]) => cells.map(csvCell).join(",");
  return `${[table.columns, ...table.rows].map(line).join("\r\n")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isNaN(cell) ? "" : String(cell);
  const safe = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `count` row numbers of `all`, even, with the first and the last. */
export function sample(all: number, count = shownRows): number[] {
  if (all <= count) return Array.from({ length: all }, (_, i) => i);
  return Array.from({ length: count }, (_, i) => Math.round((i * (all - 1)) / (count - 1)));
}

/** Numbers of the rows for the page: of the main ones, or of all when none is named. */
export function mainRows(table: Table): number[] {
  const from = table.main?.length ? table.main : [...table.rows.keys()];
  return sample(from.length).map((i) => from[i]);
}

export function tableElement(table: Table, caption: string, strings: ChartStrings): HTMLElement {
  const out = document.createElement("table");
  const rows = table.rows.length > shownRows ? mainRows(table) : [...table.rows.keys()];
  const all = table.rows.length;
  out.createCaption().textContent =
    rows.length < all ? `${caption}. ${strings.tableSampled(rows.length, all)}` : caption;
  const head = out.createTHead().insertRow();
  for (const name of table.columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = name;
    head.append(cell);
  }
  const body = out.createTBody();
  for (const index of rows) {
    const row = body.insertRow();
    for (const [k, value] of (table.rows[index] ?? []).entries()) {
      const cell = k === 0 ? document.createElement("th") : document.createElement("td");
      if (cell instanceof HTMLTableCellElement && k === 0) cell.scope = "row";
      cell.textContent = typeof value === "string" ? value : show(value, strings.locale, 4);
      row.append(cell);
    }
  }
  return out;
}
