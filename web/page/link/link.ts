// The link: how Specs are written as text that fits into an address, and read back. The twin of
// src/lab/spec/link.cpp, but lenient where the core is strict: what can be mended is, with a notice.
// Never throws. The only file that knows `location` and `history`.
import {
  defaultOf,
  defaultSpec,
  findParameter,
  type Key,
  type Parameter,
  parameter,
  parameters,
  type Spec,
  type Value,
} from "../../shared/spec";
import { linkNumber } from "./decimal";

/** What a link says beside its Specs: where a run stood and what to compare, not what a run is. */
export interface Extras {
  /** Step at which `h` was taken; one for each arm where they differ, joined by commas. */
  at?: string;
  /** Digests of the arms' weights, joined by commas. */
  h?: string;
  /** Points drawn by a reader. */
  pts?: string;
  /** Engine that made the link. */
  e?: string;
  /** Keys to sweep over with their values: "p=0:0.8:0.2", joined by ';'. */
  sweep?: string;
  /** Seeds at each of them. */
  seeds?: string;
}

/** What is wrong with a link, as data: its words stand in the table of strings. */
export type Notice =
  | { about: "unknown"; key: string }
  | { about: "no-value"; key: string }
  | { about: "clamped"; key: string; given: string; used: string; min: number; max: number }
  | { about: "rounded"; key: string; given: string; used: string }
  | { about: "not-number"; key: string; given: string; min: number; max: number }
  | { about: "not-choice"; key: string; given: string; choices: readonly string[] }
  | { about: "cost"; arm: string; what: "bytes" | "flops"; given: number; limit: number }
  | { about: "newer"; given: string }
  | { about: "too-long"; length: number; limit: number };

export interface Reading {
  /** Arm A, then B, C, D where the link speaks of them; defaults stand in for what is wrong. */
  arms: Spec[];
  extras: Extras;
  /** Mended: the link can run. */
  notices: Notice[];
  /** Not mended: nothing runs until the reader says so. */
  errors: Notice[];
}

export const longestLink = 8192;
const arms = "abcd";
const extraForms: Readonly<Record<keyof Extras, RegExp>> = {
  at: /^\d{1,9}(,\d{1,9}){0,3}$/,
  h: /^[0-9a-f]{8,16}(,[0-9a-f]{8,16}){0,3}$/,
  pts: /^[A-Za-z0-9._-]{1,4096}$/,
  e: /^[A-Za-z0-9._-]{1,16}$/,
  sweep: /^[A-Za-z]{1,9}=[\w.:,+-]{1,400}(;[A-Za-z]{1,9}=[\w.:,+-]{1,400}){0,3}$/,
  seeds: /^[1-9]\d{0,3}$/,
};
/** Said of how an embedded page looks, in its query; no part of an experiment. */
const looks: ReadonlySet<string> = new Set(["theme", "controls", "lang", "panels", "mode"]);

interface Entry {
  arm: number;
  key: string;
  value: string;
}

/** Made safe and short enough to repeat in a sentence. */
function quoted(text: string): string {
  const short = text.replace(/[^ -~]/g, "?");
  return short.length > 40 ? `${short.slice(0, 40)}…` : short;
}

function cut(text: string, notices: Notice[]): Entry[] {
  const entries: Entry[] = [];
  for (const piece of text.split("&")) {
    if (piece === "") continue;
    const equals = piece.indexOf("=");
    if (equals < 0) {
      notices.push({ about: "no-value", key: quoted(piece) });
      continue;
    }
    const entry = { arm: 0, key: piece.slice(0, equals), value: piece.slice(equals + 1) };
    const arm = entry.key[1] === "." ? arms.indexOf(entry.key[0] as string) : -1;
    if (arm > 0 && entry.key.length > 2) {
      entry.arm = arm;
      entry.key = entry.key.slice(2);
    }
    entries.push(entry);
  }
  return entries;
}

function isExtra(entry: Entry): entry is Entry & { key: keyof Extras } {
  return entry.arm === 0 && Object.hasOwn(extraForms, entry.key);
}

class Reader {
  readonly reading: Reading = { arms: [], extras: {}, notices: [], errors: [] };
  /** One notice for each entry, however many arms it reaches. */
  private readonly noted = new Set<Entry>();

  private notice(list: Notice[], entry: Entry, notice: Notice): void {
    if (!this.noted.has(entry)) list.push(notice);
    this.noted.add(entry);
  }

  /** The value an entry gives to its key, or undefined where it gives none. */
  value(row: Parameter, entry: Entry): Value | undefined {
    const { errors, notices } = this.reading;
    const key = entry.arm > 0 ? `${arms[entry.arm]}.${row.key}` : row.key;
    const given = quoted(entry.value);
    if (row.type === "choice") {
      if (row.choices.includes(entry.value)) return entry.value as Value;
      const choices = row.choices;
      this.notice(errors, entry, { about: "not-choice", key, given, choices });
      return undefined;
    }
    const { min, max } = row;
    const number = Number(entry.value);
    if (entry.value.length > 40 || !linkNumber.test(entry.value) || Number.isNaN(number)) {
      this.notice(errors, entry, { about: "not-number", key, given, min, max });
      return undefined;
    }
    if (row.key === "v" && number > max) {
      this.notice(errors, entry, { about: "newer", given });
      return undefined;
    }
    const inside = Math.min(max, Math.max(min, number));
    const used = (row.type === "integer" ? Math.round(inside) : inside) || 0;
    if (inside !== number) {
      const clamped = { about: "clamped", key, given, used: String(used), min, max } as const;
      this.notice(notices, entry, clamped);
    } else if (used !== inside) {
      this.notice(notices, entry, { about: "rounded", key, given, used: String(used) });
    }
    return used as Value;
  }

