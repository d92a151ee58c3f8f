// Replaces a worker on the page's own thread: the same Engine, in slices short enough for the page
// to stay responsive.
import { attach } from "./dispatch";
import { inlinedCore } from "./inlined";

/** A slice ends after the unit of work in which it runs out, which takes up to 5 ms. */
const sliceMs = 3;

/** The page's end of a channel to an Engine on this thread. */
export function startOnPage(coreBytes: string): { port: MessagePort; end: () => void } {
  const { port1, port2 } = new MessageChannel();
  const end = attach(port2, () => inlinedCore(coreBytes), sliceMs);
  return {
    port: port1,
    end: () => {
      end();
      port1.close();
    },
  };
}
