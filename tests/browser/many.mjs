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

/** Sums what a function says of all objects with this prototype. `send` speaks the debugger's
 *  protocol with a page or a worker. */
async function overAll(send, prototype, says) {
  const { result } = await send("Runtime.evaluate", { expression: prototype });
  const { objects } = await send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const sum = await send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: `function () { return this.reduce((sum, it) => sum + (${says})(it), 0); }`,
    returnByValue: true,
  });
  for (const { objectId } of [result, objects]) await send("Runtime.releaseObject", { objectId });
  return sum.result.value;
}

/** What a page holds after garbage was collected: bytes on its heap (code that the engine compiles
 *  by and by among them), objects and nodes. */
export async function heldBy(session) {
  const send = (method, more) => session.send(method, more);
  await send("HeapProfiler.collectGarbage");
  const { usedSize } = await send("Runtime.getHeapUsage");
  const objects = await overAll(send, "Object.prototype", "() => 1");
  const { nodes, jsEventListeners: listeners } = await send("Memory.getDOMCounters");
  return { heap: usedSize, objects, nodes, listeners };
}

/** Asks the workers of a page how many they are, and for the bytes of their heaps. */
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
    let workerHeap = 0;
    for (const sessionId of open.keys()) {
      await ask(sessionId, "HeapProfiler.collectGarbage");
      const usage = await ask(sessionId, "Runtime.getHeapUsage");
      workerHeap += (usage?.usedSize ?? 0) + (usage?.backingStorageSize ?? 0);
    }
    return { workers: open.size, workerHeap };
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
