// The DOM around a drawing: caption, canvas, data cursor with its text, summary, table twin and
// export buttons. Knows nothing of what is drawn.
import css from "./chart.css?inline";
import type { Painted, Pick, Size } from "./chart";
import type { ChartStrings } from "./strings";
import { tableElement, type Table } from "./table";

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
export function adoptStyles(node: Node, text = css): void {
  const root = node.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const out = document.createElement(tag);
  out.className = name;
  if (text) out.textContent = text;
  return out;
}

export class Figure {
  readonly element = make("figure", "chart");
  readonly box = make("div", "chart-box");
  readonly canvas = make("canvas", "chart-canvas");
  title = "";
  summary = "";
  private readonly caption = make("figcaption", "chart-title");
  private readonly sentence = make("p", "chart-summary");
  private readonly mark = make("div", "chart-mark");
  private readonly tip = make("div", "chart-tip");
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
  private readonly observer: ResizeObserver;
  private pixels: MediaQueryList | undefined;
  private strings: ChartStrings;
  private place: readonly [number, number] | null = null;
  private spoken = 0;
  private tableDrawn = 0;
  private tableDue = 0;
  private textual = false;

  constructor(host: Host, title: string, strings: ChartStrings) {
    this.host = host;
    this.strings = strings;
    this.canvas.setAttribute("role", "img");
    this.mark.hidden = true;
    this.tip.hidden = true;
    this.tip.setAttribute("aria-hidden", "true");
    this.live.setAttribute("aria-live", "polite");
    this.box.tabIndex = 0;
    this.box.setAttribute("role", host.pick ? "application" : "group");
    this.box.append(this.canvas, this.mark, this.tip);
    this.details.append(this.disclose, this.holder);
    const foot = make("div", "chart-foot");
    foot.append(this.details, ...this.buttons);
    this.element.append(this.caption, this.box, this.sentence, this.live, foot);
    this.setStrings(strings);
    this.setTitle(title);
    this.listen();
    this.observer = new ResizeObserver(() => host.resized());
    this.observer.observe(this.box);
    this.watchPixels();
  }

  get width(): number {
    return this.box.clientWidth;
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

  setHeight(height: number): void {
    if (!this.textual) this.box.style.height = `${Math.round(height)}px`;
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

  /** Puts the data cursor where it belongs after a redraw. */
  placeCursor(): void {
    const stop = this.place && this.host.painted().cursor?.at(...this.place);
    this.mark.hidden = this.tip.hidden = !stop;
    if (!stop) return;
    const ring = stop.box ?? (stop.line ? [stop.x, 0, 0, this.box.clientHeight] : null);
    const [x, y, w, h] = ring ?? [stop.x - 5, stop.y - 5, 10, 10];
    this.mark.className = `chart-mark ${stop.line ? "is-line" : stop.box ? "is-box" : "is-ring"}`;
    Object.assign(this.mark.style, { left: `${x}px`, top: `${y}px`, width: `${w}px`, height: `${h}px` });
    this.tip.textContent = stop.text;
    const [tw, th] = [this.tip.offsetWidth, this.tip.offsetHeight];
    const right = stop.x + 12 + tw <= this.width;
    const left = right ? stop.x + 12 : Math.max(0, stop.x - 12 - tw);
    const top = Math.max(0, Math.min(this.box.clientHeight - th, stop.y - th - 8));
    Object.assign(this.tip.style, { left: `${left}px`, top: `${top}px` });
  }

  destroy(): void {
    this.observer.disconnect();
    this.pixels?.removeEventListener("change", this.pixelsChanged);
    window.clearTimeout(this.spoken);
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

  private listen(): void {
    const box = this.box;
    const here = (event: MouseEvent): [number, number] => {
      const rect = box.getBoundingClientRect();
      return [event.clientX - rect.left, event.clientY - rect.top];
    };
    const hover = (event: PointerEvent) => {
      this.place = this.host.painted().cursor?.find(...here(event)) ?? null;
      this.placeCursor();
    };
    box.addEventListener("pointermove", hover);
    box.addEventListener("pointerdown", hover);
    box.addEventListener("pointerleave", () => this.hide());
    box.addEventListener("blur", () => this.hide());
    box.addEventListener("click", (event) => this.pick(event.shiftKey, here(event)));
    box.addEventListener("keydown", (event) => this.key(event));
    this.details.addEventListener("toggle", () => this.details.open && this.showTable());
  }

  private hide(): void {
    this.place = null;
    this.placeCursor();
  }

  private pick(remove: boolean, pointer?: readonly [number, number]): void {
    const painted = this.host.painted();
    const place = pointer ? painted.cursor?.find(...pointer) : this.place;
    if (!this.host.pick || !place) return;
    const stop = painted.cursor?.at(...place);
    const at = pointer ?? (stop ? ([stop.x, stop.y] as const) : null);
    const [x, y] = (at && painted.locate?.(...at)) ?? [Number.NaN, Number.NaN];
    this.host.pick({ row: place[0], col: place[1], x, y, remove });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cursor = this.host.painted().cursor;
    if (!cursor) return;
    const far = event.shiftKey ? 10 : 1;
    const steps: Record<string, readonly [number, number]> = {
      ArrowLeft: [0, -far],
      ArrowRight: [0, far],
      ArrowUp: [-far, 0],
      ArrowDown: [far, 0],
      PageUp: [-10, 0],
      PageDown: [10, 0],
      Home: [0, Number.NEGATIVE_INFINITY],
      End: [0, Number.POSITIVE_INFINITY],
    };
    const step = steps[event.key];
    const acts = event.key === "Enter" || event.key === " ";
    const removes = event.key === "Delete" || event.key === "Backspace";
    if (step) this.walk(step);
    else if (event.key === "Escape" && this.place) this.hide();
    else if ((acts || removes) && this.host.pick) this.pick(removes || event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private walk([down, right]: readonly [number, number]): void {
    const cursor = this.host.painted().cursor;
    if (!cursor || cursor.rows === 0 || cursor.cols === 0) return;
    const clamp = (v: number, n: number) => Math.min(n - 1, Math.max(0, v));
    let [row, col] = this.place ?? [0, 0];
    const first = this.place === null;
    const unit = [Math.sign(down), Math.sign(right)] as const;
    if (!first) [row, col] = [clamp(row + down, cursor.rows), clamp(col + right, cursor.cols)];
    const tries = Math.max(cursor.rows, cursor.cols);
    for (let i = 0; i < tries && !cursor.at(row, col); i++) {
      const next = [clamp(row + unit[0], cursor.rows), clamp(col + unit[1], cursor.cols)] as const;
      if (next[0] === row && next[1] === col) break;
      [row, col] = next;
    }
    if (!cursor.at(row, col)) return;
    this.place = [row, col];
    this.placeCursor();
    this.speak(cursor.at(row, col)?.text ?? "");
  }

  private speak(text: string): void {
    window.clearTimeout(this.spoken);
    this.spoken = window.setTimeout(() => {
      const line = text.replaceAll("\n", ", ");
      if (this.host.announce) this.host.announce(line);
      else this.live.textContent = line;
    }, 150);
  }
}
