// At most one draw per animation frame, however often something changes.
export class Frame {
  private due = 0;
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

  cancel(): void {
    cancelAnimationFrame(this.due);
    this.due = 0;
  }
}