  arm(arm: number, entries: readonly Entry[]): Spec {
    const model = findParameter("model") as Parameter;
    const said = new Map<Key, Value>();
    for (const from of arm === 0 ? [0] : [0, arm]) {
      // What arm A says holds for all, then the arm's own words.
      for (const entry of entries) {
        const row = entry.arm === from ? findParameter(entry.key) : undefined;
        const value = row && this.value(row, entry);
        if (row && value !== undefined) said.set(row.key, value);
      }
    }
    const base = defaultSpec((said.get("model") ?? model.default) as Spec["model"]);
    return { ...base, ...(Object.fromEntries(said) as Partial<Spec>) };
  }
}

/** Reads "#v=1&model=text&p=0.5&b.p=0"; the leading '#' or '?' may be missing. */
export function readLink(text: string): Reading {
  const reader = new Reader();
  const { reading } = reader;
  if (text.length > longestLink) {
    reading.errors.push({ about: "too-long", length: text.length, limit: longestLink });
    reading.arms.push(defaultSpec(parameter("model").default as Spec["model"]));
    return reading;
  }
  const entries = cut(text.replace(/^[#?]/, ""), reading.notices);
  let count = 1;
  for (const entry of entries) {
    if (isExtra(entry)) {
      const fits = extraForms[entry.key].test(entry.value);
      if (fits) reading.extras[entry.key] = entry.value;
      else reading.notices.push({ about: "unknown", key: `${entry.key}=${quoted(entry.value)}` });
    } else if (findParameter(entry.key)) count = Math.max(count, entry.arm + 1);
    else reading.notices.push({ about: "unknown", key: quoted(entry.key) });
  }
  for (let arm = 0; arm < count; arm++) reading.arms.push(reader.arm(arm, entries));
  return reading;
}

/** The canonical link of the arms: the table's order, defaults left out. */
export function writeLink(specs: readonly Spec[], extras: Extras = {}): string {
  let link = "#v=1";
  const a = specs[0];
  if (!a) return link;
  const model = findParameter("model") as Parameter;
  for (const row of parameters) {
    const implied = row === model ? model.default : defaultOf(row, a.model);
    if (row.key !== "v" && a[row.key] !== implied) link += `&${row.key}=${a[row.key]}`;
  }
  for (const [arm, spec] of specs.entries()) {
    if (arm === 0) continue;
    const before = link;
    for (const row of parameters) {
      // What a reader of the link would take this arm's key to be, were it left out.
      const said = row === model || a[row.key] !== defaultOf(row, a.model);
      const implied = said ? a[row.key] : defaultOf(row, spec.model);
      if (spec[row.key] !== implied) link += `&${arms[arm]}.${row.key}=${spec[row.key]}`;
    }
    // A last arm that differs in nothing is still an arm: its p says so.
    if (link === before && arm === specs.length - 1) link += `&${arms[arm]}.p=${spec.p}`;
  }
  for (const key of ["at", "h", "pts", "e", "sweep", "seeds"] as const) {
    if (extras[key] !== undefined) link += `&${key}=${extras[key]}`;
  }
  return link;
}

/** What one run is made of, as links spell its points. */
export interface OneRun {
  readonly spec: Spec;
  readonly points: string;
}

/** The link of one run, which is also what tells runs apart: all that it is made of, but data from
 *  a file. */
export function linkOf({ spec, points }: OneRun): string {
  return writeLink([spec], points ? { pts: points } : {});
}

/** What is in the query about how an embedded page looks, or all else that is in it. */
function query(wanted: "looks" | "experiment"): string {
  const pieces = globalThis.location.search.slice(1).split("&");
  const isLook = (piece: string) => looks.has(piece.replace(/=.*$/, ""));
  return pieces.filter((piece) => piece && isLook(piece) === (wanted === "looks")).join("&");
}

/** The link this page was opened with, from the fragment, else from the query. */
export function openedLink(): string | null {
  // A fragment without '=' names a place in the page.
  return [globalThis.location.hash, query("experiment")].find((text) => text.includes("=")) ?? null;
}

/** What the address says of how an embedded page looks. */
export function openedLooks(): URLSearchParams {
  return new URLSearchParams(query("looks"));
}

/** Puts the link into the address bar without a new entry in the history. */
export function showLink(link: string): void {
  const kept = query("looks");
  const address = globalThis.location.pathname + (kept && `?${kept}`) + link;
  globalThis.history.replaceState(null, "", address);
}

/** A link that opens this page with these Specs. */
export function fullLink(link: string): string {
  const { origin, pathname } = globalThis.location;
  return (origin === "null" ? "" : origin) + pathname + link;
}

/** Calls back when the reader changes the address by hand or goes back. */
export function watchLink(changed: (link: string) => void): () => void {
  const listen = () => {
    const link = openedLink();
    if (link !== null) changed(link);
  };
  globalThis.addEventListener("hashchange", listen);
  return () => globalThis.removeEventListener("hashchange", listen);
}
