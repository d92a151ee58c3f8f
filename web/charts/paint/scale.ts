// Scales, ticks and number formats. Knows no pixels beyond a range and no drawing.

export type Values = ArrayLike<number | null>;

export interface Scale {
  (value: number): number;
  readonly kind: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  invert(pixel: number): number;
  /** About `count` round values inside the domain, ascending. */
  ticks(count: number): number[];
}

/** A round step (1, 2 or 5 times a power of ten) that cuts `span` into about `count` parts. */
export function niceStep(span: number, count: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

/** Multiples of a round step within [lo, hi]. */
export function linearTicks(lo: number, hi: number, count: number): number[] {
  const step = niceStep(hi - lo, count);
  const first = Math.ceil(lo / step - 1e-9);
  const last = Math.floor(hi / step + 1e-9);
  const digits = Math.max(0, 1 - Math.floor(Math.log10(step)));
  const out: number[] = [];
  for (let k = first; k <= last; k++) out.push(Number((k * step).toFixed(Math.min(20, digits))));
  return out;
}

/** Powers of ten, with 2 and 5 between them when there is room; linear ticks when none fits. */
export function logTicks(lo: number, hi: number, count: number): number[] {
  const low = Math.floor(Math.log10(lo) + 1e-9);
  const high = Math.ceil(Math.log10(hi) - 1e-9);
  const leads = (high - low) * 3 <= count + 2 ? [1, 2, 5] : [1];
  const skip = leads.length === 1 ? Math.max(1, Math.ceil((high - low) / Math.max(1, count))) : 1;
  const out: number[] = [];
  for (let e = low; e <= high; e += skip) {
    for (const lead of leads) {
      const v = Number(`${lead}e${e}`);
      if (v >= lo * (1 - 1e-9) && v <= hi * (1 + 1e-9)) out.push(v);
    }
  }
  return out.length >= 2 ? out : linearTicks(lo, hi, count).filter((v) => v > 0);
}

export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [d0, d1] = domain;
  const span = d1 - d0 || 1;
  const slope = (range[1] - range[0]) / span;
  return Object.assign((v: number) => range[0] + (v - d0) * slope, {
    kind: "linear" as const,
    domain,
    range,
    invert: (pixel: number) => d0 + (pixel - range[0]) / slope,
    ticks: (count: number) => linearTicks(Math.min(d0, d1), Math.max(d0, d1), count),
  });
}

/** Logarithmic; the domain must be positive, other values map to NaN (a gap). */
export function log(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const inner = linear([Math.log10(domain[0]), Math.log10(domain[1])], range);
  return Object.assign((v: number) => (v > 0 ? inner(Math.log10(v)) : Number.NaN), {
    kind: "log" as const,
    domain,
    range,
    invert: (pixel: number) => 10 ** inner.invert(pixel),
    ticks: (count: number) => logTicks(domain[0], domain[1], count),
  });
}

/** Smallest and largest finite value of all lists, or null when there is none. */
export function extent(lists: Iterable<Values>, positive = false): [number, number] | null {
  let lo = Number.POSITIVE_INFINITY;
  let hi = Number.NEGATIVE_INFINITY;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const v = list[i];
      if (v === null || v === undefined || !Number.isFinite(v) || (positive && v <= 0)) continue;
      if (v < lo) lo = v;
      if (v > hi) hi = v;
    }
  }
  return lo <= hi ? [lo, hi] : null;
}

/** The domain with `part` of its span added on either side; never of zero width. */
export function pad(domain: readonly [number, number], part = 0.05): [number, number] {
  const [lo, hi] = domain;
  const span = hi - lo || Math.abs(hi) || 1;
  return [lo - part * span, hi + part * span];
}

/** Log domain with padding: never of zero width, always positive. */
export function padLog(domain: readonly [number, number]): [number, number] {
  const [lo, hi] = domain;
  const factor = Math.max(1.05, (hi / lo) ** 0.05);
  return [lo / factor, hi * factor];
}

const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    // No thousands separator below 10,000: years are numbers, too.
    found = new Intl.NumberFormat(locale, { useGrouping: "min2", ...options });
    formats.set(key, found);
  }
  return found;
}

/** A number for reading, `digits` significant; the sign of negatives is a true minus. */
export function show(value: number | null | undefined, locale: string, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const options: Intl.NumberFormatOptions =
    size !== 0 && (size < 1e-4 || size >= 1e7)
      ? { notation: "scientific", maximumSignificantDigits: digits }
      : size >= 10 ** digits
        ? { maximumFractionDigits: 0 }
        : { maximumSignificantDigits: digits };
  return format(locale, options).format(value).replace("-", "−");
}

/** A number with exactly `decimals` decimals. */
export function fixed(value: number, locale: string, decimals: number): string {
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return format(locale, options).format(value).replace("-", "−");
}

/** Ticks written with the same number of decimals, large ones compactly. */
export function tickLabels(ticks: readonly number[], locale: string): string[] {
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < ticks.length; i++) {
    step = Math.min(step, Math.abs((ticks[i] as number) - (ticks[i - 1] as number)));
  }
  const top = Math.max(...ticks.map(Math.abs), 0);
  if (top >= 1e6 || (top > 0 && step < 1e-5)) {
    const compact = format(locale, { notation: top >= 1e6 ? "compact" : "scientific" });
    return ticks.map((v) => compact.format(v).replace("-", "−"));
  }
  const places = ticks.map(decimalsOf);
  const most = Math.max(0, ...places);
  const even = ticks.length < 3 || isEven(ticks);
  return ticks.map((v, i) => fixed(v, locale, even ? most : places[i]));
}

/** Decimals that write the value to six significant digits. */
function decimalsOf(value: number): number {
  const [digits, exponent] = Math.abs(value).toExponential(5).split("e");
  const used = digits.replace(".", "").replace(/0+$/, "").length;
  return Math.max(0, used - 1 - Number(exponent));
}

function isEven(ticks: readonly number[]): boolean {
  const first = (ticks[1] as number) - (ticks[0] as number);
  return ticks.every(
    (v, i) => i === 0 || Math.abs(v - (ticks[i - 1] as number) - first) < 1e-6 * first,
  );
}
