// How the sweep looks: as a figure of an essay in both languages, full of runs at both widths and in
// both themes, without violations of axe.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { commandLine, file, openSweep, small } from "./sweep-tools.mjs";
import { shots, soon, start } from "./tools.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

test("as a figure of an essay: the sweep alone, in both languages", async () => {
  for (const [lang, run, says] of [
    ["en", "Run sweep: 4 runs", /^Validation accuracy is highest at norm = /],
    [
      "de",
      "Reihe starten: 4 Läufe",
      /^Die Genauigkeit in der Validierung ist am höchsten bei norm = /,
    ],
  ]) {
    const { page, element, done, wrong } = await site.open("", {
      viewport: { width: 680, height: 900 },
    });
    await element.evaluate((it, lang) => {
      const attributes = {
        spec: "data=moons&n=60&epochs=5&width=8",
        panels: "sweep",
        controls: "none",
        sweep: "norm=none,batch",
        seeds: "2",
        lang,
      };
      const figure = document.createElement("dropout-playground");
      for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
      it.replaceWith(figure);
      figure.scrollIntoView();
    }, lang);
    await page.getByRole("button", { name: run }).click();
    await soon(async () => {
      const found = await page.evaluate(
        () => document.querySelector("dropout-playground").sweepResult,
      );
      assert.equal(found?.phase, "done");
      assert.match(found.sentence, says);
    });
    assert.equal(await page.locator("dropout-playground").first().locator(".transport").count(), 0);
    const figure = page.locator("dropout-playground").first();
    await figure.screenshot({ path: `${shots}/sweep-figure-${lang}.png` });
    assert.deepEqual(wrong, []);
    await done();
  }
});

const arms = `${small}&b.norm=batch`;
const looks = [
  { name: "p", link: arms, args: ["--over", "p=0:0.9:0.1", "--seeds", "5"] },
  { name: "act", link: small, args: ["--over", "act=relu,tanh,gelu", "--seeds", "5"] },
];
for (const { name, link, args } of looks) {
  for (const width of [1280, 360]) {
    for (const colorScheme of ["light", "dark"]) {
      const what = `sweep-${name}-${width}-${colorScheme}`;
      test(`it reads well: ${what}`, async () => {
        const opened = await openSweep(site, link, {
          viewport: { width, height: 900 },
          colorScheme,
        });
        const { page, panel, wrong, done } = opened;
        const text = commandLine(`#v=1&${link}`, ...args);
        await panel.locator("input[type=file]").setInputFiles(file(`${name}.jsonl`, text));
        await panel.locator(".sweep-table").waitFor();
        await soon(async () => {
          assert.match(await panel.locator(".chart-summary").textContent(), /is highest at/);
        });
        await page.evaluate(() => new Promise((next) => requestAnimationFrame(next)));
        await panel.screenshot({ path: `${shots}/${what}.png` });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(overflow <= width, `the page is ${overflow} px wide`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(
          (runOnly) => window.axe.run(document.querySelector("dropout-playground"), { runOnly }),
          tags,
        );
        const faults = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`,
        );
        assert.deepEqual(faults, []);
        assert.deepEqual(wrong, []);
        await done();
      });
    }
  }
}
