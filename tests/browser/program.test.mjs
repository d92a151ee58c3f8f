// The playground page: everything on one screen at 1280 x 800 and more, stacked below; it opens a
// figure's views and mode, remembers them in its address, and a link copied from it opens the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { reach, shots, soon, start } from "./tools.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const program = "playground.html";
let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

/** The panels in the shadow tree, as the address names them. */
const shown = (element) =>
  element.evaluate((it) =>
    [...it.shadowRoot.querySelectorAll(".view-switches input:checked")].map(({ name }) => name),
  );

const size = (page) =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { width: scrollWidth, height: scrollHeight };
  });

for (const model of ["mlp", "text", "transformer", "cnn", "lstm"]) {
  test(`${model}: settings, views, curves and transport are on one screen`, async () => {
    const link = `#v=1&model=${model}&b.p=0.5&n=200&epochs=3`;
    for (const [width, height, colorScheme] of [
      [1440, 900, "light"],
      [1280, 800, "dark"],
    ]) {
      const options = { viewport: { width, height }, colorScheme };
      const { page, wrong, done } = await site.open(program + link, options);
      await page.getByRole("button", { name: "Train", exact: true }).click();
      await reach(page, "finished");
      await page.locator(".views.is-aside .curves canvas").first().waitFor();
      assert.deepEqual(await size(page), { width, height }, "nothing scrolls");
      const places = await page.evaluate(() => {
        const root = document.querySelector("dropout-playground").shadowRoot;
        const box = (selector) => root.querySelector(selector).getBoundingClientRect();
        const main = [...root.querySelectorAll(".views:not(.is-aside) > *")].at(0);
        return {
          controls: box(".controls"),
          main: main.getBoundingClientRect(),
          loss: box(".is-aside .curves .chart-box"),
          transport: box(".transport"),
        };
      });
      const { controls, main, loss, transport } = places;
      assert.ok(controls.right <= main.left && main.right <= loss.left, JSON.stringify(places));
      assert.ok(loss.bottom <= transport.top && transport.bottom <= height, JSON.stringify(places));
      assert.ok(loss.height >= 100 && main.height >= 200, JSON.stringify(places));
      await page.screenshot({ path: `${shots}/program-${model}-${width}-${colorScheme}.png` });
      assert.deepEqual(wrong, []);
      await done();
    }
  });
}

test("below 900 px it is stacked, and nothing is wider than the window", async () => {
  for (const [width, height] of [
    [1024, 768],
    [390, 844],
  ]) {
    const { page, wrong, done } = await site.open(program, { viewport: { width, height } });
    await page.locator(".curves canvas").first().waitFor();
    const now = await size(page);
    assert.equal(now.width, width);
    if (width < 900) assert.ok(now.height > height, "it scrolls");
    await page.screenshot({ path: `${shots}/program-${width}.png`, fullPage: true });
    assert.deepEqual(wrong, []);
    await done();
  }
});

test("views and mode are in the address, and a copied link opens the same", async () => {
  const first = await site.open(`${program}?panels=field+weights&mode=mc#v=1&p=0.3&epochs=2`);
  await soon(async () => assert.deepEqual(await shown(first.element), ["field", "weights"]));
  assert.equal(await first.element.evaluate((it) => it.mode), "mc");
  await first.page.getByRole("checkbox", { name: "Network" }).check();
  await first.page.getByRole("radio", { name: "Dropout on" }).check();
  await soon(async () =>
    assert.match(first.page.url(), /\?panels=field\+weights\+network&mode=train#/),
  );
  await first.page.getByRole("button", { name: "Share" }).click();
  const copied = await first.page.locator(".share-panel input[readonly]").first().inputValue();
  assert.deepEqual(first.wrong, []);
  await first.done();

  const { pathname, search, hash } = new URL(copied);
  assert.match(pathname, /\/playground\.html$/);
  const second = await site.open(`playground.html${search}${hash}`);
  await soon(async () =>
    assert.deepEqual(await shown(second.element), ["field", "network", "weights"]),
  );
  assert.equal(await second.element.evaluate((it) => it.mode), "train");
  assert.equal((await second.element.evaluate((it) => it.specs))[0].p, 0.3);
  assert.deepEqual(second.wrong, []);
  await second.done();
});

test("every figure opens in it with its own spec, views and mode", async () => {
  const { page, done } = await site.open("");
  const figures = await page.locator(".experiment").evaluateAll((all) =>
    all
      .map((figure) => ({
        link: [...figure.querySelectorAll("a")].find(
          (a) => a.textContent === "Open in the playground",
        )?.href,
        spec: figure.querySelector("template")?.content.querySelector("[spec]"),
      }))
      .filter(({ link }) => link)
      .map(({ link, spec }) => ({
        link,
        spec: spec.getAttribute("spec"),
        panels: spec.getAttribute("panels") ?? "",
        mode: spec.getAttribute("mode") ?? "eval",
      })),
  );
  await done();
  assert.ok(figures.length >= 20, `${figures.length} figures`);
  for (const { link, spec, panels, mode } of figures) {
    const { pathname, search, hash } = new URL(link);
    assert.match(pathname, /\/playground\.html$/);
    const opened = await site.open(`playground.html${search}${hash}`);
    const of = await opened.element.evaluate(
      (it, [spec, panels]) => {
        const other = document.createElement("dropout-playground");
        Object.assign(other, { spec: `v=1&${spec}`, panels });
        other.performUpdate();
        const names = (one) =>
          [...one.renderRoot.querySelectorAll(".view-switches input:checked")].map(
            ({ name }) => name,
          );
        return [it, other].map((one) => [one.specs, names(one)]);
      },
      [spec, panels],
    );
    assert.deepEqual(of[0][0], of[1][0], `${spec}: the experiment`);
    for (const name of of[1][1]) assert.ok(of[0][1].includes(name), `${spec}: ${name} is shown`);
    assert.equal(await opened.element.evaluate((it) => it.mode), mode);
    assert.deepEqual(opened.wrong, []);
    await opened.done();
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`it passes axe, ${colorScheme}`, async () => {
    const { page, wrong, done } = await site.open(`${program}#v=1&epochs=2&b.p=0.5`, {
      viewport: { width: 1440, height: 900 },
      colorScheme,
    });
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await reach(page, "finished");
    await page.evaluate(axe);
    const found = await page.evaluate(async () =>
      (await globalThis.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
    );
    assert.deepEqual(found, []);
    assert.deepEqual(wrong, []);
    await done();
  });
}
