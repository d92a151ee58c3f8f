// Choices about a table, changed one at a time. Pure.
import type { FoundTable, SchemaColumn, TableChoices } from "../../../shared/tables";

export type Role = SchemaColumn["role"];
/** What a column is told to be; empty: as it looks. */
export type Told = "" | "number" | "category";

/** How choices name a column: where two share a name, by its number. */
export function keyOf(columns: readonly string[], place: number): string {
  const name = columns[place] ?? "";
  const once = columns.indexOf(name) === columns.lastIndexOf(name);
  return once && name !== "" ? name : String(place + 1);
}

const without = (list: readonly string[], key: string) => list.filter((one) => one !== key);

export function toldOf({ number, category }: TableChoices, key: string): Told {
  if (number.includes(key)) return "number";
  return category.includes(key) ? "category" : "";
}

export function withTold(choices: TableChoices, key: string, told: Told): TableChoices {
  const number = without(choices.number, key);
  const category = without(choices.category, key);
  const add = (list: string[], is: boolean) => (is ? [...list, key] : list);
  return {
    ...choices,
    number: add(number, told === "number"),
    category: add(category, told === "category"),
  };
}

/** Another role for a column of a table as it was found. */
export function withRole(
  choices: TableChoices,
  { columns, schema }: FoundTable,
  place: number,
  role: Role,
): TableChoices {
  const key = keyOf(columns, place);
  const plain = withTold(choices, key, "");
  const leave_out = without(plain.leave_out, key);
  if (role === "target") return { ...plain, leave_out, target: key, task: "" };
  const found = schema?.columns[place];
  const isTarget = found?.role === "target";
  const others = columns.flatMap((_, i) =>
    i !== place && schema?.columns[i]?.role === "input" ? [keyOf(columns, i)] : [],
  );
  // There must be a target: the last input takes its place.
  const target = isTarget ? (others.at(-1) ?? choices.target) : choices.target;
  const task = isTarget ? "" : choices.task;
  if (role === "left out") return { ...plain, target, task, leave_out: [...leave_out, key] };
  const wasChosen = choices.leave_out.includes(key);
  const told = isTarget || wasChosen ? "" : found?.type === "number" ? "number" : "category";
  return { ...withTold({ ...plain, leave_out }, key, told), target, task };
}
