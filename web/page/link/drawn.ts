// Points that a reader drew, as text that fits into a link: pts=b8.<base64url>. A byte for x and
// one for y over a square around 0, then the classes, four to a byte: 256 steps a side are finer
// than a hand draws. The same format as src/lab/spec/points.cpp.
import { limits } from "../../shared/generated/limits";
import { nothingDrawn } from "./drawable";

export interface Drawn {
  x: number;
  y: number;
  /** 0 to 3. */
  label: number;
}

/** Half the sides of the square that can be drawn in. */
type Reach = readonly [x: number, y: number];
/** Half the side of the usual square. */
export const limit = 4;
const usual: Reach = [limit, limit];
/** What fits into the link's longest value. */
export const mostPoints = limits.drawn;

const toByte = (value: number, reach: number) =>
  Math.round(((Math.min(reach, Math.max(-reach, value)) + reach) / (2 * reach)) * 255);
const fromByte = (byte: number, reach: number) => (byte / 255) * 2 * reach - reach;

/** At most `mostPoints` are written. */
export function packPoints(points: readonly Drawn[], [right, up] = usual): string {
  const kept = points.slice(0, mostPoints);
  const { length } = kept;
  const bytes = new Uint8Array(2 * length + Math.ceil(length / 4));
  for (const [i, { x, y, label }] of kept.entries()) {
    bytes[2 * i] = toByte(x, right);
    bytes[2 * i + 1] = toByte(y, up);
    const at = 2 * length + (i >> 2);
    bytes[at] = (bytes[at] as number) | ((label & 3) << (2 * (i & 3)));
  }
  const text = btoa(String.fromCharCode(...bytes));
  return nothingDrawn + text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Null where the text is not what packPoints writes. */
export function unpackPoints(text: string, [right, up] = usual): Drawn[] | null {
  if (!text.startsWith(nothingDrawn)) return null;
  const code = text.slice(nothingDrawn.length);
  if (!/^[A-Za-z0-9_-]*$/.test(code) || code.length % 4 === 1) return null;
  const plain = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
  const length = Math.floor((4 * plain.length) / 9);
  if (length > mostPoints || 2 * length + Math.ceil(length / 4) !== plain.length) return null;
  return Array.from({ length }, (_, i) => ({
    x: fromByte(plain.charCodeAt(2 * i), right),
    y: fromByte(plain.charCodeAt(2 * i + 1), up),
    label: (plain.charCodeAt(2 * length + (i >> 2)) >> (2 * (i & 3))) & 3,
  }));
}
