// The main job in a real browser: train both arms, see the gap, ask in each mode, under the strict
// policy and with an empty console.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { phase, reach, settled, shots, soon, start } from "./tools.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

/** Pauses what trains. On a busy machine it may have finished before a press of the button comes. */
async function pause(page) {
  await page.evaluate(() => document.querySelector("dropout-playground").pause());
  await reach(page, ["paused", "finished"]);
}

const result = (element) => element.evaluate((it) => it.result);

/** The bars' table twin: class, then mean and, in MC mode, std of each arm. */
async function answers(page, previous) {
  const panel = page.locator(".text-panel");
  const details = panel.locator("details");
  if (!(await details.evaluate((it) => it.open))) await details.locator("summary").click();
  const read = () =>
    panel
      .locator("tbody tr")
      .evaluateAll((rows) =>
        rows.map((row) => [...row.cells].map((cell) => cell.textContent.replace("−", "-"))),
      );
  return soon(async () => {
    const now = await read();
    assert.ok(now.length > 0);
    assert.notDeepEqual(now, previous);
    return now;
  });
}

test("trains both arms, shows the gap, and answers in each mode", async () => {
  const { page, element, wrong, done } = await site.open("", {}, (page) =>
    page.addInitScript(() => {
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) {
          window.longest = Math.max(window.longest, duration);
        }
      }).observe({ type: "longtask", buffered: true });
    }),
  );
  assert.equal(await phase(element), "poster", "nothing runs before it is asked to");
  await page.getByRole("button", { name: "Train" }).click();
  await reach(page, "running");
  await page.evaluate(() => {
    window.longest = 0; // from here on: while both arms train
  });

  await page.waitForFunction(
    () => {
      const [a, b] = document.querySelector("dropout-playground").result;
      if (Math.abs(a.epoch - b.epoch) > 1) return false;
      const gap = (arm) => arm.trainAccuracy - arm.validAccuracy;
      return gap(a) > 0.1 && gap(b) < gap(a) - 0.05;
    },
    null,
    { polling: 50 },
  );
  const longest = await page.evaluate(() => window.longest);
  await pause(page);
  await page.screenshot({ path: `${shots}/training-1280-light.png`, fullPage: true });
  await page.waitForFunction(() => {
    const [a, b] = document.querySelector("dropout-playground").result;
    return a.status.step === b.status.step && a.digest && b.digest;
  });

  const summary = await page.locator(".curves .chart-summary").last().textContent();
  assert.match(summary, /^After [\d.]+ epochs: without dropout, \d+% .* with p = 0\.5, \d+%/);

  const eval1 = await answers(page);
  assert.equal(eval1.length, 24, "a row for each class");
  for (const arm of [1, 2]) {
    const sum = eval1.reduce((all, row) => all + Number(row[arm]), 0);
    assert.ok(Math.abs(sum - 1) < 0.01, `probabilities of arm ${arm} sum to ${sum}`);
  }
  await page.getByRole("radio", { name: "Dropout on" }).check();
  const train1 = await answers(page, eval1);
  await page.getByRole("button", { name: "Resample" }).click();
  const train2 = await answers(page, train1);
  const column = (rows, k) => rows.map((row) => row[k]);
  assert.notDeepEqual(column(train1, 2), column(eval1, 2), "dropout changes arm B's answer");
  assert.notDeepEqual(column(train2, 2), column(train1, 2), "each press draws another mask");
  assert.deepEqual(column(train2, 1), column(eval1, 1), "arm A has nothing to drop");

  await page.getByRole("radio", { name: "Eval" }).check();
  const eval2 = await answers(page, train2);
  assert.deepEqual(eval2, eval1, "eval mode gives one steady answer, whatever was drawn between");
  await page.getByRole("button", { name: "Ask both networks" }).click();

  await page.getByRole("radio", { name: "MC" }).check();
  const mc = await answers(page, eval2);
  assert.equal(mc[0].length, 5, "mean and std of both arms");
  assert.ok(Math.max(...column(mc, 4).map(Number)) > 0.001, "arm B's passes differ");
  assert.ok(Math.max(...column(mc, 2).map(Number)) < 1e-6, "arm A's passes do not");
  assert.match(await page.locator(".text-panel .chart-summary").textContent(), /over 50 passes/);

  await page.getByRole("slider", { name: "Dropout p, arm B" }).fill("0.8");
  const higher = await answers(page, mc);
  assert.notDeepEqual(column(higher, 4), column(mc, 4), "the rate acts on the trained arm");
  assert.match(page.url(), /#v=1&model=text&b\.p=0\.8$/, "the address follows");

  assert.deepEqual(wrong, []);
  console.log(`longest task on the page's thread while both arms train: ${longest} ms`);
  await done();
});

test("is worked by keyboard alone, and rewinds to the same weights", async () => {
  const { page, element, wrong, done } = await site.open("#v=1&model=text&epochs=1");
  await page.getByRole("slider", { name: "Dropout p" }).focus();
  await page.keyboard.press("Period");
  await page.waitForFunction(
    () => document.querySelector("dropout-playground").result[0]?.status?.step === 1,
  );
  const [{ digest }] = await result(element);
  await page.keyboard.press("Period");
  await page.waitForFunction(
    () => document.querySelector("dropout-playground").result[0]?.status?.step === 2,
  );
  assert.notEqual((await result(element))[0].digest, digest);
  await page.keyboard.press("r");
  await page.waitForFunction(
    () => document.querySelector("dropout-playground").result[0]?.status?.step === 0,
  );
  await page.keyboard.press("Period");
  await page.waitForFunction(
    () => document.querySelector("dropout-playground").result[0]?.status?.step === 1,
  );
  assert.equal((await result(element))[0].digest, digest, "the same step gives the same weights");
  await page.getByRole("radio", { name: "Eval" }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await element.evaluate((it) => it.mode), "mc");
  await page.getByRole("button", { name: "Resume" }).focus();
  await page.keyboard.press("Space");
  await reach(page, ["running", "finished"]);
  await reach(page, "finished");
  await page.keyboard.press("Control+z");
  assert.deepEqual(wrong, []);
  await done();
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 360]) {
    test(`reads well and passes axe: ${width} px, ${colorScheme}`, async () => {
      const options = { viewport: { width, height: 900 }, colorScheme };
      const { page, wrong, done } = await site.open("", options);
      await settled(page);
      const before = await page.locator(".text-panel").boundingBox();
      await page.getByRole("button", { name: "Train" }).click();
      await page.waitForFunction(
        () => document.querySelector("dropout-playground").result[1]?.epoch >= 1,
        null,
      );
      const now = await page.locator(".text-panel").boundingBox();
      assert.ok(Math.abs(now.y - before.y) < 1, `nothing jumps: ${before.y} to ${now.y}`);
      await pause(page);
      await page.screenshot({
        path: `${shots}/page-${width}-${colorScheme}.png`,
        fullPage: true,
      });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(overflow <= width, `the page is ${overflow} px wide`);
      await page.evaluate(axe);
      const found = await page.evaluate(() =>
        window.axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        }),
      );
      const faults = found.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`,
      );
      assert.deepEqual(faults, []);
      assert.deepEqual(wrong, []);
      await done();
    });
  }
}
