// Each view on real training of small networks: what it shows is there, moves with what the reader
// does, is told in a sentence, reads well at both widths and in both themes, and passes axe.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { frames, reach, shots, start } from "./tools.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

/** Opens an experiment, trains it, and waits until the named panel has something to show. */
async function trained(link, panels, { mode = "eval", steps = 0, ...options } = {}) {
  const opened = await site.open(`embed.html#v=1&${link}`, options);
  const { page, element } = opened;
  await element.evaluate(
    (it, [panels, mode]) => Object.assign(it, { panels, mode, controls: "essential" }),
    [panels, mode],
  );
  if (steps > 0) {
    await element.evaluate((it, count) => it.step(count), steps);
    await page.waitForFunction((count) => {
      const runs = document.querySelector("dropout-playground").result;
      return runs.length > 0 && runs.every(({ status }) => status?.step >= count);
    }, steps);
  } else {
    await page.getByRole("button", { name: "Train" }).click();
    await reach(page, "finished");
  }
  return opened;
}

/** The sentences under the charts, once one of them matches. */
async function sentence(page, pattern) {
  const found = await page.waitForFunction(
    (source) => {
      const root = document.querySelector("dropout-playground").shadowRoot;
      const texts = [...root.querySelectorAll(".chart-summary, .hint, .choices span")];
      return texts.map((it) => it.textContent).find((text) => new RegExp(source).test(text));
    },
    pattern.source,
    { polling: 100 },
  );
  return found.jsonValue();
}

async function looksRight(page, name, width) {
  await frames(page);
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(overflow <= width, `${name}: the page is ${overflow} px wide`);
  await page.evaluate(axe);
  const found = await page.evaluate(
    (runOnly) => window.axe.run(document.querySelector("dropout-playground"), { runOnly }),
    tags,
  );
  const faults = found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`,
  );
  assert.deepEqual(faults, [], name);
}

const moons = "model=mlp&data=moons&epochs=60&p=0&b.p=0.5";
const names = "data=names&n=600&epochs=1&width=16&context=12";

const views = [
  { name: "field", link: moons, says: /training points lie where/ },
  { name: "field", as: "field-mc", link: moons, mode: "mc", says: /training points lie where/ },
  {
    name: "field",
    as: "regression",
    link: "model=mlp&data=xsinx&n=40&epochs=150&p=0.1&width=64",
    mode: "mc",
    says: /standard deviation is [\d.]+ on average among/,
  },
  { name: "network", link: moons, mode: "train", says: /of 32 units of hidden 1 are dropped/ },
  { name: "uncertainty", link: moons, says: /AUROC of [\d.]+/ },
  {
    name: "weights",
    link: `${moons}&norm=batch`,
    says: /standard deviation [\d.]+/,
  },
  {
    name: "write",
    link: `model=lstm&${names}&p=0.2&b.drop=variational`,
    steps: 10,
    says: /Written in eval mode after 10 steps/,
  },
  {
    name: "attention",
    link: `model=transformer&${names}&depth=1&heads=2&patt=0.3&batch=8`,
    mode: "train",
    steps: 5,
    says: /the rows then sum to between/,
  },
  {
    name: "maps",
    link: "model=cnn&data=fashion&n=64&width=32&batch=16&epochs=1&p=0.3",
    steps: 2,
    says: /How much of what was dropped can be read/,
  },
  {
    name: "text",
    as: "words",
    link: "model=text&data=wordnet&drop=word&n=400&width=16&emb=16&p=0.4",
    mode: "train",
    steps: 5,
    says: /words are dropped in the first mask/,
    before: (page) =>
      page
        .locator(".text-panel")
        .getByRole("button", { name: /Ask|Resample/ })
        .click(),
  },
];

for (const { name, as = name, link, says, before: act = () => {}, ...how } of views) {
  test(`${as} is drawn from real training, and passes axe in both themes and widths`, async () => {
    const { page, element, wrong, done } = await trained(link, name, how);
    await act(page);
    const said = await sentence(page, says);
    assert.match(said, says);
    const shown = await element.evaluate((it) =>
      [...it.shadowRoot.querySelectorAll(".view-switches input:checked")].map((box) => box.name),
    );
    assert.deepEqual(shown, [name]);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        await looksRight(page, `view-${as}-${width}-${colorScheme}`, width);
      }
    }
    assert.deepEqual(wrong, []);
    await done();
  });
}
