// A table of any number of rows: only those in sight stand in the document. Scrolled by wheel, finger
// and keys as any region is; a press on a heading sorts by its column.
import { html, render, type TemplateResult } from "lit";
import type { Predictions } from "../../../shared/tables";
import type { Format } from "../../text/format";
import type { Words } from "./en";
import { columnOf, orderOf, uncertaintyColumn } from "./order";

const rowHeight = 28;
const beyond = 8;
/** Digits that a reader compares. */
const digits = 5;

export class RowsTable {
  readonly element = document.createElement("div");
  private readonly words: Words;
  private readonly format: Format;
  private found: Predictions | null = null;
  private order: Uint32Array = new Uint32Array(0);
  private sorted = { by: 0, descending: true };
  private waiting = 0;

  constructor(words: Words, format: Format) {
    this.words = words;
    this.format = format;
    const { element } = this;
    element.className = "rows-table scroll";
    element.tabIndex = 0;
    element.setAttribute("role", "region");
    element.setAttribute("aria-label", words.table);
    element.addEventListener("scroll", () => {
      this.waiting ||= requestAnimationFrame(() => this.draw());
    });
  }

  show(found: Predictions | null): void {
    if (found === this.found) return;
    this.found = found;
    if (found) this.sort(uncertaintyColumn(found), true);
  }

  private sort(by: number, descending: boolean): void {
    if (!this.found) return;
    this.sorted = { by, descending };
    this.order = orderOf(columnOf(this.found, by), descending);
    this.element.scrollTop = 0;
    this.draw();
  }

  destroy(): void {
    cancelAnimationFrame(this.waiting);
  }

  private heading(name: string, at: number): TemplateResult {
    const { words, found, sorted } = this;
    const known = words.heads[name];
    const of = found?.classes[at - 2] ?? "";
    const text = known ?? words.probability(of);
    const here = sorted.by === at;
    const sort = here ? (sorted.descending ? "descending" : "ascending") : "none";
    const press = () => this.sort(at, here ? !sorted.descending : at > 1);
    return html`<th scope="col" aria-sort=${sort}><button type="button" class="sort"
      title=${words.sortBy(text)} @click=${press}>${text}<span aria-hidden="true">${here ? (sorted.descending ? "↓" : "↑") : ""}</span></button></th>`;
  }

  private cell(value: number, at: number, isName: boolean): TemplateResult {
    const { found, format } = this;
    const none = Number.isNaN(value);
    const text = none
      ? "–"
      : at === 0
        ? format.whole(value)
        : isName
          ? found?.classes[value]
          : format.plain(Number(value.toPrecision(digits)));
    return html`<td class=${isName ? "is-name" : ""}>${text}</td>`;
  }

  private draw(): void {
    this.waiting = 0;
    const { element, found, order } = this;
    if (!found) return;
    const { columns, values, isClasses, truths } = found;
    const width = columns.length;
    const isName = (at: number) => isClasses && (at === 1 || (truths && at === width - 1));
    const seen = Math.ceil((element.clientHeight || 420) / rowHeight);
    const most = Math.max(0, order.length - seen);
    const top = Math.floor(element.scrollTop / rowHeight);
    const first = Math.max(0, Math.min(top, most) - beyond);
    const last = Math.min(order.length, first + seen + 2 * beyond);
    const gap = (rows: number) =>
      html`<tr class="gap" aria-hidden="true"><td colspan=${width} height=${rows * rowHeight}></td></tr>`;
    const lines = Array.from(order.subarray(first, last), (place, k) => {
      const row = values.subarray(place * width, (place + 1) * width);
      return html`<tr aria-rowindex=${first + k + 2}>${Array.from(row, (value, at) => this.cell(value, at, isName(at)))}</tr>`;
    });
    render(
      html`<table aria-rowcount=${order.length + 1}>
        <thead><tr aria-rowindex="1">${columns.map((name, at) => this.heading(name, at))}</tr></thead>
        <tbody>${gap(first)}${lines}${gap(order.length - last)}</tbody>
      </table>`,
      element,
    );
  }
}
