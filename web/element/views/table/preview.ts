// What was found in a table: a row for each column with its role and type, which can be changed, and
// the file's first rows. Templates alone.
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { FoundTable, SchemaColumn, TableChoices } from "../../../shared/tables";
import type { View } from "../../panel/view";
import { keyOf, type Role, type Told, toldOf, withRole, withTold } from "./choosing";
import type { Words } from "./en";

export interface Preview {
  readonly view: View;
  readonly words: Words;
  readonly table: FoundTable;
  readonly choices: TableChoices;
  /** How many columns are shown. */
  readonly shown: number;
  /** Nothing was refused: the columns are as they were decided. */
  readonly sound: boolean;
  change(choices: TableChoices): void;
  more(): void;
}

const someLevels = 4;

function listed(levels: readonly string[]): string {
  const some = levels.slice(0, someLevels).join(", ");
  return levels.length > someLevels ? `${some}, …` : some;
}

/** What becomes of a column. */
function becomes(
  column: SchemaColumn,
  classes: readonly string[] | undefined,
  { strings, format }: Pick<View, "strings" | "format">,
  words: Words["becomes"],
): string {
  const unit = column.unit ? words.unit(column.unit) : "";
  const { levels = [] } = column;
  if (column.role === "left out")
    return words.leftOut(strings.error(column.why).replace(/\.$/, ""));
  if (column.role === "target") {
    return classes
      ? words.classes(format.whole(classes.length), listed(classes))
      : words.quantity(unit);
  }
  const own =
    column.type === "number"
      ? words.number(unit)
      : words.categories(format.whole(levels.length), listed(levels));
  return column.missing_input ? `${own}, ${words.missingInput}` : own;
}

function select<T extends string>(
  label: string,
  options: readonly (readonly [T, string])[],
  chosen: T,
  choose: (value: T) => void,
): TemplateResult {
  const change = (event: Event) => {
    const option = options[(event.target as HTMLSelectElement).selectedIndex];
    if (option) choose(option[0]);
  };
  return html`<select aria-label=${label} @change=${change}>
    ${options.map(
      ([value, text]) =>
        html`<option value=${value} .selected=${live(value === chosen)}>${text}</option>`,
    )}
  </select>`;
}

const roles: readonly Role[] = ["input", "target", "left out"];
const told: readonly Told[] = ["", "number", "category"];

function row(preview: Preview, column: SchemaColumn, place: number): TemplateResult {
  const { view, words, table, choices, change, sound } = preview;
  const key = keyOf(table.columns, place);
  const name = column.name || words.column(place + 1);
  const found = words.types[column.type];
  const typeName = (one: Told) => {
    if (one) return words.types[one];
    return sound && toldOf(choices, key) === "" ? words.asFound(found) : words.tasks[""];
  };
  const type =
    column.role === "input"
      ? select(
          words.typeOf(name),
          told.map((one) => [one, typeName(one)] as const),
          toldOf(choices, key),
          (one) => change(withTold(choices, key, one)),
        )
      : sound && column.role === "target"
        ? found
        : "";
  const missing = view.format.whole(column.missing);
  return html`
    <tr class=${column.role === "left out" ? "is-out" : ""}>
      <th scope="row">${name}</th>
      <td>${select(
        words.roleOf(name),
        roles.map((one) => [one, words.roles[one]] as const),
        column.role,
        (role) => change(withRole(choices, table, place, role)),
      )}</td>
      <td>${type}</td>
      <td class=${column.missing > 0 ? "count" : "count is-none"}>
        <span class="short">${words.columnHeads.missing}: </span>${missing}</td>
      <td class="becomes">${sound ? becomes(column, table.schema?.classes, view, words.becomes) : ""}</td>
    </tr>
  `;
}

export function columnTable(preview: Preview): TemplateResult | typeof nothing {
  const { view, words, table, shown } = preview;
  const columns = table.schema?.columns ?? [];
  if (columns.length === 0) return nothing;
  const heads = words.columnHeads;
  const rest = columns.length - shown;
  return html`
    <h4>${words.columns}</h4>
    <table class="own-columns">
      <thead><tr><th scope="col">${heads.name}</th><th scope="col">${heads.role}</th>
        <th scope="col">${heads.type}</th><th scope="col" class="count">${heads.missing}</th>
        <th scope="col">${heads.becomes}</th></tr></thead>
      <tbody>${columns.slice(0, shown).map((column, place) => row(preview, column, place))}</tbody>
    </table>
    ${
      rest > 0
        ? html`<p><button type="button" @click=${preview.more}>
            ${words.more(view.format.whole(rest))}</button></p>`
        : nothing
    }
  `;
}

export function firstRows({ words, table, shown, view }: Preview): TemplateResult | typeof nothing {
  const { head, columns, schema } = table;
  if (head.length === 0) return nothing;
  const numeric = (place: number) => (schema?.columns[place]?.type === "number" ? "is-number" : "");
  return html`
    <details open>
      <summary>${words.firstRows}</summary>
      <div class="scroll" role="region" tabindex="0" aria-label=${words.firstRows}>
        <table class="first-rows">
          <thead><tr><th scope="col">${words.line}</th>
            ${columns.slice(0, shown).map((name, i) => html`<th scope="col" class=${numeric(i)}>${name}</th>`)}
          </tr></thead>
          <tbody>${head.slice(0, 6).map(
            (cells, r) => html`<tr><th scope="row">${view.format.whole(r + 1)}</th>
              ${cells.slice(0, shown).map((cell, i) => html`<td class=${numeric(i)}>${cell}</td>`)}</tr>`,
          )}</tbody>
        </table>
      </div>
    </details>
  `;
}
