// What a reader feels, measured in Chromium on the built site as it is served: the start, the page
// while two arms train, and arms in several workers.
import { fileURLToPath } from "node:url";
import { serve } from "../../scripts/site/serve.mjs";
import { putMany } from "../browser/many.mjs";

const twoArms = "embed.html#v=1&model=text&data=wordnet&p=0&epochs=15&b.p=0.5";

/** Serves a site; `sent` lists what went over the wire since it was last emptied. */
export async function openSite(folder) {
  const sent = [];
  const server = serve(folder);
  server.on("request", (request, response) => {
    const { writeHead } = response;
    response.writeHead = (status, headers) => {
      sent.push({ path: request.url, bytes: headers?.["Content-Length"] ?? 0 });
      return writeHead.call(response, status, headers);
    };
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://localhost:${server.address().port}/`,
    sent,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const defaultSite = fileURLToPath(new URL("../../build/site", import.meta.url));

/** Runs in the page: asks the first element to start as soon as there is one, and notes when its
 * first step is on the screen. */
function watchStart() {
  const look = () => {
    const element = document.querySelector("dropout-playground");
    if (element?.start && ["poster", "ready"].includes(element.status)) {
      element.scrollIntoView({ block: "center" }); // off the screen nothing trains
      element.start();
    }
    const step = element?.result?.[0]?.status?.step ?? 0;
    if (step > 0) window.trained = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** A page in a window at rest: a new one brings pages of the browser's own, which keep two cores
 *  busy for half a second. Readers have theirs open. */
export async function openWindow(context) {
  const page = await context.newPage();
  await page.waitForTimeout(1500);
  return page;
}

/** Milliseconds from navigation to the frame that shows the first training, in a new profile. */
export async function startOnce(browser, site, path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await openWindow(context);
  await page.addInitScript(watchStart);
  site.sent.length = 0;
  await page.goto(site.address + path, { waitUntil: "commit" });
  const handle = await page.waitForFunction(() => window.trained, null, { timeout: 60_000 });
  const took = await handle.jsonValue();
  const sent = [...site.sent];
  await context.close();
  return { took, sent };
}

/** Longest task, slowest answer to a click and frames a second of a page whose two arms train. */
export async function pageOnce(browser, site, seconds = 4) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(site.address + twoArms);
  const trains = (step) => {
    const runs = document.querySelector("dropout-playground")?.result ?? [];
    return runs.length === 2 && runs.every(({ status }) => (status?.step ?? 0) > step);
  };
  await page.waitForFunction(() => customElements.get("dropout-playground"));
  await page.evaluate(() => {
    const element = document.querySelector("dropout-playground");
    const look = () => {
      if (["poster", "ready"].includes(element.status)) element.start();
      if (element.status !== "running") setTimeout(look, 20);
    };
    look();
  });
  await page.waitForFunction(trains, 0, { timeout: 60_000 });
  await page.evaluate(() => {
    window.seen = { longest: 0, slowest: 0, frames: 0, since: performance.now() };
    const { seen } = window;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: "longtask" });
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries()) {
        if (interactionId) seen.slowest = Math.max(seen.slowest, duration);
      }
    }).observe({ type: "event", durationThreshold: 16 });
    const frame = () => {
      seen.frames += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const end = Date.now() + 1000 * seconds;
  while (Date.now() < end) {
    // Half of them on the page, half on a control that does something: the kind of pass shown.
    await page.mouse.click(700, 400);
    await page.keyboard.press("Tab");
    await page.waitForTimeout(200);
  }
  const still = await page.evaluate(trains, 1);
  const seen = await page.evaluate(() => ({
    ...window.seen,
    perSecond: (1000 * window.seen.frames) / (performance.now() - window.seen.since),
  }));
  await context.close();
  if (!still) throw new Error("page: the arms do not train");
  return seen;
}

/** Slowest answer to clicks and keys on a page with twelve elements that train, as many at once as
 * the page lets. */
export async function manyOnce(browser, site, seconds = 4) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${site.address}embed.html#v=1`);
  await page.waitForFunction(() => customElements.get("dropout-playground"));
  await putMany(page, 12, "#v=1&model=text&data=wordnet&p=0.5");
  await page.evaluate(() => {
    window.slowest = 0;
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries()) {
        if (interactionId) window.slowest = Math.max(window.slowest, duration);
      }
    }).observe({ type: "event", durationThreshold: 16 });
    for (const element of window.elements) element.start();
  });
  await page.waitForFunction(
    () => window.elements.some(({ result }) => (result[0]?.status?.step ?? 0) > 0),
    null,
    { timeout: 60_000 },
  );
  const modes = page.getByRole("radio");
  const count = await modes.count();
  const end = Date.now() + 1000 * seconds;
  for (let i = 0; Date.now() < end; i++) {
    await modes.nth((5 * i) % count).click({ force: true });
    await page.keyboard.press("Tab");
    await page.waitForTimeout(100);
  }
  const slowest = await page.evaluate(() => window.slowest);
  await context.close();
  return slowest;
}

/** Training steps a second of `count` workers together. */
export async function armsOnce(open, row, count, seconds = 1) {
  const page = await open.browser.newPage();
  await page.goto(open.address);
  const steps = await page.evaluate(
    async ({ row, count, seconds }) => {
      const workers = Array.from(
        { length: count },
        () => new Worker("/bench/arm-worker.mjs", { type: "module" }),
      );
      const next = (worker) =>
        new Promise((done, fail) => {
          worker.onmessage = ({ data }) => done(data);
          worker.onerror = ({ message }) => fail(new Error(message));
        });
      const say = (message) =>
        Promise.all(
          workers.map((worker) => {
            const answer = next(worker);
            worker.postMessage(message);
            return answer;
          }),
        );
      await say({ row });
      const rates = await say({ seconds });
      for (const worker of workers) worker.terminate();
      return rates.reduce((a, b) => a + b, 0);
    },
    { row, count, seconds },
  );
  await page.close();
  return steps;
}
