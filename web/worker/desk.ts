// Joins a port to an Engine once the core is loaded, on whatever thread this runs. The only file
// on this side that says postMessage.
import type { Core } from "../shared/core";
import { type FromWorker, type ToWorker, transfers } from "../shared/messages";
import { Engine } from "./engine";

export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

export type LoadCore = () => Promise<{ core: Core; simd: boolean }>;

/** Serves what comes in at `port`, in slices of `sliceMs`. The returned function ends it. */
export function attach(port: Port, load: LoadCore, sliceMs?: number): () => void {
  let engine: Engine | null = null;
  let over = false;
  const early: ToWorker[] = [];

  function post(message: FromWorker): void {
    if (!over) port.postMessage(message, transfers(message));
  }

  function failed(code: "no-wasm" | "load" | "crash", error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    post({ type: "failed", code, message });
  }

  function guarded(act: () => void): void {
    if (over) return;
    try {
      act();
    } catch (error) {
      failed("crash", error);
    }
  }

  /** A way to let messages in: a message to ourselves, since timers are held back to 4 ms. */
  const { port1, port2 } = new MessageChannel();
  let work: () => void = () => {};
  port1.onmessage = () => guarded(work);

  port.onmessage = ({ data }) => {
    if (engine) guarded(() => engine?.receive(data));
    else early.push(data);
  };

  async function begin(): Promise<void> {
    if (typeof WebAssembly !== "object") return failed("no-wasm", "WebAssembly is missing");
    try {
      const { core, simd } = await load();
      const outside = {
        post,
        now: () => performance.now(),
        soon: (next: () => void) => {
          work = next;
          port2.postMessage(null);
        },
      };
      engine = new Engine(core, outside, sliceMs);
      post({ type: "loaded", simd });
    } catch (error) {
      return failed("load", error);
    }
    for (const message of early.splice(0)) guarded(() => engine?.receive(message));
  }

  void begin();
  return () => {
    over = true;
    port1.close();
    engine?.close();
  };
}
