// Writes to one polite live region, at most every five seconds; only the newest sentence is kept.
const pauseMs = 5000;

export class Announcer {
  readonly element: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private next = "";
  private spokenAt = Number.NEGATIVE_INFINITY;

  constructor() {
    this.element = document.createElement("p");
    this.element.className = "unseen";
    this.element.setAttribute("aria-live", "polite");
  }

  say(text: string): void {
    this.next = text;
    if (this.timer !== undefined) return;
    const wait = Math.max(0, this.spokenAt + pauseMs - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.spokenAt = performance.now();
      this.element.textContent = this.next;
    }, wait);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
