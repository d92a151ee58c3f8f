// At most one draw per animation frame, however often something changes.
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

  /** Within so many milliseconds, for what moves by itself and may wait. */
  later(ms: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.request();
    }, ms);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    cancelAnimationFrame(this.due);
    this.due = 0;
  }
}
