// The worker's entry: joins its port to an Engine once the core is loaded. The only file on this
// side that says postMessage.
import { type FromWorker, type ToWorker, transfers } from "../shared/messages";
import { Engine } from "./engine";
import { loadCore } from "./load";

interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}
const port = globalThis as unknown as Port;

function post(message: FromWorker): void {
  port.postMessage(message, transfers(message));
}

function failed(code: "no-wasm" | "load" | "crash", error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  post({ type: "failed", code, message });
}

/** A way to let messages in: a message to ourselves, since timers are held back to 4 ms. */
const { port1, port2 } = new MessageChannel();
let work: () => void = () => {};
port1.onmessage = () => guarded(work);

let engine: Engine | null = null;
const early: ToWorker[] = [];

function guarded(act: () => void): void {
  try {
    act();
  } catch (error) {
    failed("crash", error);
  }
}

port.onmessage = ({ data }) => {
  if (engine) guarded(() => engine?.receive(data));
  else early.push(data);
};

async function begin(): Promise<void> {
  if (typeof WebAssembly !== "object") return failed("no-wasm", "WebAssembly is missing");
  try {
    const { core, simd } = await loadCore();
    engine = new Engine(core, {
      post,
      now: () => performance.now(),
      soon: (next) => {
        work = next;
        port2.postMessage(null);
      },
    });
    post({ type: "loaded", simd });
  } catch (error) {
    return failed("load", error);
  }
  for (const message of early.splice(0)) guarded(() => engine?.receive(message));
}

void begin();
