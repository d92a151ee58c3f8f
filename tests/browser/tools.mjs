// What the browser tests share: the built site served under its own strict policy, a browser, and
// pages that remember everything that was said on their console.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser, openSite, patience } from "./chromium.mjs";

export const shots = fileURLToPath(new URL("../../build/screenshots", import.meta.url));

/** The site, or another folder, in a browser that may have flags of its own. */
export async function start(flags = [], folder = undefined) {
  mkdirSync(shots, { recursive: true });
  const { address, stop } = await openSite(folder);
  const browser = await openBrowser(flags);
  return {
    address,
    /** A page; `wrong` collects console errors, warnings and uncaught exceptions. */
    async open(path = "", options = {}, before = () => {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        serviceWorkers: "block", // it would stand between a page's requests and its test
        ...options,
      });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      const wrong = [];
      page.on("pageerror", (error) => wrong.push(error.message));
      page.on("console", (message) => {
        const text = message.text();
        if (text === "Service Worker registration blocked by Playwright") return;
        if (["error", "warning"].includes(message.type())) wrong.push(text);
      });
      await before(page);
      await page.goto(address + path);
      await page.waitForFunction(() => customElements.get("dropout-playground"));
      const element = page.locator("dropout-playground").first();
      // It stands in an essay, and rests while it is out of sight.
      await element.evaluate((it) => it.updateComplete.then(() => it.scrollIntoView()));
      return { page, element, wrong, done: () => context.close() };
    },
    async stop() {
      await browser.close();
      await stop();
    },
  };
}

/** Where the element stands, or waits until it stands at one of `phases`. */
export function phase(element) {
  return element.evaluate((it) => it.status);
}

export async function reach(page, phases) {
  const wanted = [phases].flat();
  const got = await page.waitForFunction(
    (list) => {
      const { status } = document.querySelector("dropout-playground");
      return (list.includes(status) || status === "failed") && status;
    },
    wanted,
    { polling: 50 },
  );
  if (wanted.includes(await got.jsonValue())) return;
  throw new Error(`failed: ${(await page.locator(".message").textContent()).trim()}`);
}

/** What `check` asserts of the page, tried until it holds: a page shows a change at its next frame. */
export async function soon(check) {
  for (const end = Date.now() + patience; ; ) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((later) => setTimeout(later, 50));
    }
  }
}

/** The bytes of a file that the page saved; the browser may not be this process's own. */
export async function bytesOf(download) {
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Waits until the page has nothing left to do that it does by itself: what an element does when it
 *  is drawn, and when it is found to be in sight, comes before this. */
export const settled = (page) =>
  page.evaluate(async () => {
    const element = document.querySelector("dropout-playground");
    await element.updateComplete;
    await new Promise((seen) => {
      const observer = new IntersectionObserver(() => {
        observer.disconnect();
        seen();
      });
      observer.observe(element);
    });
    await new Promise((idle) => requestIdleCallback(idle));
  });

/** Waits for animation frames of the page: what was asked for before is drawn after two. */
export const frames = (page, count = 2) =>
  page.evaluate(async (count) => {
    for (let i = 0; i < count; i++) await new Promise((next) => requestAnimationFrame(next));
  }, count);
