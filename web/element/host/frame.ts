// When to draw: at most once per animation frame, however often something changes; and when to
// start work that should begin after the next paint.

const still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");
/** What moves by itself is drawn so rarely where the reader wants little motion. */
const stillMs = 1000;

/** Runs work after the next paint, so that a click shows its effect first. */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}

export class Frame {
  private due = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly draw: () => void;

  constructor(draw: () => void) {
    this.draw = draw;
  }

  request(): void {
    this.due ||= requestAnimationFrame(() => {
      this.due = 0;
      this.draw();
    });
  }

  /** For what moves by itself. */
  moved(): void {
    if (!still?.matches) {
      this.request();
      return;
    }
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.request();
    }, stillMs);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    cancelAnimationFrame(this.due);
    this.due = 0;
  }
}
