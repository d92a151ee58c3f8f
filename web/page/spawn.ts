// Makes workers: a ladder, since no single form of worker runs everywhere. Each rung is tried
// until one says that it is there.
import type { FromWorker } from "../shared/messages";

/** What a run needs of a worker. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export type Spawn = () => Port;

/** Same-origin module worker; throws (Chromium) or fires `error` (Firefox) elsewhere. */
export const moduleWorker: Spawn = () =>
  new Worker(new URL("../worker/worker.ts", import.meta.url), { type: "module" });

export const ladder: readonly Spawn[] = [moduleWorker];
