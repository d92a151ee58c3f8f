// The data cursor: a mark on the drawing with the values there, moved by pointer or keyboard.
import type { Painted, Pick } from "./kind";
import { make } from "./make";
import { Ruler } from "./ruler";

export interface CursorHost {
  painted(): Painted;
  pick?: ((pick: Pick) => void) | undefined;
}

/** Delay before the live region changes, so that a held key does not flood it. */
const speechDelay = 150;

export class DataCursor {
  private readonly box: HTMLElement;
  private readonly host: CursorHost;
  private readonly speak: (text: string) => void;
  private readonly mark = make("div", "chart-mark");
  private readonly tip = make("div", "chart-tip");
  private place: readonly [number, number] | null = null;
  private timer = 0;

  constructor(box: HTMLElement, host: CursorHost, speak: (text: string) => void) {
    this.box = box;
    this.host = host;
    this.speak = speak;
    this.mark.hidden = true;
    this.tip.hidden = true;
    this.tip.setAttribute("aria-hidden", "true");
    box.append(this.mark, this.tip);
    this.listen();
  }

  /** Puts the data cursor where it belongs after a redraw. */
  redraw(): void {
    const stop = this.place && this.host.painted().cursor?.at(...this.place);
    this.mark.hidden = this.tip.hidden = !stop;
    if (!stop) return;
    const ring = stop.box ?? (stop.line ? [stop.x, 0, 0, this.box.clientHeight] : null);
    const [x, y, w, h] = ring ?? [stop.x - 5, stop.y - 5, 10, 10];
    this.mark.className = `chart-mark ${stop.line ? "is-line" : stop.box ? "is-box" : "is-ring"}`;
    Object.assign(this.mark.style, {
      left: `${x}px`,
      top: `${y}px`,
      width: `${w}px`,
      height: `${h}px`,
    });
    this.tip.textContent = stop.text;
    const [tw, th] = [this.tip.offsetWidth, this.tip.offsetHeight];
    const right = stop.x + 12 + tw <= this.box.clientWidth;
    const left = right ? stop.x + 12 : Math.max(0, stop.x - 12 - tw);
    const top = Math.max(0, Math.min(this.box.clientHeight - th, stop.y - th - 8));
    Object.assign(this.tip.style, { left: `${left}px`, top: `${top}px` });
  }

  destroy(): void {
    window.clearTimeout(this.timer);
  }

  private listen(): void {
    const box = this.box;
    const ruler = new Ruler(box);
    const here = (event: MouseEvent) => ruler.place(event.clientX, event.clientY);
    const hover = (event: PointerEvent) => {
      this.place = this.host.painted().cursor?.find(...here(event)) ?? null;
      this.redraw();
    };
    box.addEventListener("pointermove", hover);
    box.addEventListener("pointerdown", hover);
    box.addEventListener("pointerleave", () => this.hide());
    box.addEventListener("blur", () => this.hide());
    box.addEventListener("click", (event) => this.pick(event.shiftKey, here(event)));
    box.addEventListener("keydown", (event) => this.key(event));
  }

  private hide(): void {
    this.place = null;
    this.redraw();
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
    this.redraw();
    this.speakSoon(cursor.at(row, col)?.text ?? "");
  }

  private speakSoon(text: string): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.speak(text.replaceAll("\n", ", ")), speechDelay);
  }
}
