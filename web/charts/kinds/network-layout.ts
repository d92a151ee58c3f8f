// Where the units of a network diagram stand. Numbers in, numbers out.

export interface NetworkLayer {
  name: string;
  size: number;
  /** Of each unit for the shown example, as far as known. */
  activations?: ArrayLike<number>;
  /** 1 kept, 0 dropped; a layer without dropout has none. */
  keep?: ArrayLike<number | boolean>;
  /** What survivors are multiplied with: 1/(1-p). */
  scale?: number;
  /** Written at the units: names of inputs or classes. */
  units?: readonly string[];
}

export interface NetworkData {
  layers: readonly NetworkLayer[];
  /** weights[k]: layer k (rows, from) to layer k+1 (columns, to), row-major. */
  weights?: readonly (ArrayLike<number> | null)[];
  /** Units drawn per layer at most; 16 when not given. */
  limit?: number;
  /** Layer that is working now, drawn with its name underlined. */
  active?: number;
}

export interface NetworkLayout {
  /** Drawn units of each layer: their centres. */
  x: number[];
  y: number[][];
  radius: number;
  top: number;
  bottom: number;
}

const head = 38;

export function drawn(layer: NetworkLayer, limit: number): number {
  return layer.size <= limit ? layer.size : limit - 1;
}

export function networkLayout(
  data: NetworkData,
  width: number,
  height: number,
  left: number,
  right: number,
): NetworkLayout {
  const limit = data.limit ?? 16;
  const n = data.layers.length;
  const top = head;
  const bottom = height - 24;
  const most = Math.max(1, ...data.layers.map((layer) => Math.min(limit, layer.size)));
  const pitch = (bottom - top) / most;
  const radius = Math.min(9, Math.max(3, pitch * 0.36), Math.max(3, width / (n * 4)));
  const span = width - left - right - 2 * radius - 2;
  return {
    x: data.layers.map((_, k) => left + radius + 1 + (n > 1 ? (k / (n - 1)) * span : span / 2)),
    y: data.layers.map((layer) => {
      const count = drawn(layer, limit);
      const slots = Math.min(limit, layer.size);
      const step = Math.min(2.2 * pitch, (bottom - top) / slots);
      const start = (top + bottom) / 2 - ((slots - 1) / 2) * step;
      return Array.from({ length: count }, (_, i) => start + i * step);
    }),
    radius,
    top,
    bottom,
  };
}
