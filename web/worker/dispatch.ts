// Joins a port to an Engine once its core is loaded, on whatever thread this runs. The only file
// in the worker that calls postMessage.
import type { Core } from "../shared/core";
import type { EngineName } from "../shared/engines";
import { type FromWorker, type ToWorker, transfers } from "../shared/messages";
import { Engine, type Outside } from "./engine";

export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

type Preparing = ToWorker & { type: "load" | "open" };

/** Loads an engine, or one that can do more. */
export type LoadCore = (engine: EngineName) => Promise<{ core: Core; simd: boolean }>;

/** Handles the messages of `port`, in slices of `sliceMs`. The returned function stops it. */
export function attach(port: Port, load: LoadCore, sliceMs?: number): () => void {
  let engine: Engine | null = null;
  let over = false;
  const cores: Partial<Record<EngineName, ReturnType<LoadCore>>> = {};
  const queue: ToWorker[] = [];
  let busy = false;

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

  /** Yields to incoming messages by a message to itself, since timers are delayed by 4 ms. */
  const { port1, port2 } = new MessageChannel();
  const works: (() => void)[] = [];
  port1.onmessage = () => guarded(() => works.shift()?.());

  const outside: Outside = {
    post,
    now: () => performance.now(),
    soon: (next) => {
      works.push(next);
      port2.postMessage(null);
    },
    whole: async () => (await loaded("full")).core,
  };

  /** Loads an engine once; a failed load can be retried. */
  function loaded(name: EngineName): ReturnType<LoadCore> {
    const before = cores[name];
    if (before) return before;
    const coming = load(name);
    cores[name] = coming;
    coming.catch(() => {
      cores[name] = undefined;
    });
    return coming;
  }

  /** Has the engine that was asked for; false where it does not come. */
  async function prepare({ type, engine: name }: Preparing): Promise<boolean> {
    if (typeof WebAssembly !== "object") {
      failed("no-wasm", "WebAssembly is missing");
      return false;
    }
    try {
      const { core, simd } = await loaded(name);
      if (!engine) {
        engine = new Engine(core, outside, sliceMs);
        post({ type: "loaded", simd });
      } else if (type === "open") engine.use(core);
      return true;
    } catch (error) {
      failed("load", error);
      return false;
    }
  }

  /** Messages in their order, each after the engine it needs. */
  async function serve(): Promise<void> {
    busy = true;
    for (let message = queue.shift(); message; message = queue.shift()) {
      const next = message;
      if ((next.type === "load" || next.type === "open") && !(await prepare(next))) return;
      guarded(() => engine?.receive(next));
    }
    busy = false;
  }

  port.onmessage = ({ data }) => {
    queue.push(data);
    if (!busy) void serve();
  };
  return () => {
    over = true;
    port1.close();
    engine?.close();
  };
}
