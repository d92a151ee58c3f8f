// Tells whether something has changed since it was last looked at, by value.

export class Memo {
  private last: string | null = null;

  /** Whether these values differ from those of the last call; true at the first. */
  changed(...values: readonly unknown[]): boolean {
    const now = JSON.stringify(values);
    if (now === this.last) return false;
    this.last = now;
    return true;
  }

  /** The next call counts as a change. */
  forget(): void {
    this.last = null;
  }

  /** Whether nothing was looked at yet. */
  get isNew(): boolean {
    return this.last === null;
  }
}
