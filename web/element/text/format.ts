// Numbers as a reader sees them, in the reader's language. Links and inputs use plain String().

const formats = new Map<string, Format>();

/** The one Format of a language: what it is made of is slow to make. */
export function formatFor(locale: string): Format {
  let format = formats.get(locale);
  if (!format) {
    format = new Format(locale);
    formats.set(locale, format);
  }
  return format;
}

export class Format {
  private readonly locale: string;
  private readonly cache = new Map<string, Intl.NumberFormat>();

  constructor(locale: string) {
    this.locale = locale;
  }

  private write(value: number, options: Intl.NumberFormatOptions): string {
    const key = JSON.stringify(options);
    let format = this.cache.get(key);
    if (!format) {
      format = new Intl.NumberFormat(this.locale, options);
      this.cache.set(key, format);
    }
    return format.format(value).replace("-", "−");
  }

  whole(value: number): string {
    return this.write(value, { maximumFractionDigits: 0 });
  }

  fixed(value: number, digits: number): string {
    return this.write(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  /** As short as it reads back. */
  plain(value: number): string {
    return this.write(value, { maximumSignificantDigits: 15 });
  }

  /** Two digits matter: 12,000. */
  rough(value: number): string {
    return this.write(value, { maximumSignificantDigits: 2 });
  }

  /** A share as a percentage; a decimal where it would be rounded to 0 or 100. */
  percent(share: number, digits = share > 0.995 || share < 0.005 ? 1 : 0): string {
    const unit = { style: "unit", unit: "percent" } as const;
    return this.write(100 * share, { ...unit, maximumFractionDigits: digits });
  }

  megabytes(bytes: number): string {
    const unit = { style: "unit", unit: "megabyte" } as const;
    return this.write(bytes / 1e6, { ...unit, minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  /** 0:07, 12:30, 1:02:03. */
  time(seconds: number): string {
    const all = Math.max(0, Math.ceil(seconds));
    const [h, m, s] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
    const two = (n: number) => String(n).padStart(2, "0");
    return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
  }
}
