// What a reader of the essay waits for, on a processor four times slower: the largest paint, shifts
// of the layout while reading and playing, the slowest answer to a click, and the scripts that come
// before any figure is played.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openSite, openWindow } from "./page.mjs";

const slower = 4;

/** Runs in the page: keeps what the browser observes. */
function observe() {
  const seen = { lcp: 0, cls: 0, inp: 0, shifts: [] };
  window.seen = seen;
  const watch = (type, take, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      buffered: true,
      ...options,
    });
  watch("largest-contentful-paint", ({ startTime }) => {
    seen.lcp = startTime;
  });
  watch("layout-shift", ({ value, hadRecentInput, sources }) => {
    if (hadRecentInput) return;
    seen.cls += value;
    const { node } = sources[0] ?? {};
    seen.shifts.push([value, node?.className || node?.nodeName || ""]);
  });
  const slowest = ({ interactionId, duration }) => {
    if (interactionId) seen.inp = Math.max(seen.inp, duration);
  };
  watch("event", slowest, { durationThreshold: 16 });
}

/** Bytes by gzip of the scripts among `paths`, files below `folder`. */
export function scriptBytes(folder, paths) {
  const scripts = [...new Set(paths.map((path) => path.replace(/[?#].*/, "")))].filter((path) =>
    /\.m?js$/.test(path),
  );
  const size = (path) => gzipSync(readFileSync(join(folder, path)), { level: 9 }).length;
  return scripts.reduce((sum, path) => sum + size(path), 0);
}

/** Reads from top to bottom, a screen at a time. */
export async function scrollThrough(page) {
  const screens = await page.evaluate(() => document.body.scrollHeight / innerHeight);
  for (let i = 0; i < screens; ++i) {
    await page.mouse.wheel(0, 850);
    await page.waitForTimeout(60);
  }
}

/** As a reader's mouse does it. Playwright's own click asks the page what lies under the mouse
 *  between press and release, on the page's slowed thread: that is not the page's answer. */
async function press(page, locator) {
  await locator.scrollIntoViewIfNeeded({ timeout: 3000 }).catch(() => {}); // it may just have gone
  const box = await locator.boundingBox({ timeout: 3000 }).catch(() => null);
  await page.waitForTimeout(100);
  if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** One visit: opened, read to its end, the first figure played and clicked at while it trains. */
export async function vitalsOnce(browser, site, folder) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await openWindow(context);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.addInitScript(observe);
  const paths = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  await page.goto(site.address, { waitUntil: "load" });
  await page.waitForTimeout(1500);
  const scripts = scriptBytes(folder, paths);
  await scrollThrough(page);
  await page.evaluate(() => scrollTo(0, 0));
  const button = page.locator(".experiment .run button").first();
  await press(page, button);
  const figure = page.locator(".experiment dropout-playground").first();
  await figure.waitFor();
  const trains = (it) => it.status === "running" || it.status === "finished";
  for (let i = 0; i < 300 && !(await figure.evaluate(trains)); ++i) await page.waitForTimeout(100);
  const buttons = figure.locator("button:visible:enabled");
  const count = Math.min(6, await buttons.count());
  for (let i = 0; i < count; ++i) {
    await page.keyboard.press("Tab");
    await press(page, buttons.nth(i));
    await page.waitForTimeout(200);
  }
  const seen = await page.evaluate(() => window.seen);
  await context.close();
  return { ...seen, scripts };
}

/** Adds the rows of the table. */
export async function vitalsOf(sides, folder, rounds, add) {
  const { browser } = await sides.browser();
  const site = await openSite(folder);
  const found = [];
  await vitalsOnce(browser, site, folder); // the server compresses each file once
  for (let round = 0; round < rounds; ++round) found.push(await vitalsOnce(browser, site, folder));
  site.stop();
  const one = (of, unit, key, target, least = 0) => {
    const ours = found.map((visit) => Math.max(least, visit[key]));
    add({ name: "vitals", of, unit }, "Chromium", ours, "to reach", [target], 1);
  };
  one("LCP, processor 4x slower", "ms", "lcp", 2500);
  one("CLS, read and played", "", "cls", 0.1, 0.001);
  one("INP, processor 4x slower (16 or less is not told)", "ms", "inp", 200, 16);
  one("scripts before a figure is played, by gzip", "bytes", "scripts", 45000);
}
