// Which runs a sweep has: Specs over lists and ranges of keys, several seeds each. The same as
// src/lab/spec/sweep.h: a test compares the two run by run. Never throws; knows no run, no words.
import { isOwnTable, modelOf } from "../../shared/facts";
import { limits } from "../../shared/generated/limits";
import {
  choicesFor,
  findParameter,
  type Parameter,
  parameter,
  type Spec,
  seedAfter,
  type Value,
  withValue,
} from "../../shared/spec";
import { linkNumber, rangeNumber } from "../link/decimal";
import { reachOf } from "../link/drawable";
import { writeLink } from "../link/link";
import { excess } from "../state/cost";

/** One key and the values it takes, as they stand in links. */
export interface Axis {
  readonly parameter: Parameter;
  readonly values: readonly string[];
}

/** One run of a sweep. */
export interface Job {
  /** In the whole sweep. */
  readonly index: number;
  readonly arm: number;
  /** Of the axes. */
  readonly values: readonly string[];
  readonly spec: Spec;
  /** Drawn by a reader, as links spell them; "" for none. */
  readonly points: string;
}

/** Why a sweep is invalid, as data: its text is in the table of strings. */
export type Problem =
  | { about: "no-values" | "no-key" | "no-range"; given: string }
  | { about: "not-swept" | "twice"; key: string }
  | { about: "seeds"; given: string; limit: number }
  | { about: "seeds-twice" }
  | { about: "too-many"; limit: number }
  | { about: "not-choice"; key: string; given: string; choices: readonly string[] }
  | { about: "not-number" | "not-whole"; key: string; given: string; min: number; max: number }
  | { about: "not-fitting"; key: string; given: string; model: string }
  | { about: "even"; given: string }
  | { about: "blocks"; width: number; depth: number; heads: number }
  | { about: "no-layers" }
  | { about: "cost"; what: "bytes" | "flops"; given: number; limit: number };

export interface Plan {
  readonly axes: readonly Axis[];
  /** Arms, then the axes (the last one fastest), then seeds. */
  readonly jobs: readonly Job[];
  /** At each point. */
  readonly seeds: number;
  readonly problem: Problem | null;
}

export const { jobs: mostJobs, seeds: mostSeeds } = limits;
const { axisValues: mostValues } = limits;
const longest = 40;

function read(text: string | undefined): number {
  return text !== undefined && text.length <= 48 && rangeNumber.test(text)
    ? Number(text)
    : Number.NaN;
}

/** Halves go away from zero, as in the core. */
const round = (x: number) => Math.sign(x) * Math.round(Math.abs(x));

function range(text: string): string[] | null {
  const parts = text.split(":");
  const [from, to, step] = parts.map(read) as [number, number, number];
  const fits = parts.length === 3 && step > 0 && to >= from && (to - from) / step <= mostValues;
  if (!fits) return null;
  const count = Math.floor((to - from) / step + 1e-6) + 1;
  return Array.from({ length: count }, (_, i) => String(round((from + i * step) * 1e9) / 1e9 || 0));
}

/** "p=0:0.9:0.1" (from, to, step; ends included) or "drop=standard,gaussian". */
export function readAxis(text: string): Axis | Problem {
  const equals = text.indexOf("=");
  const name = equals < 0 ? text : text.slice(0, equals);
  if (equals < 0) return { about: "no-values", given: name.slice(0, longest) };
  const found = findParameter(name);
  if (!found) return { about: "no-key", given: name.slice(0, longest) };
  // Other keys' defaults depend on the model: each model needs an arm of its own.
  if (!found.sweepable) return { about: "not-swept", key: name };
  const values = text.slice(equals + 1);
  if (!values.includes(":") || found.type === "choice") {
    return { parameter: found, values: values.split(",") };
  }
  const all = range(values);
  if (!all) return { about: "no-range", given: values.slice(0, longest) };
  return { parameter: found, values: all };
}

/** The Spec value of an axis value, or the problem. */
function assigned(row: Parameter, text: string): Value | Problem {
  const { key, min, max, choices } = row;
  const given = text.slice(0, longest);
  if (row.type === "choice") {
    if (choices.includes(text)) return text as Value;
    return { about: "not-choice", key, given, choices };
  }
  const number = linkNumber.test(text) && text.length <= longest ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) return { about: "not-number", key, given, min, max };
  if (row.type === "integer" && !Number.isInteger(number)) {
    return { about: "not-whole", key, given, min, max };
  }
  return (number || 0) as Value; // no -0
}

