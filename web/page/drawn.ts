// Points that a reader drew, as text that fits into a link: pts=b8.<base64url>. A byte for x and
// one for y over a square from -limit to limit, then the classes, four to a byte: 256 steps a side
// are finer than a hand draws.

export interface Drawn {
  x: number;
  y: number;
  /** 0 to 3. */
  label: number;
}

/** Half the side of the square that can be drawn in. */
export const limit = 4;
const prefix = "b8.";
/** What fits into the link's longest value. */
export const mostPoints = 1000;

const toByte = (value: number) =>
  Math.round(((Math.min(limit, Math.max(-limit, value)) + limit) / (2 * limit)) * 255);
const fromByte = (byte: number) => (byte / 255) * 2 * limit - limit;

/** At most `mostPoints` are written. */
export function packPoints(points: readonly Drawn[]): string {
  const kept = points.slice(0, mostPoints);
  const { length } = kept;
  const bytes = new Uint8Array(2 * length + Math.ceil(length / 4));
  for (const [i, { x, y, label }] of kept.entries()) {
    bytes[2 * i] = toByte(x);
    bytes[2 * i + 1] = toByte(y);
    const at = 2 * length + (i >> 2);
    bytes[at] = (bytes[at] as number) | ((label & 3) << (2 * (i & 3)));
  }
  const text = btoa(String.fromCharCode(...bytes));
  return prefix + text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Null where the text is not what packPoints writes. */
export function unpackPoints(text: string): Drawn[] | null {
  if (!text.startsWith(prefix)) return null;
  const code = text.slice(prefix.length);
  if (!/^[A-Za-z0-9_-]*$/.test(code) || code.length % 4 === 1) return null;
  const plain = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
  const length = Math.floor((4 * plain.length) / 9);
  if (length > mostPoints || 2 * length + Math.ceil(length / 4) !== plain.length) return null;
  return Array.from({ length }, (_, i) => ({
    x: fromByte(plain.charCodeAt(2 * i)),
    y: fromByte(plain.charCodeAt(2 * i + 1)),
    label: (plain.charCodeAt(2 * length + (i >> 2)) >> (2 * (i & 3))) & 3,
  }));
}
