// The messages between an embedded page and its host: one envelope, {dropout: {v: 1, type, ...}}.
// What comes in is checked as strictly as a link; what is not understood is null. Touches no page.
import { longestLink } from "../page/link/link";

export const version = 1;

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Commands of a host; with `id`, a reply is sent. */
export type Command = { id?: number } & (
  | { type: "ack" }
  | { type: "set"; spec?: string; theme?: Theme }
  | { type: "start" | "pause" | "reset" | "get" }
  | { type: "step"; count: number }
);

const bare = ["ack", "start", "pause", "reset", "get"] as const;

/** Own fields only: a message is a copy, but its sender may have put anything into it. */
function field(from: unknown, name: string): unknown {
  if (typeof from !== "object" || from === null || !Object.hasOwn(from, name)) return undefined;
  return (from as Record<string, unknown>)[name];
}

function whole(value: unknown, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;
}

export function readCommand(data: unknown): Command | null {
  const inner = field(data, "dropout");
  if (field(inner, "v") !== version) return null;
  const type = field(inner, "type");
  const id = field(inner, "id");
  if (id !== undefined && !whole(id, Number.MAX_SAFE_INTEGER)) return null;
  const tag = id === undefined ? {} : { id };
  const simple = bare.find((one) => one === type);
  if (simple) return { ...tag, type: simple };
  if (type === "step") {
    const count = field(inner, "count") ?? 1;
    return whole(count, 1e6) ? { ...tag, type, count } : null;
  }
  if (type !== "set") return null;
  const spec = field(inner, "spec");
  const theme = field(inner, "theme");
  const known = themes.find((one) => one === theme);
  if (theme !== undefined && !known) return null;
  if (spec !== undefined && (typeof spec !== "string" || spec.length > longestLink)) return null;
  return { ...tag, type, ...(spec !== undefined && { spec }), ...(known && { theme: known }) };
}

export function envelope(type: string, detail: object = {}): { dropout: object } {
  return { dropout: { v: version, type, ...detail } };
}
