// Drawing on the field: by pointer and by keyboard, from made-up points and from nothing; what it
// trains is what its link trains anywhere; and an ensemble trained beside a network.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { reach, shots, soon, start } from "./tools.mjs";

const program = fileURLToPath(new URL("../../build/native/dropout", import.meta.url));
let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

const moons = "#v=1&model=mlp&data=moons&epochs=30&p=0.3&width=16&seed=5";

async function opened(link, options = {}) {
  const all = await site.open(`embed.html${link}`, options);
  await all.element.evaluate((it) => Object.assign(it, { panels: "field", linked: true }));
  return all;
}

/** Points of the element's link: two bytes each and a fourth of one. */
const pointsIn = (text) => {
  const bytes = Buffer.from(/pts=b8\.([\w-]*)/.exec(text)?.[1] ?? "", "base64url");
  const count = Math.floor((4 * bytes.length) / 9);
  return Array.from({ length: count }, (_, i) => ({
    x: bytes[2 * i],
    y: bytes[2 * i + 1],
    label: (bytes[2 * count + (i >> 2)] >> (2 * (i & 3))) & 3,
  }));
};

const linkOf = (element) => element.evaluate((it) => `#${it.getLink().split("#")[1]}`);
const points = async (element) => pointsIn(await linkOf(element));
const digest = (element) => element.evaluate((it) => it.result[0]?.digest);

async function natively(link) {
  const { stdout } = await promisify(execFile)(program, ["run", link, "--json"]);
  return JSON.parse(stdout).digest;
}

/** Waits until training has ended with other weights than these; the weights. After a change of the
 *  points the element may still stand where it was. */
function finishedAnew(element, before) {
  return soon(async () => {
    const [status, now] = await element.evaluate((it) => [it.status, it.result[0]?.digest]);
    assert.equal(status, "finished");
    assert.notEqual(now, before);
    return now;
  });
}

/** A click at a part of the chart's plot, given in parts of the box. */
async function click(page, [u, v], options = {}) {
  const box = page.locator(".panel .chart-box").first();
  const { width, height } = await box.boundingBox();
  await box.click({ position: { x: u * width, y: v * height }, ...options });
}

async function trained(page) {
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await reach(page, "finished");
}

test("a click adds a point, shift-click removes it, and the net trains on the changed points", async () => {
  const { page, element, wrong, done } = await opened(moons);
  await trained(page);
  await page.getByText("training points lie where").first().waitFor();
  const first = await digest(element);
  await page.getByRole("radio", { name: "adds class 0" }).check();
  await click(page, [0.3, 0.2]);
  await soon(async () => assert.equal((await points(element)).length, 201));
  assert.equal((await points(element)).at(-1).label, 0);
  const second = await finishedAnew(element, first);
  await page.screenshot({ path: `${shots}/draw-added-1280.png`, fullPage: true });

  await page.getByRole("radio", { name: "adds class 2" }).check();
  await click(page, [0.5, 0.5]);
  await soon(async () => assert.equal((await points(element)).at(-1).label, 2));
  const third = await finishedAnew(element, second);
  const link = await linkOf(element);
  if (existsSync(program)) assert.equal(third, await natively(link));

  await click(page, [0.5, 0.5], { modifiers: ["Shift"] });
  await soon(async () => assert.equal((await points(element)).length, 201));
  await reach(page, "finished");
  await soon(async () => assert.equal(await digest(element), second, "the same points again"));
  await page.getByRole("radio", { name: "removes" }).check();
  await click(page, [0.3, 0.2]);
  await soon(async () => assert.equal((await points(element)).length, 200));
  await page.getByRole("button", { name: "Undo" }).click();
  await soon(async () => assert.equal((await points(element)).length, 201));
  await page.getByRole("button", { name: "Original points" }).click();
  await soon(async () => assert.doesNotMatch(await linkOf(element), /pts/));
  await reach(page, "finished");
  await soon(async () => assert.equal(await digest(element), first, "the made-up points again"));

  await element.evaluate((it, text) => it.show(text), link);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await reach(page, "finished");
  assert.equal((await points(element)).length, 202, "the link brings its points");
  assert.deepEqual(wrong, []);
  await done();
});

/** Moons, learned once, then nothing but an empty plane to draw on. */
async function openedToDraw() {
  const all = await opened(moons);
  await all.page.getByRole("button", { name: "Train", exact: true }).waitFor();
  await all.element.evaluate((it) => it.start());
  await reach(all.page, "finished");
  await all.page.getByRole("button", { name: "Draw your own" }).press("Enter");
  await all.page.getByText("Click to draw points").first().waitFor();
  return all;
}

