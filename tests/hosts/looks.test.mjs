// Hosts with other colours, directions and sizes of type than the element's own: it follows what it
// should, and stays readable; attributes that go away leave nothing behind.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { soon } from "../browser/tools.mjs";
import {
  boxed,
  chart,
  colours,
  drawn,
  near,
  page,
  painted,
  serve,
  slug,
  spot,
  tag,
  trained,
} from "./difficult.mjs";

const dark = "html{color-scheme:dark}body{background:#121212;color:#ddd}";
const pages = {
  plain: boxed(""),
  dark: boxed(dark),
  "dark by an attribute": boxed(
    "html[data-theme=dark]{color-scheme:dark}",
    'lang="en" data-theme="dark"',
  ),
  light: boxed("html{color-scheme:light}"),
  "no scheme": boxed(""),
  both: boxed("html{color-scheme:light dark}"),
  auto: page(tag('theme="auto"'), dark),
  forced: page(tag('theme="light"'), dark),
  sections: page(`<div id="day">${tag()}</div><div id="night"></div>`, "#night{color-scheme:dark}"),
  rtl: page(tag("", '<p slot="title" id="title">عنوان</p>'), "", 'lang="ar" dir="rtl"'),
  tiny: boxed("html{font-size:62.5%}body{font-size:1.6rem}"),
  huge: boxed("html{font-size:100px}"),
  large: boxed("html{font-size:24px}"),
};

let host;
before(async () => {
  host = await serve(pages);
});
after(() => host?.stop());

/** From 0 to 255: of the element's background, of its text and of a chart's corner. */
const brightness = (page) =>
  page.locator("dropout-playground").evaluate((it) => {
    const of = (colour) =>
      colour
        .match(/[\d.]+/g)
        .slice(0, 3)
        .reduce((sum, one) => sum + one / 3, 0);
    const { backgroundColor, color } = getComputedStyle(it);
    return [of(backgroundColor), of(color)];
  });

for (const [name, system, isDark] of [
  ["dark", "light", true],
  ["dark", "dark", true],
  ["dark by an attribute", "light", true],
  ["light", "dark", false],
  ["no scheme", "dark", false],
  ["both", "dark", true],
  ["both", "light", false],
  ["auto", "light", true],
  ["forced", "dark", false],
]) {
  test(`colours: ${name} on a ${system} system`, async () => {
    const { page, done } = await host.open(slug(name));
    await page.emulateMedia({ colorScheme: system });
    await page.waitForFunction(() => document.querySelector("dropout-playground").status);
    const [paper, ink] = await brightness(page);
    assert.ok(isDark ? paper < 60 && ink > 200 : paper > 230 && ink < 60, `${paper}, ${ink}`);
    await done();
  });
}

/** The darkest and the brightest grey of a chart. */
const inked = async (page) => {
  const greys = (await colours(page))
    .filter((one) => one >>> 24 === 255)
    .map((one) => (one & 255) + ((one >> 8) & 255) + ((one >> 16) & 255));
  return [Math.min(...greys), Math.max(...greys)];
};

test("charts follow a page that turns dark, by whatever element and style", async () => {
  const { page, wrong, done } = await host.open("sections");
  await trained(page);
  await painted(page);
  const before = await inked(page);
  await page.evaluate(() =>
    document.querySelector("#day").setAttribute("style", "color-scheme:dark"),
  );
  await soon(async () => assert.notDeepEqual(await inked(page), before));
  const night = await inked(page);
  await page.evaluate(() => document.querySelector("#day").removeAttribute("style"));
  await soon(async () => assert.deepEqual(await inked(page), before));
  await page.evaluate(() =>
    document.querySelector("#night").append(document.querySelector("dropout-playground")),
  );
  await soon(async () => assert.deepEqual(await inked(page), night, "moved to the dark section"));
  await page.evaluate(() => {
    document.querySelector("#night").hidden = true;
    document.querySelector("#night").style.colorScheme = "light";
  });
  await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => setTimeout(next))));
  await page.evaluate(() => {
    document.querySelector("#night").hidden = false;
  });
  await soon(async () => assert.deepEqual(await inked(page), before, "hidden, then shown"));
  await drawn(page, spot);
  assert.deepEqual(wrong, []);
  await done();
});

