// The notebook module as a notebook uses it: the traits of a model become a figure, a changed trait
// changes it, the result comes back, and what was rendered can be taken away.
import assert from "node:assert/strict";
import { test } from "node:test";
import { soon } from "../browser/tools.mjs";
import { start, train } from "./tools.mjs";

const notebook = (assets) => [
  `<!doctype html><html lang="en"><title>Notebook</title><link rel="icon" href="data:,">
<h1>A notebook</h1><div id="cell"></div>
<script type="module">
import widget from "${assets}widget.mjs";
const traits = { spec: "epochs=2&p=0.3", controls: "essential", theme: "dark", result: "" };
const listeners = new Map();
const model = {
  saved: 0,
  get: (name) => traits[name],
  set: (name, value) => {
    traits[name] = value;
    for (const act of listeners.get("change:" + name) ?? []) act();
  },
  save_changes: () => model.saved++,
  on: (event, act) => listeners.set(event, [...(listeners.get(event) ?? []), act]),
  off: (event, act) =>
    listeners.set(event, (listeners.get(event) ?? []).filter((one) => one !== act)),
};
const remove = await widget.render({ model, el: document.querySelector("#cell") });
Object.assign(window, { traits, model, listeners, remove });
</script>`,
  null,
];

test("a notebook's model steers the figure and gets its result", async () => {
  const host = await start({ "/notebook": notebook });
  try {
    const { page, wrong, done } = await host.open("notebook");
    const element = page.locator("dropout-playground");
    await element.waitFor();
    const [[digest]] = await train(page);
    assert.equal(await element.getAttribute("theme"), "dark");
    const said = await page.evaluate(() => [JSON.parse(window.traits.result), window.model.saved]);
    assert.equal(said[0][0].digest, digest);
    assert.equal(said[0][0].status.step, 14, "2 epochs of 200 points in batches of 32");
    assert.equal(said[1], 1);
    await page.evaluate(() => window.model.set("spec", "epochs=1&p=0.5&b.p=0"));
    await page.waitForFunction(
      () => document.querySelector("dropout-playground").specs.length === 2,
    );
    await page.evaluate(() => window.remove());
    assert.equal(await element.count(), 0);
    const left = await page.evaluate(() => [...window.listeners.values()].flat().length);
    assert.equal(left, 0);
    await soon(async () => assert.equal(page.workers().length, 0));
    assert.deepEqual(wrong, []);
    await done();
  } finally {
    await host.stop();
  }
});
