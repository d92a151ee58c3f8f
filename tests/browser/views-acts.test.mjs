// What a reader does with the views and settings of a real network: masks and units by hand, a
// step in its phases, other examples, other models, undo, a run that diverges.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { reach, shots, soon, start } from "./tools.mjs";

let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

const moons = "#v=1&model=mlp&data=moons&epochs=20&p=0.5&width=8";

async function opened(link, attributes, { train = true } = {}) {
  const all = await site.open(`embed.html${link}`);
  await all.element.evaluate((it, given) => Object.assign(it, given), attributes);
  if (train) {
    await all.page.getByRole("button", { name: "Train", exact: true }).click();
    await reach(all.page, "finished");
  }
  return all;
}

const state = (element) =>
  element.evaluate((it) => ({ specs: it.specs, link: it.getLink().split("#")[1] }));

/** Units of the network's table that are marked dropped, as "layer unit". */
async function dropped(page) {
  const details = page.locator(".panel details").first();
  if (!(await details.evaluate((it) => it.open))) await details.locator("summary").click();
  return page.locator(".panel tbody tr").evaluateAll((rows) =>
    rows
      .map((row) => [...row.cells].map((cell) => cell.textContent))
      .filter((cells) => cells[3] === "0")
      .map(([layer, unit]) => `${layer} ${unit}`),
  );
}

