// The DOM around a drawing: caption, canvas, data cursor with its text, summary, data table and
// export buttons. Knows nothing of what is drawn.

import css from "./chart.css?inline";
import { DataCursor } from "./data-cursor";
import type { Painted, Pick, Size } from "./kind";
import { make } from "./make";
import type { ChartStrings } from "./strings";
import { type Table, tableElement } from "./table";

export type Format = "csv" | "svg" | "png";

export interface Host {
  painted(): Painted;
  table(): Table;
  exported(format: Format): Promise<Blob>;
  resized(): void;
  announce?: ((text: string) => void) | undefined;
  pick?: ((pick: Pick) => void) | undefined;
}

let sheet: CSSStyleSheet | undefined;

/** Puts the charts' style into the document or shadow root that holds `node`. */
function adoptStyles(node: Node, text = css): void {
  const root = node.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

export class Figure {
  readonly element = make("figure", "chart");
  readonly box = make("div", "chart-box");
  readonly canvas = make("canvas", "chart-canvas");
  title = "";
  summary = "";
  private readonly caption = make("figcaption", "chart-title");
  private readonly sentence = make("p", "chart-summary");
  private readonly live = make("p", "chart-live");
  private readonly details = make("details", "chart-table");
  private readonly disclose = make("summary", "chart-disclose");
  private readonly holder = make("div", "chart-holder");
  private readonly buttons = (["csv", "svg", "png"] as const).map((format) => {
    const button = make("button", "chart-export", format.toUpperCase());
    button.type = "button";
    button.addEventListener("click", () => void this.save(format));
    return button;
  });
  private readonly host: Host;
  readonly cursor: DataCursor;
  private readonly observer: ResizeObserver;
  /** Of the box, as last observed. */
  private seenWidth = 0;
  private seenHeight = 0;
  /** CSS decides about the height: --chart-fill is set. */
  private fills = false;
  private pixels: MediaQueryList | undefined;
  private strings: ChartStrings;
  private tableDrawn = 0;
  private tableDue = 0;
  private textual = false;

  constructor(host: Host, title: string, strings: ChartStrings) {
    this.host = host;
    this.strings = strings;
    this.canvas.setAttribute("role", "img");
    this.holder.setAttribute("role", "region");
    this.holder.tabIndex = 0;
    this.live.setAttribute("aria-live", "polite");
    this.box.tabIndex = 0;
    this.box.setAttribute("role", host.pick ? "application" : "group");
    this.box.append(this.canvas);
    this.cursor = new DataCursor(this.box, host, (text) => this.speak(text));
    this.details.append(this.disclose, this.holder);
    const foot = make("div", "chart-foot");
    foot.append(this.details, ...this.buttons);
    this.element.append(this.caption, this.box, this.sentence, this.live, foot);
    this.setStrings(strings);
    this.setTitle(title);
    this.details.addEventListener("toggle", () => this.details.open && this.showTable());
    this.observer = new ResizeObserver(() => {
      this.seenWidth = this.box.clientWidth;
      this.seenHeight = this.box.clientHeight;
      this.fills = getComputedStyle(this.box).getPropertyValue("--chart-fill") !== "";
      host.resized();
    });
    this.observer.observe(this.box);
    this.watchPixels();
  }

  /** Asked at each drawing: to measure would lay out the page each time. */
  get width(): number {
    return this.seenWidth || this.box.clientWidth;
  }

  adopt(): void {
    adoptStyles(this.element);
  }

  setTitle(title: string): void {
    this.title = title;
    this.caption.textContent = title;
    this.box.setAttribute("aria-label", title);
    this.label();
  }

  setSummary(text: string): void {
    if (text === this.summary) return;
    this.summary = text;
    this.sentence.textContent = text;
    this.label();
  }

  setStrings(strings: ChartStrings): void {
    this.strings = strings;
    this.disclose.textContent = strings.table;
    this.holder.setAttribute("aria-label", strings.table);
    const keys = this.host.pick ? strings.pickKeys : strings.keys;
    this.box.setAttribute("aria-description", keys);
    for (const button of this.buttons) {
      const name = strings.exportAs(button.textContent ?? "");
      button.setAttribute("aria-label", name);
      button.title = name;
    }
  }

  /** Puts real text where the canvas is; it takes the height it needs. */
  showText(text: HTMLElement): void {
    this.textual = true;
    this.box.style.height = "";
    this.box.removeAttribute("tabindex");
    this.canvas.replaceWith(text);
  }

  /** Gives the box a height, unless CSS does: then it is the least one of what does not scale. Returns
   *  the height to draw in. */
  setHeight(height: number, scales = false): number {
    const pixels = `${Math.round(height)}px`;
    if (!this.textual) this.box.style.height = pixels;
    this.box.style.setProperty("--chart-least", scales || this.textual ? null : pixels);
    return this.fills ? this.seenHeight : height;
  }

  /** The cleared canvas, scaled to CSS pixels. */
  context(size: Size): CanvasRenderingContext2D | null {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(size.width * ratio);
    const height = Math.round(size.height * ratio);
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    const context = this.canvas.getContext("2d");
    context?.setTransform(ratio, 0, 0, ratio, 0, 0);
    context?.clearRect(0, 0, size.width, size.height);
    return context;
  }

  /** Shows the newest table if it is open, at most once a second. */
  refresh(): void {
    if (!this.details.open || this.tableDue) return;
    const wait = Math.max(0, this.tableDrawn + 1000 - performance.now());
    this.tableDue = window.setTimeout(() => this.showTable(), wait);
  }

  destroy(): void {
    this.observer.disconnect();
    this.pixels?.removeEventListener("change", this.pixelsChanged);
    this.cursor.destroy();
    window.clearTimeout(this.tableDue);
  }

  private label(): void {
    this.canvas.setAttribute("aria-label", [this.title, this.summary].filter(Boolean).join(". "));
  }

  private readonly pixelsChanged = (): void => {
    this.watchPixels();
    this.host.resized();
  };

  private watchPixels(): void {
    this.pixels?.removeEventListener("change", this.pixelsChanged);
    this.pixels = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    this.pixels.addEventListener("change", this.pixelsChanged);
  }

  private showTable(): void {
    this.tableDue = 0;
    this.tableDrawn = performance.now();
    this.holder.replaceChildren(tableElement(this.host.table(), this.title, this.strings));
  }

  private async save(format: Format): Promise<void> {
    const url = URL.createObjectURL(await this.host.exported(format));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${this.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")}.${format}`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  private speak(text: string): void {
    if (this.host.announce) this.host.announce(text);
    else this.live.textContent = text;
  }
}
