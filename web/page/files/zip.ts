// A zip archive of few entries, as numpy writes and reads them: stored as they are, or deflated by
// someone else. Knows nothing of what the entries hold.
import { crc32 } from "../../shared/crc32";
import { inflate } from "../../shared/inflate";

export interface Entry {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const local = 0x04034b50;
const central = 0x02014b50;
const end = 0x06054b50;
/** The first day that a zip archive can say: what is written says nothing of its day. */
const date = 0x21;

/** Little-endian numbers of 2 and 4 bytes, as [value, bytes]. */
function packed(values: readonly (readonly [number, 2 | 4])[], name = ""): Uint8Array<ArrayBuffer> {
  const size = values.reduce((sum, [, bytes]) => sum + bytes, 0);
  const out = new Uint8Array(size + name.length);
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [value, bytes] of values) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  for (let i = 0; i < name.length; i++) out[at + i] = name.charCodeAt(i);
  return out;
}

/** The archive in pieces; names are ASCII. */
export function writeZip(entries: readonly Entry[]): Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { name, bytes } of entries) {
    const { length } = bytes;
    const common = [
      ...([
        [20, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [date, 2],
      ] as const),
      ...([
        [crc32(bytes), 4],
        [length, 4],
        [length, 4],
        [name.length, 2],
        [0, 2],
      ] as const),
    ] as const;
    const head = packed([[local, 4], ...common], name);
    const rest = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [at, 4],
    ] as const;
    directory.push(packed([[central, 4], [20, 2], ...common, ...rest], name));
    pieces.push(head, bytes);
    at += head.length + length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = entries.length;
  const last = [
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [size, 4],
    [at, 4],
    [0, 2],
  ] as const;
  return [...pieces, ...directory, packed([[end, 4], ...last])];
}

/** The entries in the order of the directory, or null where the archive is none, or damaged. */
export async function readZip(bytes: Uint8Array<ArrayBuffer>): Promise<Entry[] | null> {
  try {
    return await entriesOf(bytes);
  } catch {
    return null; // an offset beyond the end, or bytes that do not inflate
  }
}

async function entriesOf(bytes: Uint8Array<ArrayBuffer>): Promise<Entry[] | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  let foot = bytes.length - 22;
  while (foot >= 0 && foot > bytes.length - 65_558 && u32(foot) !== end) foot--;
  if (foot < 0 || u32(foot) !== end) return null;
  const entries: Entry[] = [];
  let at = u32(foot + 16);
  for (let i = u16(foot + 10); i > 0; i--) {
    if (u32(at) !== central) return null;
    const [method, crc, size] = [u16(at + 10), u32(at + 16), u32(at + 20)];
    const nameAt = (from: number, length: number) =>
      String.fromCharCode(...bytes.subarray(from, from + length));
    const name = nameAt(at + 46, u16(at + 28));
    const head = u32(at + 42);
    if (u32(head) !== local || nameAt(head + 30, u16(head + 26)) !== name) return null;
    const begin = head + 30 + u16(head + 26) + u16(head + 28);
    const raw = bytes.slice(begin, begin + size);
    const plain = method === 8 ? await inflate(raw, "deflate-raw") : raw;
    if (raw.length !== size || (method !== 0 && method !== 8) || crc32(plain) !== crc) return null;
    entries.push({ name, bytes: plain });
    at += 46 + u16(at + 28) + u16(at + 30) + u16(at + 32);
  }
  return entries;
}