test("masks are recalled by number, units dropped by hand, a step walked through", async () => {
  const { page, element, wrong, done } = await opened(moons, { panels: "network", mode: "train" });
  const number = page.getByRole("spinbutton", { name: "Mask no." });
  await page.getByText("In this pass:").first().waitFor();
  const zero = await soon(async () => {
    const units = await dropped(page); // the table is written once a second, when it is open
    assert.ok(units.length > 0);
    return units;
  });
  await page.getByRole("button", { name: "Resample" }).click();
  await soon(async () => assert.equal(await number.inputValue(), "1"));
  await soon(async () => assert.notDeepEqual(await dropped(page), zero, "another mask"));
  await number.fill("0");
  await number.press("Enter");
  await soon(async () => assert.deepEqual(await dropped(page), zero, "mask 0 is the same again"));

  const chart = page.locator(".panel .chart-box");
  const kept = [1, 2, 3, 4, 5, 6, 7, 8].find((unit) => !zero.includes(`hidden 1 ${unit}`));
  await chart.focus();
  await page.keyboard.press("Home"); // shows the cursor: the first unit of the first layer
  await page.keyboard.press("ArrowRight");
  for (let k = 1; k < kept; k++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await soon(async () => {
    const held = await dropped(page);
    assert.ok(held.includes(`hidden 1 ${kept}`), `unit ${kept} is dropped by hand: ${held}`);
  });
  await page.getByRole("button", { name: "Release units" }).click();
  await soon(async () => assert.deepEqual(await dropped(page), zero));

  const freeze = page.getByRole("button", { name: "Freeze mask" });
  await freeze.click();
  await page.getByRole("button", { name: "Freeze mask", pressed: true }).waitFor();
  await freeze.click();

  await page.getByRole("button", { name: "Rewind", exact: true }).click();
  await reach(page, "ready");
  const told = page.locator(".panel .chart-summary");
  for (const [button, says] of [
    ["Step: forward", /^Forward/],
    ["Next: loss", /^Loss/],
    ["Next: backward", /^Backward.*Norms: [\d.]+/],
    ["Next: update", /^Update/],
  ]) {
    await page.getByRole("button", { name: button }).click();
    await page.waitForFunction(
      ([source]) => {
        const root = document.querySelector("dropout-playground").shadowRoot;
        return new RegExp(source).test(root.querySelector(".chart-summary").textContent);
      },
      [says.source],
    );
    assert.match(await told.textContent(), says);
  }
  assert.equal(await element.evaluate((it) => it.result[0].status.step), 1, "one step was done");
  assert.deepEqual(wrong, []);
  await done();
});

test("examples, another model, a new seed, undo and redo, and what restarts", async () => {
  const { page, element, wrong, done } = await opened(moons, { controls: "full" });
  const before = await state(element);
  await page.getByRole("button", { name: "New seed" }).click();
  assert.equal((await state(element)).specs[0].seed, 2);
  const restarted = page.getByText("That change made a new network");
  await restarted.waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(await state(element), before);
  await page.getByRole("button", { name: "Redo" }).click();
  assert.equal((await state(element)).specs[0].seed, 2);

  await page.getByRole("combobox", { name: "Model" }).selectOption("cnn");
  const [cnn] = (await state(element)).specs;
  assert.equal(cnn.data, "fashion", "data that fits comes with the model");
  const data = page.getByRole("combobox", { name: "Data", exact: true });
  await soon(async () =>
    assert.deepEqual(await data.locator("option").allTextContents(), ["fashion"]),
  );
  await page.getByRole("combobox", { name: "Model" }).selectOption("transformer");
  await page.getByRole("slider", { name: "Attention p" }).waitFor();
  await page.getByRole("slider", { name: "Map p" }).waitFor({ state: "detached" });

  await page.getByRole("combobox", { name: "Examples" }).selectOption("tooHigh");
  const { specs } = await state(element);
  assert.deepEqual(
    specs.map(({ p }) => p),
    [0.2, 0.9],
  );
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await reach(page, ["running", "finished"]);
  await restarted.waitFor({ state: "detached" });
  assert.deepEqual(wrong, []);
  await done();
});

test("pass follows pass: first everybody, then masks of their own, until it is stopped", async () => {
  const { page, wrong, done } = await opened(moons, { panels: "network", mode: "train" });
  await page.getByText("In this pass:").first().waitFor();
  const number = page.getByRole("spinbutton", { name: "Mask no." });
  const mask = async () => Number(await number.inputValue());
  const passes = page.getByRole("button", { name: "Pass after pass" });
  await page.clock.install(); // it goes on by itself, and can be stopped below
  // Shown for 0.7 s, which a look from outside may miss.
  await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("dropout-playground");
    const look = () => {
      window.sawAll ||= shadowRoot.textContent.includes("all units work");
    };
    new MutationObserver(look).observe(shadowRoot, {
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
  await passes.click();
  await page.waitForFunction(() => window.sawAll);
  await soon(async () => assert.ok((await mask()) >= 3, "each pass has another mask"));
  await page.getByText("In this pass:").first().waitFor();
  // Time stands still before it has come to its end by itself.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 60_000));
  await passes.click();
  await soon(async () => {
    await page.clock.runFor(16); // a frame
    assert.equal(await passes.getAttribute("aria-pressed"), "false");
  });
  const last = await mask();
  await page.clock.runFor(10_000); // any timer that is left
  assert.equal(await mask(), last, "it stands still");
  assert.deepEqual(wrong, []);
  await done();
});

test("views are switched on and off, and the shortcuts are listed behind ?", async () => {
  const { page, wrong, done } = await opened(moons, {}, { train: false });
  const weights = page.getByRole("checkbox", { name: "Weights" });
  await weights.check();
  await page.getByText("Distribution of values").waitFor();
  await weights.uncheck();
  await page.getByText("Distribution of values").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Step" }).first().focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await dialog.waitFor();
  assert.match(await dialog.textContent(), /rewind to the same initial weights/);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(wrong, []);
  await done();
});

test("a run that diverges says so, and offers a way on", async () => {
  const link = "#v=1&model=mlp&data=xsinx&opt=sgd&lr=10&width=64&depth=4&epochs=50";
  const { page, element, wrong, done } = await opened(link, {}, { train: false });
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await reach(page, "diverged");
  const alert = page.getByRole("alert");
  assert.match(await alert.textContent(), /Arm A diverged at step \d+/);
  await alert.getByRole("button", { name: /learning rate 1$/ }).click();
  await reach(page, "ready");
  assert.equal((await state(element)).specs[0].lr, 1);
  await alert.waitFor({ state: "detached" });
  assert.deepEqual(wrong, []);
  await done();
});

test("speaks German where the page does, charts and all", async () => {
  const { page, element, wrong, done } = await opened(moons, { controls: "full" });
  await element.evaluate((it) => {
    it.lang = "de";
  });
  await page.getByRole("button", { name: "Zurück" }).waitFor();
  await page.getByText(/der Trainingspunkte liegen/).waitFor();
  assert.equal(await page.getByRole("spinbutton", { name: "Lernrate" }).count(), 1);
  assert.equal(await page.getByText("Data table").count(), 0);
  await page.screenshot({ path: `${shots}/german-1280-light.png`, fullPage: true });
  assert.deepEqual(wrong, []);
  await done();
});

test("recalibration brings BatchNorm's ratios back to 1", async () => {
  const link = "#v=1&model=mlp&data=moons&epochs=60&p=0.5&norm=batch";
  const { page, wrong, done } = await opened(link, { panels: "weights" });
  const told = page.getByText(/farthest ratio from 1 in eval mode is/);
  await told.waitFor();
  const ratio = async () => Number(/is (\d+\.\d+)/.exec(await told.textContent())[1]);
  assert.ok(Math.abs((await ratio()) - 1) > 0.1, "dropout shifts the variance");
  await page.getByRole("button", { name: "Recalibrate" }).click();
  await page.getByText(/validation \d+% before, \d+% after/).waitFor();
  await soon(async () => {
    assert.ok(Math.abs((await ratio()) - 1) < 0.05, `recalibrated: ${await ratio()}`);
  });
  assert.deepEqual(wrong, []);
  await done();
});