test("points are drawn from nothing, by keyboard alone", async () => {
  const { page, element, wrong, done } = await openedToDraw();
  assert.match(await linkOf(element), /data=points&.*pts=b8\.$/);
  const box = page.locator(".panel .chart-box").first();
  await box.focus();
  for (const [key, times, klass] of [
    ["ArrowRight", 8, "1"],
    ["ArrowDown", 25, "2"],
    ["ArrowRight", 20, "1"],
  ]) {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
    await page.keyboard.press(klass);
    const before = (await points(element)).length;
    await page.keyboard.press("Enter");
    await soon(async () => assert.equal((await points(element)).length, before + 1));
  }
  assert.deepEqual(
    (await points(element)).map(({ label }) => label),
    [0, 1, 0],
  );
  await reach(page, "finished");
  await page.keyboard.press("Delete");
  await soon(async () => assert.equal((await points(element)).length, 2));
  await page.keyboard.press("Control+z");
  await soon(async () => assert.equal((await points(element)).length, 3));
  await page.screenshot({ path: `${shots}/draw-own-1280.png`, fullPage: true });
  assert.deepEqual(wrong, []);
  await done();
});

test("points drawn faster than a network opens are trained on all the same", async () => {
  const { page, element, wrong, done } = await openedToDraw();
  await page.locator(".panel .chart-box").first().focus();
  for (let i = 0; i < 6; i++) {
    for (let point = 0; point < 3; point++) {
      await page.keyboard.press(["ArrowRight", "ArrowDown", "ArrowLeft"][point]);
      await page.keyboard.press("Enter");
    }
    await soon(async () => assert.equal((await points(element)).length, 3 * (i + 1)));
    await reach(page, "finished");
  }
  assert.deepEqual(wrong, []);
  await done();
});

test("a curve takes its y from the click; touch taps", async () => {
  const options = { hasTouch: true, viewport: { width: 400, height: 900 } };
  const link = "#v=1&model=mlp&data=sine&n=30&epochs=60&p=0.1&width=16";
  const { page, element, wrong, done } = await opened(link, options);
  await trained(page);
  await page.getByText("Eval mode: one steady curve").first().waitFor();
  const box = page.locator(".panel .chart-box").first();
  const tap = async (u, v) => {
    await box.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await box.boundingBox();
    await page.touchscreen.tap(x + u * width, y + v * height);
  };
  await tap(0.3, 0.25);
  await soon(async () => assert.equal((await points(element)).length, 31));
  const high = (await points(element)).at(-1);
  await tap(0.3, 0.75);
  await soon(async () => assert.equal((await points(element)).length, 32));
  const low = (await points(element)).at(-1);
  assert.ok(Math.abs(high.x - low.x) <= 8 && high.y > low.y + 10, JSON.stringify([high, low]));
  await reach(page, "finished");
  await page.getByRole("radio", { name: "removes" }).check();
  await tap(0.3, 0.25);
  await soon(async () => assert.equal((await points(element)).length, 31));
  await page.screenshot({ path: `${shots}/draw-curve-400.png`, fullPage: true });
  assert.deepEqual(wrong, []);
  await done();
});

test("an ensemble of 5 is trained beside two arms, and can be given up", async () => {
  const { page, element, wrong, done } = await site.open(`embed.html${moons}&p=0&b.p=0.4&n=60`);
  await element.evaluate((it) => Object.assign(it, { panels: "uncertainty", mode: "mc" }));
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await reach(page, "finished");
  const rows = () =>
    page
      .locator(".scores tbody tr")
      .evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
  await soon(async () => assert.equal((await rows()).length, 4, "eval and MC of two arms"));
  const before = page.workers().length;
  await page.getByRole("button", { name: "Compare with an ensemble of 5" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await soon(async () => assert.equal(page.workers().length, before, "its workers are gone"));
  await page.getByRole("button", { name: "Compare with an ensemble of 5" }).click();
  await soon(async () => assert.equal((await rows()).length, 6));
  const names = await page
    .locator(".scores thead th")
    .evaluateAll((all) => all.map((cell) => cell.textContent));
  const nll = names.indexOf("NLL");
  const auroc = names.indexOf("AUROC");
  for (const row of await rows()) {
    assert.ok(Number(row[nll]) > 0 && Number(row[auroc]) > 0, row.join(" "));
  }
  const ensembles = (await rows()).filter(([name]) => /ensemble of 5/.test(name));
  assert.equal(ensembles.length, 2);
  for (const [name, ...values] of ensembles) {
    assert.notDeepEqual(values, (await rows()).find(([other]) => other !== name).slice(1));
  }
  const said = page.locator(".chart-summary", { hasText: "calibration error" });
  await soon(async () => {
    const parts = (await said.textContent()).match(/ensemble of 5: \d+% sure, \d+% right/g);
    assert.equal(parts?.length, 2, "both ensembles are judged beside their networks");
  });
  assert.equal(page.workers().length, before);
  await page.screenshot({ path: `${shots}/ensemble-1280.png`, fullPage: true });
  assert.deepEqual(wrong, []);
  await done();
});
