// JSON lines in and out of the page: a file picker, files that are dropped, a file to save. What
// could not be taken is said line by line.
import { html, nothing, type TemplateResult } from "lit";
import {
  Gathering,
  type Line,
  type LineNotice,
  rowsOf,
  writeLines,
} from "../../../page/sweep/lines";
import { saveFile } from "../../host/clipboard";
import type { View } from "../../panel/view";
import type { Words } from "./en";

const mostBytes = 64e6;
const mostNotices = 5;
const rowsAtOnce = 500;

export class SweepFiles {
  private notices: readonly LineNotice[] = [];
  private tooBig: readonly { name: string; size: number }[] = [];
  private taken = { runs: 0, files: "" };

  /** The lines of these files, with those that were there before. */
  async gather(files: readonly File[], before: readonly Line[]): Promise<Line[]> {
    const gathering = new Gathering(before);
    const had = gathering.lines.length;
    this.tooBig = files.filter(({ size }) => size > mostBytes);
    for (const file of files) {
      if (file.size > mostBytes) continue;
      const rows = rowsOf(await file.text());
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        gathering.addRows(file.name, rows.slice(from, from + rowsAtOnce), from);
        await new Promise((later) => setTimeout(later)); // yields to the event loop
      }
    }
    this.notices = gathering.notices;
    const names = files.map(({ name }) => name).join(", ");
    this.taken = { runs: gathering.lines.length - had, files: names };
    return gathering.lines;
  }

  forget(): void {
    this.notices = this.tooBig = [];
    this.taken = { runs: 0, files: "" };
  }

  render(
    { format }: View,
    words: Words,
    lines: readonly Line[],
    open: (files: readonly File[]) => void,
  ): TemplateResult {
    const pick = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const files = [...(input.files ?? [])];
      input.value = "";
      open(files);
    };
    const { runs, files } = this.taken;
    return html`
      <div class="sweep-files">
        <label class="open">
          <span>${words.open}</span>
          <input type="file" class="unseen" multiple accept=".jsonl,.ndjson,.json,.txt,application/jsonl"
            aria-description=${words.openHelp} @change=${pick} />
        </label>
        <button type="button" ?disabled=${lines.length === 0} @click=${() => save(lines)}>
          ${words.save}
        </button>
        <small class="hint">${words.openHelp}</small>
        <div role="status">
          ${files ? html`<p>${words.opened(format.whole(runs), files)}</p>` : nothing}
          <ul>
            ${this.tooBig.map(
              ({ name, size }) => html`<li>${words.tooBig(name, format.megabytes(size))}</li>`,
            )}
            ${this.notices.slice(0, mostNotices).map((one) => html`<li>${words.notice(one)}</li>`)}
            ${
              this.notices.length > mostNotices
                ? html`<li>${words.moreNotices(this.notices.length - mostNotices)}</li>`
                : nothing
            }
          </ul>
        </div>
      </div>
    `;
  }
}

function save(lines: readonly Line[]): void {
  const keys = Object.keys(lines[0]?.over ?? {}).join("-");
  saveFile([writeLines(lines)], `dropout-sweep-${keys}.jsonl`, "application/jsonl");
}
