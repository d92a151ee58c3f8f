// What the browser tests share: the built site served under its own strict policy, a browser, and
// pages that remember everything that was said on their console.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../scripts/site/serve.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const shots = `${root}build/screenshots`;

/** Serves the site on a free port; SITE names another folder than build/site. */
export async function start(flags = []) {
  mkdirSync(shots, { recursive: true });
  const server = serve(process.env.SITE ?? `${root}build/site`);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", ...flags],
  });
  const address = `http://localhost:${server.address().port}/`;
  return {
    address,
    /** A page; `wrong` collects console errors, warnings and uncaught exceptions. */
    async open(path = "", options = {}, before = () => {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        serviceWorkers: "block", // it would stand between a page's requests and its test
        ...options,
      });
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
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Where the element stands, or waits until it stands at one of `phases`. */
export function phase(element) {
  return element.evaluate((it) => it.status);
}

export async function reach(page, phases, timeout = 60_000) {
  const wanted = [phases].flat();
  const got = await page.waitForFunction(
    (list) => {
      const { status } = document.querySelector("dropout-playground");
      return (list.includes(status) || status === "failed") && status;
    },
    wanted,
    { timeout, polling: 50 },
  );
  if (wanted.includes(await got.jsonValue())) return;
  throw new Error(`failed: ${(await page.locator(".message").textContent()).trim()}`);
}

/** What `check` asserts of the page, tried until it holds: a page shows a change at its next frame. */
export async function soon(check, timeout = 10_000) {
  for (const end = Date.now() + timeout; ; ) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((later) => setTimeout(later, 50));
    }
  }
}
