// A QR code of a text: ISO/IEC 18004, bytes, error correction level L, versions 1 to 40, the mask
// with the least penalty. Pure: from a text to a square of dark and light.

/** From version 1 on: error correction bytes of each block, and how many blocks. */
const correction = [
  ...[7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28],
  ...[28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
];
const blockCounts = [
  ...[1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8],
  ...[8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
];

/** Bits that are left for data and correction, once all patterns stand. */
function room(version: number): number {
  let bits = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const rows = Math.floor(version / 7) + 2;
    bits -= (25 * rows - 10) * rows - 55;
    if (version >= 7) bits -= 36;
  }
  return bits;
}

const capacity = (version: number) =>
  Math.floor(room(version) / 8) -
  (correction[version - 1] as number) * (blockCounts[version - 1] as number);

/** Product in the field of 256 elements with x^8 + x^4 + x^3 + x^2 + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> i) & 1) * a;
  }
  return product;
}

function remainder(data: readonly number[], degree: number): number[] {
  const divisor = new Array<number>(degree).fill(0);
  divisor[degree - 1] = 1;
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    for (let j = 0; j < degree; j++) {
      divisor[j] = times(divisor[j] as number, root) ^ (divisor[j + 1] ?? 0);
    }
  }
  const rest = new Array<number>(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() as number);
    rest.push(0);
    for (let j = 0; j < degree; j++)
      rest[j] = (rest[j] as number) ^ times(divisor[j] as number, factor);
  }
  return rest;
}

/** The text's bytes in a frame, filled up to what the version holds. */
function frame(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const size = 8 * capacity(version);
  put(0, Math.min(4, size - bits.length));
  put(0, -bits.length & 7);
  for (let pad = 0xec; bits.length < size; pad ^= 0xec ^ 0x11) put(pad, 8);
  const framed: number[] = [];
  for (let i = 0; i < bits.length; i += 8) {
    framed.push(bits.slice(i, i + 8).reduce((byte, bit) => 2 * byte + bit, 0));
  }
  return framed;
}

/** Blocks with their correction, woven into each other. */
function woven(data: readonly number[], version: number): number[] {
  const degree = correction[version - 1] as number;
  const count = blockCounts[version - 1] as number;
  const total = Math.floor(room(version) / 8);
  const short = Math.floor(total / count) - degree;
  const shortBlocks = count - (total % count);
  const blocks: number[][] = [];
  for (let i = 0, at = 0; i < count; i++) {
    const length = short + (i < shortBlocks ? 0 : 1);
    blocks.push(data.slice(at, at + length));
    at += length;
  }
  const checks = blocks.map((block) => remainder(block, degree));
  const out: number[] = [];
  for (let i = 0; i <= short; i++) {
    for (const block of blocks) if (i < block.length) out.push(block[i] as number);
  }
  for (let i = 0; i < degree; i++) for (const check of checks) out.push(check[i] as number);
  return out;
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

class Square {
  readonly size: number;
  dark: boolean[][];
  private readonly fixed: boolean[][];
  private readonly version: number;

  constructor(version: number) {
    this.version = version;
    this.size = 17 + 4 * version;
    const empty = () => Array.from({ length: this.size }, () => new Array(this.size).fill(false));
    this.dark = empty();
    this.fixed = empty();
    this.patterns();
  }

  private fix(x: number, y: number, dark: boolean): void {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    (this.dark[y] as boolean[])[x] = dark;
    (this.fixed[y] as boolean[])[x] = true;
  }

  /** Rings around a centre: dark where `ring` says so. */
  private rings(x: number, y: number, radius: number, light: readonly number[]): void {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        this.fix(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }

  private patterns(): void {
    const { size, version } = this;
    for (let i = 0; i < size; i++) {
      this.fix(6, i, i % 2 === 0);
      this.fix(i, 6, i % 2 === 0);
    }
    for (const [x, y] of [
      [3, 3],
      [size - 4, 3],
      [3, size - 4],
    ] as const) {
      this.rings(x, y, 4, [2, 4]);
    }
    const places = this.alignment();
    const last = places.length - 1;
    for (const [i, x] of places.entries()) {
      for (const [j, y] of places.entries()) {
        const corner = (i === 0 && (j === 0 || j === last)) || (i === last && j === 0);
        if (!corner) this.rings(x, y, 2, [1]);
      }
    }
    this.format(0);
    if (version < 7) return;
    let rest = version;
    for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
      this.fix(a, b, ((bits >> i) & 1) === 1);
      this.fix(b, a, ((bits >> i) & 1) === 1);
    }
  }

  private alignment(): number[] {
    const { size, version } = this;
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2;
    const step = version === 32 ? 26 : Math.ceil((size - 13) / (2 * count - 2)) * 2;
    const places = [6];
    for (let i = 0; i < count - 1; i++) places.splice(1, 0, size - 7 - i * step);
    return places;
  }

  /** Level L and the mask, twice. */
  format(mask: number): void {
    const data = (1 << 3) | mask;
    let rest = data;
    for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const bits = ((data << 10) | rest) ^ 0x5412;
    const bit = (i: number) => ((bits >> i) & 1) === 1;
    const { size } = this;
    for (let i = 0; i <= 5; i++) this.fix(8, i, bit(i));
    this.fix(8, 7, bit(6));
    this.fix(8, 8, bit(7));
    this.fix(7, 8, bit(8));
    for (let i = 9; i < 15; i++) this.fix(14 - i, 8, bit(i));
    for (let i = 0; i < 8; i++) this.fix(size - 1 - i, 8, bit(i));
    for (let i = 8; i < 15; i++) this.fix(8, size - 15 + i, bit(i));
    this.fix(8, size - 8, true);
  }

  /** Two columns at a time from the right, up and down by turns. */
  fill(bytes: readonly number[]): void {
    const { size } = this;
    let i = 0;
    for (let right = size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step++) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.fixed[y]?.[x] || i >= 8 * bytes.length) continue;
          (this.dark[y] as boolean[])[x] = (((bytes[i >> 3] as number) >> (7 - (i & 7))) & 1) === 1;
          i++;
        }
      }
    }
  }

  mask(mask: number): void {
    const flips = masks[mask] as (x: number, y: number) => boolean;
    for (const [y, row] of this.dark.entries()) {
      for (const [x, dark] of row.entries()) {
        if (!this.fixed[y]?.[x]) row[x] = dark !== flips(x, y);
      }
    }
  }
}

