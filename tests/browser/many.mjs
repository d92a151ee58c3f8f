// Many elements on one page, what they do at once, and what a page holds in memory: shared by tests
// and benchmark.

/** Puts `count` elements with these links side by side on the page, and waits until they are drawn. */
export async function putMany(page, count, link) {
  await page.evaluate(
    async ([count, link]) => {
      document.body.replaceChildren();
      const grid = document.createElement("div");
      grid.style.cssText = "display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:8px";
      document.body.append(grid);
      window.elements = Array.from({ length: count }, (_, i) => {
        const element = document.createElement("dropout-playground");
        Object.assign(element, { spec: `${link}&seed=${i + 1}`, controls: "none", panels: "none" });
        grid.append(element);
        return element;
      });
      await Promise.all(window.elements.map((element) => element.updateComplete));
    },
    [count, link],
  );
}

/** Bytes on the page's own heap, and outside it, after garbage was collected. */
export async function heapOf(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
  return usedSize + backingStorageSize;
}

/** Asks each worker of a page for its heap and its buffers, WebAssembly's memory among them. */
export async function watchWorkers(session) {
  const open = new Map();
  const waiting = new Map();
  let next = 1;
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") open.set(sessionId, targetInfo);
  });
  session.on("Target.detachedFromTarget", ({ sessionId }) => open.delete(sessionId));
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const ask = (sessionId, method) =>
    new Promise((done) => {
      const id = next++;
      waiting.set(id, done);
      const message = JSON.stringify({ id, method });
      session.send("Target.sendMessageToTarget", { sessionId, message }).catch(() => done(null));
    });
  return async () => {
    let bytes = 0;
    for (const sessionId of open.keys()) {
      await ask(sessionId, "HeapProfiler.collectGarbage");
      const usage = await ask(sessionId, "Runtime.getHeapUsage");
      bytes += (usage?.usedSize ?? 0) + (usage?.backingStorageSize ?? 0);
    }
    return { workers: open.size, bytes };
  };
}

/** `count` times on the page's first element: another experiment, start, a step or more, stop. */
export function cycles(page, count) {
  return page.evaluate(async (count) => {
    const element = document.querySelector("dropout-playground");
    const links = ["p=0.5", "data=circles&p=0.2&b.p=0.5", "data=spirals&width=64", "data=sine"];
    const later = () => new Promise((done) => setTimeout(done));
    for (let i = 0; i < count; i++) {
      element.show(`#v=1&epochs=100000&seed=${1 + (i % 50)}&${links[i % links.length]}`);
      await element.start();
      for (let tries = 0; tries < 400; tries++) {
        if (element.result.some(({ status }) => (status?.step ?? 0) > 0)) break;
        await later();
      }
      element.pause();
      if (i % 3 === 0) element.reset();
      if (i % 5 === 0) element.undo();
    }
    return element.status;
  }, count);
}