/** What is wrong with a Spec as a whole. */
function check(spec: Spec): Problem | null {
  const { model, width, depth, heads } = spec;
  for (const key of ["data", "drop"] as const) {
    if (!choicesFor(parameter(key), model).includes(spec[key])) {
      return { about: "not-fitting", key, given: spec[key], model };
    }
  }
  if (spec.block % 2 === 0) return { about: "even", given: String(spec.block) };
  const { attention, input } = modelOf(spec);
  if (attention && (width % heads !== 0 || depth < 1 || depth > 4)) {
    return { about: "blocks", width, depth, heads };
  }
  if (input === "sequence" && depth < 1) return { about: "no-layers" };
  const over = excess(spec);
  return over && { about: "cost", ...over };
}

const isProblem = (found: Axis | Problem | Value): found is Problem =>
  typeof found === "object" && "about" in found;

function readAxes(texts: readonly string[], seeds: number): Axis[] | Problem {
  const axes: Axis[] = [];
  for (const text of texts) {
    const axis = readAxis(text);
    if (isProblem(axis)) return axis;
    const { key } = axis.parameter;
    if (axes.some((other) => other.parameter.key === key)) return { about: "twice", key };
    if (key === "seed" && seeds > 1) return { about: "seeds-twice" };
    axes.push(axis);
  }
  return axes;
}

/** The values of the axes at a point, the last axis the fastest. */
function valuesAt(axes: readonly Axis[], point: number): string[] {
  const values: string[] = [];
  let rest = point;
  for (const axis of [...axes].reverse()) {
    values.unshift(axis.values[rest % axis.values.length] as string);
    rest = Math.floor(rest / axis.values.length);
  }
  return values;
}

function specAt(arm: Spec, axes: readonly Axis[], values: readonly string[]): Spec | Problem {
  let spec = arm;
  for (const [a, axis] of axes.entries()) {
    const found = assigned(axis.parameter, values[a] as string);
    if (isProblem(found)) return found;
    spec = withValue(spec, axis.parameter.key, found);
  }
  return check(spec) ?? spec;
}

/** Every arm at every point of the axes with seeds seed, seed + 1, ..., seed + seeds - 1. Refused
 *  as a whole where one point is. */
export function planSweep(
  arms: readonly Spec[],
  texts: readonly string[],
  seeds: number,
  drawn = "",
): Plan {
  const refused = (problem: Problem): Plan => ({ axes: [], jobs: [], seeds, problem });
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > mostSeeds) {
    return refused({ about: "seeds", given: String(seeds), limit: mostSeeds });
  }
  const axes = readAxes(texts, seeds);
  if (!Array.isArray(axes)) return refused(axes);
  const points = axes.reduce((count, axis) => count * axis.values.length, 1);
  if (arms.length * points * seeds > mostJobs) {
    return refused({ about: "too-many", limit: mostJobs });
  }
  const jobs: Job[] = [];
  for (const [arm, base] of arms.entries()) {
    for (let point = 0; point < points; point++) {
      const values = valuesAt(axes, point);
      const spec = specAt(base, axes, values);
      if ("about" in spec) return refused(spec);
      for (let s = 0; s < seeds; s++) {
        const seeded = withValue(spec, "seed", seedAfter(spec, s));
        const points = reachOf(seeded) ? drawn : "";
        jobs.push({ index: jobs.length, arm, values, spec: seeded, points });
      }
    }
  }
  return { axes, jobs, seeds, problem: null };
}

/** Arms that still differ once these keys are swept over. */
export function sweptArms(arms: readonly Spec[], keys: readonly string[]): Spec[] {
  const first = arms[0] as Spec;
  const rest = (spec: Spec) =>
    JSON.stringify(Object.entries(spec).filter(([key]) => !keys.includes(key)));
  return arms.filter(
    (spec, i) => spec === first || !arms.slice(0, i).some((one) => rest(one) === rest(spec)),
  );
}

/** The axes of an attribute or a link: "p=0:0.8:0.2;width=8,32". */
export function splitAxes(text: string): string[] {
  return text.split(/[;\s]+/).filter(Boolean);
}

/** The command that does the same sweep anywhere. */
export function sweepCommand(
  arms: readonly Spec[],
  axes: readonly string[],
  seeds: number,
  drawn = "",
): string {
  const pts = arms.some(reachOf) ? drawn : "";
  const over = axes.map((axis) => ` --over ${axis}`).join("");
  const table = arms.some(isOwnTable) ? " --csv FILE --target COLUMN" : "";
  const each = seeds > 1 ? ` --seeds ${seeds}` : "";
  return `dropout sweep "${writeLink(arms, pts ? { pts } : {})}"${over}${each}${table}`;
}
