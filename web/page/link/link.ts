// The link: how Specs are written as text that fits into an address, and read back. The same
// grammar as src/lab/spec/link.cpp, but errors that can be corrected are, with a notice.
// Never throws. The only file that knows `location` and `history`.
import { linkLetterOf } from "../../shared/arms";
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
import {
  type Entry,
  type Extras,
  extraForms,
  findEntries,
  isExtra,
  isForeign,
  isLink,
  isTracker,
  isTracking,
  longestLink,
} from "./entries";

export { type Extras, longestLink } from "./entries";

/** A problem of a link, as data: its text is in the table of strings. */
export type Notice =
  | { about: "unknown"; key: string }
  | { about: "no-value"; key: string }
  | { about: "escaped" }
  | { about: "doubled"; key: string; used: string }
  | { about: "clamped"; key: string; given: string; used: string; min: number; max: number }
  | { about: "rounded"; key: string; given: string; used: string }
  | { about: "not-number"; key: string; given: string; min: number; max: number }
  | { about: "not-choice"; key: string; given: string; choices: readonly string[] }
  | { about: "cost"; arm: string; what: "bytes" | "flops"; given: number; limit: number }
  | { about: "newer"; given: string }
  | { about: "too-long"; length: number; limit: number };

export interface Reading {
  /** Arm A, then B, C, D where the link has them; invalid values are replaced by defaults. */
  arms: Spec[];
  extras: Extras;
  /** Corrected: the link can run. */
  notices: Notice[];
  /** Not corrected: nothing runs until the reader confirms. */
  errors: Notice[];
}

/** Query keys for the appearance of an embedded page; no part of an experiment. */
const looks: ReadonlySet<string> = new Set(["theme", "controls", "lang", "panels", "mode"]);

type Valued = Entry & { value: string };

/** Escaped and shortened, to be quoted in a sentence. */
function quoted(text: string): string {
  const short = text.replace(/[^ -~]/g, "?");
  return short.length > 40 ? `${short.slice(0, 40)}…` : short;
}

/** With its arm, as a link spells it. */
const named = ({ arm, key }: Entry) => (arm > 0 ? `${linkLetterOf(arm)}.${key}` : key);

/** What has a value; of a key that has two, the last one counts. */
function valued(all: readonly Entry[], notices: Notice[]): Valued[] {
  const said = new Map<string, string>();
  for (const entry of all) {
    const { value } = entry;
    if (value === null) notices.push({ about: "no-value", key: quoted(named(entry)) });
    else said.set(named(entry), value);
  }
  const doubled = new Set<string>();
  return all.filter((entry): entry is Valued => {
    const { value } = entry;
    const name = named(entry);
    const used = said.get(name);
    if (value !== null && value !== used && !isTracker(entry) && !doubled.has(name)) {
      doubled.add(name);
      notices.push({ about: "doubled", key: quoted(name), used: quoted(used ?? "") });
    }
    return value !== null;
  });
}

class Reader {
  readonly reading: Reading = { arms: [], extras: {}, notices: [], errors: [] };
  /** One notice for each entry, however many arms it reaches. */
  private readonly noted = new Set<Valued>();

  private notice(list: Notice[], entry: Valued, notice: Notice): void {
    if (!this.noted.has(entry)) list.push(notice);
    this.noted.add(entry);
  }

