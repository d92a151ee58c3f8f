// A QR code of a text as an SVG path of its dark modules, a unit each, without margin.
import { encode } from "uqr";

export interface QrPath {
  path: string;
  /** Modules along a side. */
  size: number;
}

/** Level L, which holds the most data: a screen needs little error correction. */
export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: "L", border: 0 });
  const modules = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
  return { path: modules.flat().join(""), size };
}
