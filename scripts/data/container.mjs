// The container that every data set is written in (described in src/lab/data/data.h), and the tools the
// builders share. Knows no data set.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** What a builder throws: a sentence for the person who runs it. */
export class Failure extends Error {}

const types = {
  u8: { code: 1, array: Uint8Array },
  u16: { code: 2, array: Uint16Array },
  f32: { code: 4, array: Float32Array },
};

/** Sections [[name, type, columns, values]], as bytes. Text is type "text": lines of UTF-8. */
export function encode(sections) {
  const parts = [Buffer.from("DROPDATA", "ascii"), word(1), word(sections.length)];
  for (const [name, type, columns, values] of sections) {
    const lines = type === "text";
    const { code, array } = types[lines ? "u8" : type];
    const payload = lines ? Buffer.from(values.join("\n"), "utf8") : littleEndian(array, values);
    const rows = payload.length / array.BYTES_PER_ELEMENT / columns;
    if (!Number.isInteger(rows)) throw new Error(`section ${name} has no whole number of rows`);
    const title = Buffer.alloc(16);
    title.write(name, "ascii");
    parts.push(title, word(code), word(rows), word(columns), payload);
    parts.push(Buffer.alloc((4 - (payload.length % 4)) % 4));
  }
  return Buffer.concat(parts);
}

function word(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function littleEndian(array, values) {
  const typed = array.from(values);
  if (array !== Float32Array && values.some((value, i) => value !== typed[i])) {
    throw new Error("a value does not fit its section's type");
  }
  const bytes = Buffer.alloc(typed.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = array.BYTES_PER_ELEMENT;
  typed.forEach((value, i) => {
    if (array === Float32Array) view.setFloat32(i * size, value, true);
    else if (size === 2) view.setUint16(i * size, value, true);
    else view.setUint8(i, value);
  });
  return bytes;
}

/** A file of an npm package of this project. */
export function packageFile(name, file) {
  const path = join(root, "node_modules", name, file);
  if (!existsSync(path)) {
    throw new Failure(`the npm package ${name} is not installed (no ${file}): run npm ci`);
  }
  return path;
}

export function packageVersion(name) {
  return JSON.parse(readFileSync(packageFile(name, "package.json"), "utf8")).version;
}

/** A new, shuffled array: Fisher-Yates over mulberry32, so the seed alone decides the order. */
export function shuffled(items, seed) {
  const order = [...items];
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  for (let i = order.length - 1; i > 0; --i) {
    const j = Math.floor((next() / 4294967296) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
