// Finds the experiment in an address: the part that has keys of ours, however mail programs, chats
// and site generators escaped it and whatever they added. The same as src/lab/spec/address.cpp.
// Knows which keys there are, not their values.
import { armOf } from "../../shared/arms";
import { limits, type PageKey } from "../../shared/generated/limits";
import { findParameter } from "../../shared/spec";

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

export const extraForms: Readonly<Record<PageKey | "pts", RegExp>> = {
  at: /^\d{1,9}(,\d{1,9}){0,3}$/,
  h: /^[0-9a-f]{8,16}(,[0-9a-f]{8,16}){0,3}$/,
  pts: /^[A-Za-z0-9._-]{1,4096}$/,
  e: /^[A-Za-z0-9._-]{1,16}$/,
  sweep: /^[A-Za-z]{1,9}=[\w.:,+-]{1,400}(;[A-Za-z]{1,9}=[\w.:,+-]{1,400}){0,3}$/,
  seeds: /^[1-9]\d{0,3}$/,
};

export const longestLink = limits.linkLength;

export interface Entry {
  arm: number;
  key: string;
  /** Null where there is no '='. */
  value: string | null;
}

export function isExtra(entry: Entry): entry is Entry & { key: keyof Extras } {
  return entry.arm === 0 && Object.hasOwn(extraForms, entry.key);
}

const isOurs = (entry: Entry) => findParameter(entry.key) !== undefined || isExtra(entry);

/** Keys that mail programs, advertisements and sites append to any address: not worth a notice. */
const trackers =
  /^(utm_.*|.*clk?id|gbraid|wbraid|gad_source|igsh(id)?|mc_[ce]id|_g[al]|_hs\w+|mkt_tok|(pk|mtm)_.*|ref(_src)?|si|secret)$/i;
export const isTracker = ({ arm, key }: Entry) => arm === 0 && trackers.test(key);

/** '&' written for HTML, once or several times. */
const ampersand = /&((amp|#0*38|#x0*26);)+/gi;
const mostEscapes = 3;

function entryOf(text: string): Entry {
  const equals = text.indexOf("=");
  const name = equals < 0 ? text : text.slice(0, equals);
  const value = equals < 0 ? null : text.slice(equals + 1);
  const arm = name[1] === "." && name.length > 2 ? armOf(name[0] as string) : -1;
  return arm > 0 ? { arm, key: name.slice(2), value } : { arm: 0, key: name, value };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // '%' stands there for something else
  }
}

/** The entries of a text between two '&'. It holds several where '&' itself was escaped; another
 *  site's value is left as it is, even where it is an address with keys like ours. */
function entriesOf(text: string, escapes = 0): Entry[] {
  const entry = entryOf(text);
  const mayHold = entry.value === null || isOurs(entry);
  const plain = mayHold && escapes < mostEscapes ? unescaped(text) : text;
  if (plain === text) return text === "" ? [] : [entry];
  const [first = ""] = plain
    .replace(ampersand, "&")
    .replace(/^[#?]+/, "")
    .split(/[#?]/);
  return first.split("&").flatMap((piece) => entriesOf(piece, escapes + 1));
}

const cut = (text: string) => text.split("&").flatMap((piece) => entriesOf(piece));

/** Keys that other pages use, too, say nothing of an experiment by themselves. */
function isTelling(entry: Entry, inQuery: boolean): boolean {
  if (entry.value === null) return false;
  if (isExtra(entry)) return entry.key === "pts" || entry.key === "sweep";
  return isOurs(entry) && !(inQuery && entry.key === "v" && entry.value !== "1");
}

export interface Found {
  entries: Entry[];
  /** It is an experiment: some entry can only be one of ours. */
  telling: boolean;
  /** '&' was written for HTML. */
  mended: boolean;
}

/** What stands between '#', '?' and '&': a bare list, else the fragment, then the query. */
export function findEntries(text: string): Found {
  const plain = text.replace(ampersand, "&");
  const [head = "", ...fragments] = plain.split("#");
  const [path = "", ...query] = head.split("?");
  const behind = fragments.flatMap((one) => one.split("?")).map(cut);
  const inQuery = query.length > 0 ? [...query, path].map(cut) : [];
  const parts = [...(query.length > 0 ? [] : [cut(path)]), ...behind, ...inQuery];
  const known = parts.find((part) =>
    part.some((entry) => isTelling(entry, inQuery.includes(part))),
  );
  const valued = parts.find((part) => part.some(({ value }) => value !== null));
  const entries = known ?? valued ?? parts.find((part) => part.length > 0) ?? [];
  return { entries, telling: known !== undefined, mended: plain !== text };
}

/** Whether an address or a part of it speaks of an experiment. */
export function isLink(text: string): boolean {
  return text.length > longestLink ? text.includes("=") : findEntries(text).telling;
}

/** Whether a piece of a query between two '&' is of no experiment. */
export const isForeign = (piece: string) => !entriesOf(piece).some(isOurs);

export const isTracking = (piece: string) => entriesOf(piece).some(isTracker);