test("forced colours: paints, clicks and reads back", async () => {
  const plain = await host.open("plain");
  await trained(plain.page);
  const expected = await drawn(plain.page, spot);
  await plain.done();
  const { page, wrong, done } = await host.open("plain");
  await page.emulateMedia({ forcedColors: "active" });
  await trained(page);
  await painted(page);
  near(await drawn(page, spot), expected, "forced colours");
  assert.deepEqual(wrong, []);
  await done();
});

test("a page from right to left: the element has its own direction, its slots have the page's", async () => {
  const { page, wrong, done } = await host.open("rtl");
  await trained(page);
  await painted(page);
  const found = await page.locator("dropout-playground").evaluate((it) => {
    const of = (one) => getComputedStyle(one).direction;
    const { shadowRoot } = it;
    return {
      canvas: of(shadowRoot.querySelector("canvas")),
      text: of(shadowRoot.querySelector(".chart-summary")),
      language: shadowRoot.querySelector(".frame").lang,
      title: of(document.querySelector("#title")),
    };
  });
  assert.deepEqual(found, { canvas: "ltr", text: "ltr", language: "en", title: "rtl" });
  await drawn(page, spot);
  assert.deepEqual(wrong, []);
  await done();
});

for (const [name, least, most] of [
  ["tiny", 12, 14],
  ["plain", 12, 14],
  ["large", 18, 21],
  ["huge", 12, 30],
]) {
  test(`a page whose root has another font size: ${name}`, async () => {
    const { page, done } = await host.open(slug(name));
    await page.waitForFunction(() => document.querySelector("dropout-playground").status);
    const size = await page
      .locator("dropout-playground button")
      .first()
      .evaluate((it) => Number.parseFloat(getComputedStyle(it).fontSize));
    assert.ok(size >= least && size <= most, `${size} px`);
    await done();
  });
}

test("printed: the charts are on the paper", async () => {
  const { page, wrong, done } = await host.open("dark");
  await trained(page);
  await painted(page);
  await page.emulateMedia({ media: "print" });
  assert.ok(await chart(page).isVisible());
  await painted(page);
  assert.ok((await page.pdf()).length > 10_000);
  assert.deepEqual(wrong, []);
  await done();
});

test("attributes that go away fall back to what they are without", async () => {
  const { page, wrong, done } = await host.open("plain");
  await page.waitForFunction(() => document.querySelector("dropout-playground").status);
  const found = await page.evaluate(async () => {
    const it = document.querySelector("dropout-playground");
    const fresh = document.createElement("dropout-playground");
    document.body.append(fresh);
    const given = {
      spec: "data=circles&p=0.4",
      controls: "none",
      panels: "curves",
      mode: "mc",
      sweep: "p=0,0.5",
      seeds: "5",
      loading: "eager",
      theme: "dark",
      lang: "de",
      linked: "",
    };
    const names = Object.keys(given).filter((name) => name !== "lang");
    const look = (one) => [
      ...names.map((name) => one[name]),
      one.specs[0].data,
      one.specs[0].p,
      one.shadowRoot.querySelectorAll(".controls").length,
      one.shadowRoot.querySelector("button").textContent.trim(),
      getComputedStyle(one).backgroundColor,
    ];
    await fresh.updateComplete;
    const all = [];
    for (const [name, value] of Object.entries(given)) {
      it.setAttribute(name, value);
      await it.updateComplete;
    }
    for (const name of Object.keys(given)) {
      it.removeAttribute(name);
      await it.updateComplete;
      all.push(name);
    }
    it.spec = undefined; // as React does
    it.mode = null;
    await it.updateComplete;
    return { it: look(it), fresh: look(fresh), all };
  });
  assert.deepEqual(found.it, found.fresh);
  assert.equal(found.all.length, 10);
  assert.deepEqual(wrong, []);
  await done();
});
