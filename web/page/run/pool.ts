// How many runs may compute at once on this page. Runs of one session start together, since
// they wait for each other; others queue.

interface Request {
  count: number;
  granted: () => void;
}

export class Pool {
  readonly limit: number;
  private taken = 0;
  private readonly queue: Request[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Calls `granted` when `count` runs may start; the returned function gives the room back. */
  request(count: number, granted: () => void): () => void {
    const request = { count: Math.min(count, this.limit), granted };
    this.queue.push(request);
    this.admit();
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const waiting = this.queue.indexOf(request);
      if (waiting >= 0) this.queue.splice(waiting, 1);
      else this.taken -= request.count;
      this.admit();
    };
  }

  private admit(): void {
    for (;;) {
      const next = this.queue[0];
      if (!next || this.taken + next.count > this.limit) return;
      this.queue.shift();
      this.taken += next.count;
      next.granted();
    }
  }
}

const cores = globalThis.navigator?.hardwareConcurrency ?? 2;
export const pool = new Pool(Math.min(Math.max(2, cores - 1), 4));
