// Hosts whose boxes shrink, scale, turn or move the element: it has a width, paints, a click draws
// where the reader clicked, and what was drawn is read back from the link.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { reach, soon } from "../browser/tools.mjs";
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

/** What is done to a box of 700 px, and where a part (u, v) of a chart lies in its bounding box. */
const turned = {
  plain: ["", (u, v) => [u, v]],
  halved: [".box{transform:scale(.5);transform-origin:0 0}", (u, v) => [u, v]],
  enlarged: ["body{transform:scale(1.4);transform-origin:0 0}", (u, v) => [u, v]],
  stretched: [".box{scale:1.2 .6;transform-origin:0 0}", (u, v) => [u, v]],
  zoomed: [".box{zoom:.6}", (u, v) => [u, v]],
  "zoomed within zoomed": ["body{zoom:1.3}.box{zoom:.7}", (u, v) => [u, v]],
  mirrored: [".box{transform:scaleX(-1)}", (u, v) => [1 - u, v]],
  "upside down": [".box{transform:rotate(180deg)}", (u, v) => [1 - u, 1 - v]],
  "turned by 90 degrees": [".box{transform:rotate(90deg) scale(.7)}", (u, v) => [1 - v, u]],
};

const shrinking = {
  flex: '<div style="display:flex"><div style="flex:1">text</div><div>IT</div></div>',
  "flex item": '<div style="display:flex">IT</div>',
  column: '<div style="display:flex;flex-direction:column;align-items:start">IT</div>',
  "inline-block": '<div style="display:inline-block">IT</div>',
  float: '<div style="float:left">IT</div>',
  "table cell": "<table><tr><td>IT</td></tr></table>",
  grid: '<div style="display:grid;grid-template-columns:auto 40px">IT<i>x</i></div>',
  "grid, start": '<div style="display:grid;justify-items:start">IT</div>',
  absolute: '<div style="position:absolute">IT</div>',
  "fit-content": '<div style="width:fit-content">IT</div>',
};

const pages = {
  ...Object.fromEntries(Object.entries(turned).map(([name, [css]]) => [name, boxed(css)])),
  ...Object.fromEntries(
    Object.entries(shrinking).map(([name, html]) => [
      name,
      page(html.replace("IT", tag()), "body{margin:0}"),
    ]),
  ),
};

let expected;
let host;
before(async () => {
  host = await serve(pages);
  const { page, done } = await host.open("plain");
  await trained(page);
  expected = await drawn(page, spot);
  await done();
});
after(() => host?.stop());

for (const [name, [, place]] of Object.entries(turned)) {
  test(`${name}: a click draws where it was made`, async () => {
    const { page, wrong, done } = await host.open(slug(name));
    await trained(page);
    await painted(page);
    const point = await drawn(page, spot, place);
    near(point, expected, name);
    assert.deepEqual(wrong, []);
    await done();
  });
}

for (const name of Object.keys(shrinking)) {
  test(`${name}: has a width of its own, and no more than there is`, async () => {
    const { page, wrong, done } = await host.open(slug(name));
    const width = () => page.locator("dropout-playground").evaluate((it) => it.offsetWidth);
    await page.waitForFunction(() => document.querySelector("dropout-playground").status);
    assert.ok((await width()) >= 600, `${await width()} px of 1000`);
    await page.setViewportSize({ width: 360, height: 700 });
    const across = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(across <= 360, `${across} px of 360`);
    assert.ok((await width()) >= 200, `${await width()} px of 360`);
    assert.deepEqual(wrong, []);
    await done();
  });
}

test("within shadow trees, moved, cloned, hidden while it trains: still paints and draws", async () => {
  const { page, wrong, done } = await host.open("plain");
  await trained(page);
  const point = await drawn(page, spot);
  await page.evaluate(() => {
    const outer = document.body.appendChild(document.createElement("section"));
    const box = document.querySelector(".box");
    const copy = document.querySelector("dropout-playground").cloneNode(true);
    outer.style.display = "none";
    outer.className = "box";
    outer.append(copy);
    box.replaceWith(outer);
    void copy.start();
  });
  await reach(page, "poster").catch(() => {}); // out of sight it waits
  await page.evaluate(() => {
    document.querySelector("section").style.display = "";
  });
  await trained(page);
  await painted(page);
  near(await drawn(page, spot), point, "the copy");
  await page.evaluate(() => {
    const host = document.body.appendChild(document.createElement("div"));
    host.className = "box";
    host.attachShadow({ mode: "open" }).append(document.querySelector("dropout-playground"));
  });
  await soon(async () => assert.ok((await chart(page).boundingBox()).width > 300));
  assert.ok((await colours(page)).length > 20, "in a shadow tree");
  assert.deepEqual(wrong, []);
  await done();
});