  /** The value an entry gives to its key, or undefined where it gives none. */
  value(row: Parameter, entry: Valued): Value | undefined {
    const { errors, notices } = this.reading;
    const key = named(entry);
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

  arm(arm: number, entries: readonly Valued[]): Spec {
    const model = findParameter("model") as Parameter;
    const said = new Map<Key, Value>();
    for (const from of arm === 0 ? [0] : [0, arm]) {
      // Arm A's entries hold for all arms, then the arm's own entries.
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

/** Reads "#v=1&model=text&p=0.5&b.p=0", or an address that has this in its fragment or query. */
export function readLink(text: string): Reading {
  const reader = new Reader();
  const { reading } = reader;
  if (text.length > longestLink) {
    reading.errors.push({ about: "too-long", length: text.length, limit: longestLink });
    reading.arms.push(defaultSpec(parameter("model").default as Spec["model"]));
    return reading;
  }
  const found = findEntries(text);
  if (found.mended) reading.notices.push({ about: "escaped" });
  const entries = valued(found.entries, reading.notices);
  let count = 1;
  for (const entry of entries) {
    if (isExtra(entry)) {
      const fits = extraForms[entry.key].test(entry.value);
      if (fits) reading.extras[entry.key] = entry.value;
      else reading.notices.push({ about: "unknown", key: `${entry.key}=${quoted(entry.value)}` });
    } else if (findParameter(entry.key)) count = Math.max(count, entry.arm + 1);
    else if (!isTracker(entry)) reading.notices.push({ about: "unknown", key: quoted(entry.key) });
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
      if (spec[row.key] !== implied) link += `&${linkLetterOf(arm)}.${row.key}=${spec[row.key]}`;
    }
    // A last arm without differences is kept by writing its p.
    if (link === before && arm === specs.length - 1) link += `&${linkLetterOf(arm)}.p=${spec.p}`;
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

const isLook = (piece: string) => looks.has(piece.replace(/=.*$/, ""));

/** The pieces of the query that fit. */
function query(fits: (piece: string) => boolean): string {
  const pieces = globalThis.location.search.slice(1).split("&");
  const fitting = pieces.filter((piece) => piece && fits(piece)).join("&");
  return fitting && `?${fitting}`;
}

/** The link this page was opened with, from the fragment, else from the query. */
export function openedLink(): string | null {
  return [globalThis.location.hash, query((piece) => !isLook(piece))].find(isLink) ?? null;
}

/** The host page's own part of the query; all of it where no experiment stands there. */
function ownQuery(fits: (piece: string) => boolean): string {
  const all = isLink(query((piece) => !isLook(piece)));
  return query((piece) => fits(piece) && (isLook(piece) || !all || isForeign(piece)));
}

/** What WordPress appends to the address of a frame, to know its messages by. */
export function openedSecret(): string | null {
  return /[#?&]secret=([A-Za-z0-9]+)$/.exec(globalThis.location.hash)?.[1] ?? null;
}

/** What the address says of how an embedded page looks. */
export function openedLooks(): URLSearchParams {
  return new URLSearchParams(query(isLook));
}

/** What a page shows of an experiment, and in which mode; defaults are "" and "eval". */
export interface Shown {
  panels: string;
  mode: string;
}

/** The pieces of a query that say what is shown. */
export function shownQuery({ panels, mode }: Shown): string[] {
  return [
    ...(panels
      ? [
          `panels=${panels
            .trim()
            .split(/[\s,]+/)
            .join("+")}`,
        ]
      : []),
    ...(mode !== "eval" ? [`mode=${mode}`] : []),
  ];
}

function withShown(query: string, shown: Shown): string {
  const others = query.slice(1).split("&").filter(Boolean);
  const all = [...others.filter((piece) => !/^(panels|mode)=/.test(piece)), ...shownQuery(shown)];
  return all.length > 0 ? `?${all.join("&")}` : "";
}

/** Puts the link into the address bar without a new entry in the history; with what is shown, where
 *  the page remembers it. */
export function showLink(link: string, shown?: Shown): void {
  const own = ownQuery(() => true);
  const address = globalThis.location.pathname + (shown ? withShown(own, shown) : own) + link;
  globalThis.history.replaceState(null, "", address);
}

/** A link that opens this page with these Specs. */
export function fullLink(link: string, shown?: Shown): string {
  const { origin, pathname } = globalThis.location;
  const own = ownQuery((piece) => !isLook(piece) && !isTracking(piece));
  const page = pathname + (shown ? withShown(own, shown) : own);
  return (origin === "null" ? "" : origin) + page + link;
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
