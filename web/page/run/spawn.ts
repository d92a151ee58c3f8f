// Makes workers. No single form of worker runs everywhere, so forms are tried in order until one
// reports that it has loaded. The only file of the page that brings in a worker's code.
import type { FromWorker } from "../../shared/messages";
import { hasSimd } from "../../shared/simd";
import { isBundled } from "../link/address";

/** What a run needs of a worker. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  /** It works on the page's own thread. */
  readonly onPage?: boolean;
}

/** Null: this form of worker is known not to work here. */
export type Spawn = () => Port | null | Promise<Port | null>;

/** Module worker of the same origin. Frames in a sandbox and files have the origin "null". */
const moduleWorker: Spawn = () => {
  if (import.meta.env.MODE === "single" || isBundled) return null; // its file is not there
  const { origin } = globalThis;
  if (origin === "null" || new URL(import.meta.url).origin !== origin) return null;
  return new Worker(new URL("../../worker/worker.ts", import.meta.url), { type: "module" });
};

/** The single-file build holds the SIMD engine only. */
const inlinedBytes = async () => {
  if (import.meta.env.MODE === "single" || hasSimd())
    return (await import("../../worker/bytes")).bytes;
  return (await import("../../worker/bytes-scalar")).bytes;
};

/** Classic worker from text: for other origins, sandboxed frames and files. */
const blobWorker: Spawn = async () => {
  const [bytes, script] = await Promise.all([
    inlinedBytes(),
    import("../../worker/blob.ts?worker-script"),
  ]);
  const parts = [`var coreBytes=${JSON.stringify(bytes)};`, script.default];
  const address = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  const worker = new Worker(address);
  const revoke = () => URL.revokeObjectURL(address);
  worker.addEventListener("message", revoke, { once: true });
  worker.addEventListener("error", revoke, { once: true });
  return worker;
};

/** No worker at all: the page's thread, in short slices. */
const pageThread: Spawn = async () => {
  if (import.meta.env.MODE === "single") return null; // a file can always have a blob worker
  const [bytes, { startOnPage }] = await Promise.all([
    inlinedBytes(),
    import("../../worker/page-thread"),
  ]);
  const { port, end } = startOnPage(bytes);
  const onPage: Port = Object.assign(port, { terminate: end, onerror: null, onPage: true });
  return onPage;
};

export const workerForms: readonly Spawn[] = [moduleWorker, blobWorker, pageThread];
