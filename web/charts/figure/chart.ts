// What every chart is: a kind (pure functions from data to pixels and to a table) put into a
// figure with caption, data cursor, data table and exports. Knows no run and no element.
import { CanvasPainter } from "../paint/canvas";
import { type Painter, textSize, wrap } from "../paint/painter";
import { colourWatch, readTheme, type Theme } from "../paint/theme";
import { Figure } from "./figure";
import type { Kind, Painted, Pick, Size } from "./kind";
import { type ChartStrings, english } from "./strings";
import { type Table, toCsv } from "./table";

export interface ChartOptions {
  title: string;
  strings?: ChartStrings;
  /** Height of the drawing in CSS pixels; the kind's own when not given. */
  height?: number;
  /** Announces the data cursor's text; by default the chart's own polite live region. */
  announce?: (text: string) => void;
  onPick?: (pick: Pick) => void;
}

export interface Chart<D> {
  readonly element: HTMLElement;
  /** Draws at once; `summary` is the sentence under the chart. */
  draw(data: D, summary?: string): void;
  setTitle(title: string): void;
  /** Takes another language; redraws. */
  setStrings(strings: ChartStrings): void;
  table(): Table;
  csv(): string;
  svg(): Promise<string>;
  png(): Promise<Blob>;
  resize(): void;
  /** Reads the colours again. */
  retheme(): void;
  destroy(): void;
}

const exportWidth = 720;
const pixelRatioOfPng = 2;

export class CanvasChart<D> implements Chart<D> {
  readonly element: HTMLElement;
  protected readonly figure: Figure;
  protected readonly kind: Kind<D>;
  protected strings: ChartStrings;
  protected data: D | null = null;
  protected painted: Painted = {};
  private cachedTheme: Theme | null = null;
  private readonly fixedHeight: number | undefined;

  constructor(kind: Kind<D>, options: ChartOptions) {
    this.kind = kind;
    this.fixedHeight = options.height;
    this.strings = options.strings ?? english;
    this.figure = new Figure(
      {
        painted: () => this.painted,
        table: () => this.table(),
        exported: (format) => this.exported(format),
        resized: () => this.resize(),
        announce: options.announce,
        pick: options.onPick,
      },
      options.title,
      this.strings,
    );
    this.figure.setHeight(options.height ?? 240);
    this.element = this.figure.element;
    this.element.append(colourWatch(() => this.retheme()));
  }

  draw(data: D, summary?: string): void {
    this.data = data;
    if (summary !== undefined) this.figure.setSummary(summary);
    this.resize();
    this.figure.refresh();
  }

  setTitle(title: string): void {
    this.figure.setTitle(title);
  }

  setStrings(strings: ChartStrings): void {
    this.strings = strings;
    this.figure.setStrings(strings);
    this.resize();
  }

  table(): Table {
    const empty = this.data === null || this.kind.empty(this.data);
    return empty ? { columns: [], rows: [] } : this.kind.table(this.data as D, this.strings);
  }

  csv(): string {
    return toCsv(this.table());
  }

  async svg(): Promise<string> {
    const { SvgPainter } = await import("../paint/svg");
    const p = new SvgPainter();
    const size = this.paintExport(p);
    const { title, summary } = this.figure;
    return p.document(size.width, size.height, this.theme.font, title, summary);
  }

  async png(): Promise<Blob> {
    const { SvgPainter } = await import("../paint/svg");
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    if (!context) return Promise.reject(new Error("This browser has no 2-D canvas."));
    const size = this.paintExport(new SvgPainter());
    canvas.width = size.width * pixelRatioOfPng;
    canvas.height = size.height * pixelRatioOfPng;
    context.scale(pixelRatioOfPng, pixelRatioOfPng);
    this.paintExport(new CanvasPainter(context, this.theme.font), size);
    return new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("The image is too large."))));
    });
  }

  resize(): void {
    const width = this.figure.width;
    if (width < 1 || !this.element.isConnected) return;
    this.figure.adopt();
    const height =
      this.fixedHeight ?? (this.data === null ? 240 : this.kind.height(this.data, width));
    this.render({ width, height: this.figure.setHeight(height, this.kind.scales) });
    this.figure.cursor.redraw();
  }

  retheme(): void {
    this.cachedTheme = null;
    this.resize();
  }

  destroy(): void {
    this.figure.destroy();
    this.element.remove();
    this.data = null;
    this.painted = {};
  }

  protected get theme(): Theme {
    this.cachedTheme ??= readTheme(this.figure.element);
    return this.cachedTheme;
  }

  protected get blank(): boolean {
    return this.data === null || this.kind.empty(this.data);
  }

  protected render(size: Size): void {
    const context = this.figure.context(size);
    if (!context) return;
    const p = new CanvasPainter(context, this.theme.font);
    this.painted = this.paint(p, size);
  }

  private paint(p: Painter, size: Size): Painted {
    if (!this.blank) return this.kind.paint(p, this.data as D, size, this.theme, this.strings);
    const style = { color: this.theme.muted, size: 13, align: "center" as const };
    p.text(size.width / 2, size.height / 2, this.strings.empty, style);
    return {};
  }

  /** Title, chart and summary on paper; returns the size it took. */
  private paintExport(p: Painter, known?: Size): Size {
    const { title, summary } = this.figure;
    const width = Math.max(exportWidth, Math.round(this.figure.width));
    const inner = width - 32;
    const height =
      this.fixedHeight ?? (this.data === null ? 240 : this.kind.height(this.data, inner));
    const lines = wrap(p, summary, inner, 13);
    const size = { width, height: 48 + height + 16 + lines.length * 18 + 8 };
    p.rect(0, 0, width, known?.height ?? size.height, { fill: this.theme.paper });
    p.text(16, 24, title, { color: this.theme.ink, size: textSize + 3, bold: true });
    p.move(16, 48, () => this.paint(p, { width: inner, height }));
    for (const [i, line] of lines.entries()) {
      p.text(16, 48 + height + 20 + i * 18, line, { color: this.theme.ink, size: 13 });
    }
    return size;
  }

  private async exported(format: "csv" | "svg" | "png"): Promise<Blob> {
    if (format === "png") return this.png();
    const [text, type] =
      format === "csv" ? [this.csv(), "text/csv"] : [await this.svg(), "image/svg+xml"];
    return new Blob([text], { type: `${type};charset=utf-8` });
  }
}
