// The gallery of charts in the system's Chromium: drawn in each theme, read by pointer and keyboard,
// exported, accessible, and gone without a trace. Screenshots stay in build/screenshots.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { createServer } from "vite";
import { openBrowser, patience } from "./chromium.mjs";

const root = new URL("../..", import.meta.url).pathname;
const shots = `${root}build/screenshots`;
let server;
let browser;
let address;

before(async () => {
  mkdirSync(shots, { recursive: true });
  server = await createServer({
    root,
    configFile: false,
    logLevel: "error",
    cacheDir: `${root}build/vite-gallery`,
    server: { port: 0, host: "127.0.0.1", hmr: false, watch: null },
  });
  await server.listen();
  address = `${server.resolvedUrls.local[0]}tests/browser/gallery.html`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

async function gallery(options = {}) {
  const context = await browser.newContext({ viewport: { width: 900, height: 900 }, ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    const missing = message.location().url.endsWith("favicon.ico");
    if (["error", "warning"].includes(message.type()) && !missing) wrong.push(message.text());
  });
  await page.goto(address);
  await page.waitForFunction(() => window.charts?.words);
  return { page, wrong, done: () => context.close() };
}

const looks = [
  ["light", 900, {}],
  ["light", 320, {}],
  ["dark", 900, { colorScheme: "dark" }],
  ["dark", 320, { colorScheme: "dark" }],
  ["forced", 900, { forcedColors: "active" }],
];
for (const [name, width, options] of looks) {
  test(`all charts draw, ${name}, ${width} px`, async () => {
    const { page, wrong, done } = await gallery({ ...options, viewport: { width, height: 900 } });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `the page is ${wide} px wide`);
    await page.screenshot({ path: `${shots}/charts-${name}-${width}.png`, fullPage: true });
    const blank = await page.evaluate(() => {
      const painted = (canvas) =>
        canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean);
      return Object.entries(window.charts)
        .filter(([, chart]) => chart.element.querySelector("canvas"))
        .filter(([, chart]) => ![...chart.element.querySelectorAll("canvas")].some(painted))
        .map(([id]) => id);
    });
    assert.deepEqual(blank, []);
    assert.deepEqual(wrong, []);
    await done();
  });
}

test("the pointer reads all values and names a place", async () => {
  const { page, done } = await gallery();
  await page.locator("#curves .chart-box").hover({ position: { x: 280, y: 120 } });
  const lines = (await page.locator("#curves .chart-tip").innerText()).split("\n");
  assert.equal(lines.length, 7);
  for (const line of lines) assert.match(line, /\d$/);
  const field = page.locator("#field .chart-box");
  await field.click({ position: { x: 200, y: 100 } });
  await field.click({ position: { x: 200, y: 100 }, modifiers: ["Shift"] });
  const [add, remove] = await page.evaluate(() => window.picks);
  assert.deepEqual([add.remove, remove.remove], [false, true]);
  assert.ok(add.x > -3 && add.x < 3 && add.y > 0 && add.y < 3, JSON.stringify(add));
  await done();
});

test("the keyboard does the same", async () => {
  const { page, done } = await gallery();
  await page.locator("#network .chart-box").focus();
  const keys = ["ArrowRight", "ArrowRight", "ArrowDown", "Enter", "Delete"];
  for (const key of keys) await page.keyboard.press(key);
  const picks = await page.evaluate(() => window.picks);
  assert.deepEqual(
    picks.map(({ row, col, remove }) => [row, col, remove]),
    [
      [1, 1, false],
      [1, 1, true],
    ],
  );
  const live = page.locator("#network .chart-live");
  await live.filter({ hasText: "hidden 1" }).waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#network .chart-tip").isVisible(), false);
  await done();
});

test("every chart exports CSV, well-formed SVG and PNG, and has its table", async () => {
  const { page, done } = await gallery();
  const bad = await page.evaluate(async () => {
    const out = [];
    for (const [id, chart] of Object.entries(window.charts)) {
      const svg = new DOMParser().parseFromString(await chart.svg(), "image/svg+xml");
      if (svg.querySelector("parsererror") || !svg.querySelector("title")) out.push(`${id} svg`);
      const image = await createImageBitmap(await chart.png());
      if (image.width < 1440 || image.height < 200) out.push(`${id} png`);
      const { columns, rows } = chart.table();
      if (rows.some((row) => row.length !== columns.length)) out.push(`${id} table`);
      if (id !== "curves-empty" && rows.length === 0) out.push(`${id} has no rows`);
    }
    return out;
  });
  assert.deepEqual(bad, []);
  await page.locator("#bars summary").click();
  await page.locator("#bars tbody tr").first().waitFor();
  assert.equal(await page.locator("#bars tbody tr").count(), 24);
  const download = page.waitForEvent("download");
  await page.locator("#bars button").first().click();
  assert.match((await download).suggestedFilename(), /^Class-probabilities.*\.csv$/);
  await done();
});

test("axe finds nothing, tables open, in both themes", async () => {
  const path = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  for (const colorScheme of ["light", "dark"]) {
    const { page, done } = await gallery({ colorScheme });
    for (const id of ["curves", "bars"]) await page.locator(`#${id} summary`).click();
    await page.addScriptTag({ path });
    const found = await page.evaluate(async () => {
      const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
      const { violations } = await window.axe.run(document, { runOnly });
      return violations.map((v) => `${v.id}: ${v.nodes[0].html}`);
    });
    assert.deepEqual(found, []);
    await done();
  }
});

test("a destroyed chart leaves no nodes and no listeners", async () => {
  const { page, done } = await gallery();
  const cycles = () =>
    page.evaluate(() => {
      const { data, constructor: Chart } = window.charts.curves;
      for (let i = 0; i < 80; i++) {
        const chart = new Chart({ title: "again" });
        document.body.append(chart.element);
        chart.draw(data);
        chart.destroy();
      }
    });
  const session = await page.context().newCDPSession(page);
  const count = async () => {
    for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
    return session.send("Memory.getDOMCounters");
  };
  await cycles();
  const first = await count();
  await cycles();
  const second = await count();
  assert.ok(second.nodes <= first.nodes + 20, `${first.nodes} nodes became ${second.nodes}`);
  assert.ok(second.jsEventListeners <= first.jsEventListeners + 5);
  await done();
});
