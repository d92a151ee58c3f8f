// numpy's .npy: one array, its type and its shape in front. Little-endian and row-major only.

export type Values = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

export interface NpyArray {
  /** numpy's word for the type: "<f4", "<f8", "<U12". */
  type: string;
  shape: number[];
  bytes: Uint8Array<ArrayBuffer>;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export function writeNpy({ type, shape, bytes }: NpyArray): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const head = Math.ceil((10 + text.length + 1) / 64) * 64;
  const out = new Uint8Array(head + bytes.length).fill(0x20, 0, head);
  out.set([...magic, 1, 0, (head - 10) & 0xff, (head - 10) >> 8]);
  for (let i = 0; i < text.length; i++) out[10 + i] = text.charCodeAt(i);
  out[head - 1] = 0x0a;
  out.set(bytes, head);
  return out;
}

/** Null where the bytes are no array that this reads. */
export function readNpy(bytes: Uint8Array<ArrayBuffer>): NpyArray | null {
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte)) return null;
  const wide = (bytes[6] as number) > 1; // version 2 has four bytes for the header's length
  const start = wide ? 12 : 10;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const head = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const text = String.fromCharCode(...bytes.subarray(start, Math.min(head, start + 4096)));
  const type = /'descr':\s*'([^']+)'/.exec(text)?.[1];
  const tuple = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (!type || tuple === undefined || !/'fortran_order':\s*False/.test(text)) return null;
  const shape = tuple.split(",").flatMap((part) => (part.trim() ? [Number(part)] : []));
  return { type, shape, bytes: bytes.slice(head) };
}

export function ofText(text: string): NpyArray {
  const letters = Uint32Array.from(text || " ", (letter) => letter.codePointAt(0) as number);
  const type = `<U${letters.length}`;
  return { type, shape: [], bytes: new Uint8Array(letters.buffer) };
}

export function ofInteger(value: number): NpyArray {
  return { type: "<i8", shape: [], bytes: new Uint8Array(BigInt64Array.of(BigInt(value)).buffer) };
}

export function integerOf(array: NpyArray | null | undefined): number | null {
  if (array?.type !== "<i8" || array.bytes.length !== 8) return null;
  return Number(new BigInt64Array(array.bytes.buffer, array.bytes.byteOffset)[0]);
}

export function ofFloats(data: Values, shape: number[]): NpyArray {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { type: data instanceof Float32Array ? "<f4" : "<f8", shape, bytes };
}

export function textOf(array: NpyArray | null | undefined): string | null {
  if (!array?.type.startsWith("<U") || array.bytes.length % 4 !== 0) return null;
  const letters = new Uint32Array(array.bytes.buffer, array.bytes.byteOffset);
  try {
    return String.fromCodePoint(...letters).replace(/[\0 ]+$/, "");
  } catch {
    return null; // no characters
  }
}

/** The values of "<f4" or "<f8", as many as the shape says. */
export function floatsOf(array: NpyArray | null | undefined): Values | null {
  if (!array) return null;
  const count = array.shape.reduce((product, side) => product * side, 1);
  const width = array.type === "<f4" ? 4 : array.type === "<f8" ? 8 : 0;
  if (width === 0 || array.bytes.length !== width * count) return null;
  const { buffer, byteOffset } = array.bytes;
  return width === 4
    ? new Float32Array(buffer, byteOffset, count)
    : new Float64Array(buffer, byteOffset, count);
}
