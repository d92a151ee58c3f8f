// A reader's own table: the file, what was found in it and what can be chosen about it. The
// file itself goes to the workers and nowhere else.
import { html, nothing, type TemplateResult } from "lit";
import type { CoreError } from "../../../shared/errors";
import type { Own } from "../../../shared/messages";
import { choicesFor, parameter, type Spec, withValue } from "../../../shared/spec";
import { type FoundTable, noChoices, type TableChoices } from "../../../shared/tables";
import { Panel } from "../../panel/panel";
import { menu, type Option } from "../../panel/pick";
import type { View } from "../../panel/view";
import { keyOf, withRole } from "./choosing";
import type { Words } from "./en";
import { columnTable, firstRows, type Preview } from "./preview";
import { adoptTableStyles } from "./table-styles";

/** A fresh choice: as the file looks, its last column. */
export function ownTable(file: File): Own {
  return { file, choices: noChoices };
}

/** The arms whose models can learn from a table, as they learn from it. */
export function armsOfTable(arms: readonly Spec[]): Spec[] {
  const fits = ({ model }: Spec) => choicesFor(parameter("data"), model).includes("csv");
  return arms.filter(fits).map((spec) => withValue(spec, "data", "csv"));
}

/** Columns shown at once. */
const columnsAtOnce = 40;

export class TablePanel extends Panel<Words> {
  private shown = columnsAtOnce;

  render(view: View): TemplateResult {
    adoptTableStyles(view.root);
    const { words } = this;
    const { own, table } = view.session;
    const choose = (event: Event) => {
      const [file] = (event.target as HTMLInputElement).files ?? [];
      const choices = view.session.resumed?.own ?? noChoices;
      if (file) this.open(view, { file, choices });
    };
    return html`
      <section class="panel own-table" aria-label=${words.title}>
        <h3>${words.title}</h3>
        <p class="hint">${words.hint}</p>
        <div class="tools">
          <label class="menu"><span>${words.choose}</span>
            <input type="file" accept=".csv,.tsv,.tab,.txt,.dat,.data,text/csv" @change=${choose} /></label>
        </div>
        <p role="status">${own ? this.found(view, own) : words.empty}</p>
        ${own ? this.notes(view, own) : nothing}
        ${own ? html`<div class="layout">${this.choices(view, own)}</div>` : nothing}
        ${own && table ? this.preview(view, own, table) : nothing}
        <p class="hint">${words.private}</p>
      </section>
    `;
  }

  private open(view: View, own: Own): void {
    // A run that waits for its table keeps waiting, or resumes.
    view.act.open(view.state.arms, own, view.session.resumed);
  }

  private found({ session, strings, format }: View, { file }: Own): string {
    const { words } = this;
    if (session.phase === "loading") return words.reading(file.name);
    const { table, failure } = session;
    if (failure?.code === "refused") return words.refused(file.name, strings.failure(failure));
    if (!table || !session.isOpen) return words.chosen(file.name);
    const columns = format.whole(table.columns.length);
    const said = [words.found(file.name, format.whole(table.rows), columns)];
    said.push(words.split(format.whole(table.trainRows), format.whole(table.validRows)));
    const { incomplete = 0, blank_rows = 0, skipped_lines = 0 } = table.schema ?? {};
    if (incomplete > 0) said.push(words.incomplete(format.whole(incomplete)));
    if (blank_rows > 0) said.push(words.blank(format.whole(blank_rows)));
    if (skipped_lines > 0) said.push(words.skipped(format.whole(skipped_lines)));
    return said.join(" ");
  }

  /** What to look at; a column that gives something away can be left out at once. */
  private notes(view: View, own: Own): (TemplateResult | typeof nothing)[] {
    const { words } = this;
    const { table } = view.session;
    const change = (choices: TableChoices) => this.open(view, { ...own, choices });
    return (table?.schema?.notes ?? []).map((note: CoreError) => {
      const place = table?.columns.indexOf(note.values[0] ?? "") ?? -1;
      const input = table?.schema?.columns[place]?.role === "input" && note.values.length === 1;
      const leave = () => table && change(withRole(own.choices, table, place, "left out"));
      return html`<div class="note"><span>${view.strings.error(note)}</span>
        ${
          input
            ? html`<button type="button" @click=${leave}>${words.leaveOut(note.values[0] ?? "")}</button>`
            : nothing
        }</div>`;
    });
  }

  private preview(view: View, own: Own, table: FoundTable): TemplateResult {
    const { session, act } = view;
    const preview: Preview = {
      ...{ view, words: this.words, table, choices: own.choices, shown: this.shown },
      sound: session.failure === null,
      change: (choices) => this.open(view, { ...own, choices }),
      more: () => {
        this.shown += columnsAtOnce;
        view.refresh();
      },
    };
    const ready = session.phase === "ready";
    return html`
      ${columnTable(preview)} ${firstRows(preview)}
      ${ready ? html`<div class="tools"><button type="button" class="play" @click=${act.play}>${this.words.learn}</button></div>` : nothing}
    `;
  }

  private choices(view: View, own: Own): (TemplateResult | typeof nothing)[] {
    const { words } = this;
    const { table } = view.session;
    const { choices } = own;
    const columns = table?.columns ?? [];
    const targets = columns.map((name, i) => ({
      value: keyOf(columns, i),
      label: name || words.column(i + 1),
    }));
    const decided = table?.schema?.columns.findIndex(({ role }) => role === "target") ?? -1;
    const target =
      decided >= 0 ? keyOf(columns, decided) : choices.target || (targets.at(-1)?.value ?? "");
    const named = <T extends string>(names: Readonly<Record<T, string>>, found = ""): Option<T>[] =>
      (Object.keys(names) as T[]).map((value) => ({
        value,
        label: value === "" && found ? words.asFound(found) : names[value],
      }));
    const change = (part: Partial<TableChoices>) =>
      this.open(view, { ...own, choices: { ...choices, ...part } });
    // The columns change with these: what was chosen of them has to be chosen again.
    const { leave_out, number, category } = noChoices;
    const anew = { target: "", leave_out, number, category };
    const found = {
      delimiter: table && !choices.delimiter ? words.delimiters[table.delimiter] : "",
      header: table && !choices.header ? words.headers[table.header ? "yes" : "no"] : "",
    };
    return [
      targets.length > 0
        ? menu(words.target, targets, target, (key) => {
            const place = targets.findIndex(({ value }) => value === key);
            if (table) change(withRole(choices, table, place, "target"));
          })
        : nothing,
      menu(words.task, named(words.tasks), choices.task, (task) => change({ task })),
      menu(words.header, named(words.headers, found.header), choices.header, (header) =>
        change({ header, ...anew }),
      ),
      menu(
        words.delimiter,
        named(words.delimiters, found.delimiter),
        choices.delimiter,
        (delimiter) => change({ delimiter, ...anew }),
      ),
      menu(words.decimal, named(words.decimals), choices.decimal, (decimal) => change({ decimal })),
      menu(
        words.missing,
        named(words.missings),
        choices.missing === "category" ? "category" : "",
        (missing) => change({ missing }),
      ),
    ];
  }
}
