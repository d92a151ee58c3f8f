// Specs on top of the generated parameter table: defaults, and what applies to which model.
// The table itself is written once, in the core.
import { type Key, type SpecValues, parameters as table } from "./generated/parameters";

export type { Key };

/** What to run: every key has a value. Never changed in place. */
export type Spec = Readonly<SpecValues>;
export type Value = Spec[Key];

export interface Parameter {
  readonly key: Key;
  readonly type: "choice" | "integer" | "number";
  readonly default: number | string;
  /** Defaults that differ, by model. */
  readonly defaults: Readonly<Record<string, number | string>>;
  /** Inclusive. */
  readonly min: number;
  readonly max: number;
  readonly choices: readonly string[];
  /** May change while a network trains. */
  readonly live: boolean;
  readonly models: readonly string[];
  /** Choices that fit, by model; all where nothing is said. */
  readonly fits?: Readonly<Record<string, readonly string[]>>;
  /** The group of its control; none for keys whose control is elsewhere. */
  readonly group: "none" | "data" | "network" | "dropout" | "training";
  /** A probability to drop. */
  readonly rate: boolean;
  /** No other key's default depends on it. */
  readonly sweepable: boolean;
  /** Of use only where another key has one of these choices. */
  readonly needs?: { readonly key: Key; readonly choices: readonly string[] };
  readonly label: string;
  readonly unit: string;
  readonly help: string;
}

/** In canonical (link) order. */
export const parameters = table as readonly Parameter[];

const byKey: ReadonlyMap<string, Parameter> = new Map(parameters.map((row) => [row.key, row]));

export function findParameter(key: string): Parameter | undefined {
  return byKey.get(key);
}

export function parameter(key: Key): Parameter {
  const row = byKey.get(key);
  if (!row) throw new Error(`no parameter ${key}`);
  return row;
}

export function defaultOf(row: Parameter, model: string): Value {
  const own = Object.hasOwn(row.defaults, model) ? row.defaults[model] : undefined;
  return (own ?? row.default) as Value;
}

export function defaultSpec(model: Spec["model"]): Spec {
  const values = parameters.map((row) => [row.key, defaultOf(row, model)]);
  return { ...(Object.fromEntries(values) as SpecValues), model };
}

/** The values as the core takes them: in the table's order, a choice as its index. */
export function valuesOf(spec: Spec): Float64Array {
  return Float64Array.from(parameters, (row) => {
    const value = spec[row.key];
    return row.type === "choice" ? row.choices.indexOf(String(value)) : Number(value);
  });
}

/** The seed `by` after a Spec's; after the highest comes 0. */
export const seedAfter = ({ seed }: Pick<Spec, "seed">, by: number): number =>
  (seed + by) % (parameter("seed").max + 1);

export function withValue(spec: Spec, key: Key, value: Value): Spec {
  return { ...spec, [key]: value };
}

/** The choices of a key that the core accepts with a model. */
export function choicesFor(row: Parameter, model: string): readonly string[] {
  return row.fits?.[model] ?? row.choices;
}

/** A Spec of another model: its own defaults, and what was chosen that fits it. */
export function withModel(spec: Spec, model: Spec["model"]): Spec {
  const next: Record<string, Value> = { ...defaultSpec(model) };
  for (const row of parameters) {
    const value = spec[row.key];
    const chosen = value !== defaultOf(row, spec.model);
    const fits = row.type !== "choice" || choicesFor(row, model).includes(String(value));
    if (chosen && fits && row.models.includes(model) && row.key !== "model") next[row.key] = value;
  }
  return next as unknown as Spec;
}

export function applies(row: Parameter, spec: Spec): boolean {
  return row.models.includes(spec.model);
}

/** Whether a key means something in a Spec: for its model, and beside what it needs. */
export function isOfUse(key: Key, spec: Spec): boolean {
  const row = parameter(key);
  const { needs } = row;
  return applies(row, spec) && (!needs || needs.choices.includes(String(spec[needs.key])));
}

/** Keys in which two Specs differ, in the table's order. */
export function differences(a: Spec, b: Spec): Key[] {
  return parameters.map((row) => row.key).filter((key) => a[key] !== b[key]);
}