/** How hard a camera finds a square: runs, blocks, look-alikes of the corners, imbalance. */
function penalty(dark: readonly (readonly boolean[])[]): number {
  const size = dark.length;
  const columns = dark.map((_, x) => dark.map((row) => row[x] as boolean));
  let sum = 0;
  for (const line of [...dark, ...columns]) {
    const text = line.map((one) => (one ? "#" : ".")).join("");
    for (const run of text.match(/#{5,}|\.{5,}/g) ?? []) sum += run.length - 2;
    for (const pattern of ["#.###.#....", "....#.###.#"]) {
      for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) sum += 40;
    }
  }
  for (let y = 1; y < size; y++) {
    for (let x = 1; x < size; x++) {
      const one = dark[y]?.[x];
      if (one === dark[y - 1]?.[x] && one === dark[y]?.[x - 1] && one === dark[y - 1]?.[x - 1])
        sum += 3;
    }
  }
  const share = dark.flat().filter(Boolean).length / size ** 2;
  return sum + 10 * Math.floor(Math.abs(share - 0.5) * 20);
}

/** Rows of modules, true where dark; null where the text is too long for a code. */
export function qrCode(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  while (version <= 40 && capacity(version) < bytes.length + (version < 10 ? 2 : 3)) version++;
  if (version > 40) return null;
  const square = new Square(version);
  square.fill(woven(frame(bytes, version), version));
  let best: { dark: boolean[][]; cost: number } | null = null;
  for (let mask = 0; mask < masks.length; mask++) {
    square.mask(mask);
    square.format(mask);
    const cost = penalty(square.dark);
    if (!best || cost < best.cost) best = { dark: square.dark.map((row) => [...row]), cost };
    square.mask(mask); // masking twice undoes it
  }
  return best?.dark ?? null;
}

/** The outline of the dark modules, for an SVG path in a square of the code's size. */
export function qrPath(code: readonly (readonly boolean[])[]): string {
  return code
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
}
