// The values of a sweep as a table that its headings sort.

import { html, nothing, type TemplateResult } from "lit";
import { type Cell, cellSpread, type Metric, verdictOf } from "../../../page/sweep/stats";
import { letterOf } from "../../../shared/arms";
import type { View } from "../../panel/view";
import type { Words } from "./en";
import { cellsAt, cellText, type Look, valueText } from "./sweep-data";

type Column = "value" | "arm" | "runs" | "train" | "valid";

interface Row {
  cell: Cell;
  /** The column that sorts it. */
  order: Record<Column, number>;
  mark: string;
}

export class SweepTable {
  private column: Column = "value";
  private descending = false;
  private made: TemplateResult | typeof nothing = nothing;
  private madeOf: readonly unknown[] = [];

  /** Rendered only when something has changed, since there can be many rows. */
  render(view: View, words: Words, look: Look): TemplateResult | typeof nothing {
    const at = JSON.stringify(look.at);
    const of = [look.lines, look.key, at, look.metric, words, this.column, this.descending];
    if (of.some((one, i) => one !== this.madeOf[i])) this.made = this.make(view, words, look);
    this.madeOf = of;
    return this.made;
  }

  private make(view: View, words: Words, look: Look): TemplateResult | typeof nothing {
    const cells = cellsAt(look);
    if (cells.length === 0) return nothing;
    const many = new Set(cells.map(({ arm }) => arm)).size > 1;
    const rows = rowsOf(cells, look.metric, words);
    const sign = this.descending ? -1 : 1;
    rows.sort((a, b) => compare(a.order[this.column], b.order[this.column], sign));
    const columns: [Column, string][] = [
      ["value", look.key],
      ...(many ? [["arm", words.columns.arm] as [Column, string]] : []),
      ["runs", words.columns.runs],
      ["train", words.columns.train],
      ["valid", words.columns.valid],
    ];
    const title = words.tableTitle(look.metric);
    return html`
      <p class="hint">${title}</p>
      <div class="scroll" role="region" tabindex="0" aria-label=${title}>
        <table class="scores sweep-table">
          <thead><tr>
            ${columns.map(([column, name]) => this.heading(view, words, column, name))}
            <td class="mark"></td>
          </tr></thead>
          <tbody>${rows.map((row) => this.row(row, view, words, look.metric, many))}</tbody>
        </table>
      </div>
    `;
  }

  private heading(view: View, words: Words, column: Column, name: string): TemplateResult {
    const sorted = column === this.column;
    const press = () => {
      // The best first, where there is one.
      const first = column === "train" || column === "valid";
      this.descending = sorted ? !this.descending : first;
      this.column = column;
      view.refresh();
    };
    const order = this.descending ? "descending" : "ascending";
    return html`
      <th scope="col" aria-sort=${sorted ? order : nothing}>
        <button type="button" class="sort" title=${words.sortBy(name)} @click=${press}>
          ${name}<span aria-hidden="true">${sorted ? (this.descending ? "▾" : "▴") : ""}</span>
        </button>
      </th>
    `;
  }

  private row(
    { cell, mark }: Row,
    { format }: View,
    words: Words,
    metric: Metric,
    many: boolean,
  ): TemplateResult {
    const runs = format.whole(cell.lines.length - cell.lost);
    return html`
      <tr>
        <th scope="row">
          ${valueText(cell.value, format)}${mark ? html`<small>${mark}</small>` : nothing}
        </th>
        ${many ? html`<td>${letterOf(cell.arm)}</td>` : nothing}
        <td>${runs}${cell.lost > 0 ? html` <small>${lostText(cell, words)}</small>` : nothing}</td>
        <td>${cellText(cellSpread(cell, "train", metric), metric, format)}</td>
        <td>${cellText(cellSpread(cell, "valid", metric), metric, format)}</td>
        <td class="mark">${mark}</td>
      </tr>
    `;
  }
}

function rowsOf(cells: readonly Cell[], metric: Metric, words: Words): Row[] {
  const verdict = verdictOf(cells, metric);
  return cells.map((cell, i): Row => {
    const numeric = typeof cell.value === "number";
    const mark =
      cell === verdict?.best ? words.best : verdict?.near?.includes(cell) ? words.near : "";
    const order = {
      value: numeric ? Number(cell.value) : i,
      arm: cell.arm,
      runs: cell.lines.length - cell.lost,
      train: cellSpread(cell, "train", metric).mean,
      valid: cellSpread(cell, "valid", metric).mean,
    };
    return { cell, order, mark };
  });
}

/** What has no number comes last, either way. */
function compare(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return sign * (a - b);
}

function lostText({ lines, lost }: Cell, words: Words): string {
  const failed = lines.filter((line) => line.failed !== undefined).length;
  return `+ ${words.sentence.lost(lost - failed, failed)}`;
}
