// A reader's own table: the file, the learning task, and what was read from it. The
// file itself goes to the workers and nowhere else.
import { html, nothing, type TemplateResult } from "lit";
import type { Own } from "../../../shared/messages";
import { choicesFor, parameter, type Spec, withValue } from "../../../shared/spec";
import { Panel } from "../../panel/panel";
import { menu, type Option } from "../../panel/pick";
import type { View } from "../../panel/view";
import type { Words } from "./en";

/** A fresh choice: as the file looks, its last column. */
export function ownTable(file: File): Own {
  return { file, header: "", target: "", kind: "" };
}

/** The arms whose models can learn from a table, as they learn from it. */
export function armsOfTable(arms: readonly Spec[]): Spec[] {
  const fits = ({ model }: Spec) => choicesFor(parameter("data"), model).includes("csv");
  return arms.filter(fits).map((spec) => withValue(spec, "data", "csv"));
}

export class TablePanel extends Panel<Words> {
  render(view: View): TemplateResult {
    const { words } = this;
    const { own } = view.session;
    const choose = (event: Event) => {
      const [file] = (event.target as HTMLInputElement).files ?? [];
      if (file) this.open(view, { ...ownTable(file), ...view.session.resumed?.own });
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
        ${own ? html`<div class="tools">${this.choices(view, own)}</div>` : nothing}
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
    return words.found(file.name, format.whole(table.rows), columns);
  }

  private choices(view: View, own: Own): (TemplateResult | typeof nothing)[] {
    const { words } = this;
    const columns = view.session.table?.columns ?? [];
    const targets = columns.map((name, i) => ({
      // Where two columns share a name, the number says which.
      value: columns.indexOf(name) === columns.lastIndexOf(name) ? name : String(i + 1),
      label: name || words.column(i + 1),
    }));
    const target = own.target || (targets.at(-1)?.value ?? "");
    const options = <T extends string>(names: Record<T, string>): Option<T>[] =>
      (Object.keys(names) as T[]).map((value) => ({ value, label: names[value] }));
    const change = (part: Partial<Own>) => this.open(view, { ...own, ...part });
    return [
      targets.length > 0
        ? menu(words.target, targets, target, (value) => change({ target: value }))
        : nothing,
      menu(words.task, options(words.tasks), own.kind, (kind) => change({ kind })),
      menu(words.header, options(words.headers), own.header, (header) =>
        // The columns' names change: the target has to be chosen again.
        change({ header, target: "" }),
      ),
    ];
  }
}
