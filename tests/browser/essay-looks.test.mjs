// The whole essay before anything is played: reads well at three widths in both schemes, passes axe,
// and prints. Pictures of all are kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { shots, start } from "./tools.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

/** All posters, though nobody has scrolled to them. */
const whole = (page) =>
  page.evaluate(() =>
    Promise.all(
      [...document.images].map((image) => {
        image.loading = "eager";
        return image.decode();
      }),
    ).then(() => scrollTo(0, 0)),
  );

for (const [width, colorScheme] of [
  [360, "light"],
  [360, "dark"],
  [1280, "light"],
  [1600, "dark"],
]) {
  test(`the essay reads well and passes axe: ${width} px, ${colorScheme}`, async () => {
    const options = { viewport: { width, height: 900 }, colorScheme };
    const { page, wrong, done } = await site.open("", options);
    await whole(page);
    await page.screenshot({ path: `${shots}/essay-${width}-${colorScheme}.png`, fullPage: true });
    const { overflow, cut } = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth,
      // On a telephone code scrolls.
      cut: [...document.querySelectorAll(innerWidth < 480 ? ".scroll" : ".codes pre, .scroll")]
        .filter((it) => it.scrollWidth > it.clientWidth)
        .map((it) => it.textContent.slice(0, 60)),
    }));
    assert.ok(overflow <= width, `the page is ${overflow} px wide`);
    assert.deepEqual(cut, [], "tables fit, and columns of code");
    await page.evaluate(axe);
    const found = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), tags);
    const faults = found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`,
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(wrong, []);
    await done();
  });
}

test("on paper stand the text, each figure's picture and sentence, and no buttons", async () => {
  const { page, wrong, done } = await site.open();
  await whole(page);
  await page.emulateMedia({ media: "print" });
  for (const [selector, shown] of [
    [".found", true],
    [".poster img", true],
    [".code pre", true],
    [".run", false],
    [".copy", false],
    [".contents", false],
  ]) {
    const seen = await page
      .locator(selector)
      .evaluateAll((all) => all.map((it) => it.checkVisibility()));
    assert.ok(seen.length > 0, selector);
    assert.ok(
      seen.every((one) => one === shown),
      `${selector} is ${shown ? "not " : ""}printed`,
    );
  }
  const pdf = await page.pdf({ path: `${shots}/essay.pdf`, format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
  assert.ok(pages > 5 && pages < 40, `${pages} pages`);
  assert.deepEqual(wrong, []);
  await done();
});
