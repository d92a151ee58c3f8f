// A connection that speaks WebDriver BiDi: commands with answers, and events.
import { WebSocket } from "ws";

export async function connect(address) {
  const socket = new WebSocket(address, { maxPayload: 1 << 28 });
  await new Promise((done, fail) => socket.once("open", done).once("error", fail));
  const waiting = new Map();
  const listeners = [];
  let last = 0;

  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.type === "event") {
      for (const listen of listeners) listen(message.method, message.params);
      return;
    }
    const { done, fail } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === "success") done(message.result);
    else fail(new Error(`${message.error}: ${message.message}`));
  });
  socket.on("close", () => {
    for (const { fail } of waiting.values()) fail(new Error("the browser closed the connection"));
  });

  return {
    send(method, params = {}) {
      return new Promise((done, fail) => {
        waiting.set(++last, { done, fail });
        socket.send(JSON.stringify({ id: last, method, params }));
      });
    },
    /** Calls `listen(method, params)` at each event; returns what ends that. */
    listen(listen) {
      listeners.push(listen);
      return () => listeners.splice(listeners.indexOf(listen), 1);
    },
    close: () => socket.close(),
  };
}
