// What the tests of difficult hosts share: pages with one element in a box, and how it is trained,
// drawn on and read back.
import assert from "node:assert/strict";
import { reach, soon } from "../browser/tools.mjs";
import { start } from "./tools.mjs";

export const tag = (attributes = "", inside = "") =>
  `<dropout-playground spec="data=moons&amp;width=8&amp;epochs=3" panels="field" ${attributes}>` +
  `${inside}</dropout-playground>`;
export const page =
  (body, css = "", root = 'lang="en"') =>
  (assets) => [
    `<!doctype html><html ${root}><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">
<style>body{margin:40px}.box{width:700px}${css}</style>
<script type="module" src="${assets}dropout-playground.js"></script><body>${body}</body></html>`,
  ];
export const boxed = (css, root) => page(`<div class="box">${tag()}</div>`, css, root);

export const slug = (name) => name.replace(/\W+/g, "-");

/** Serves pages, by their names. */
export const serve = (pages) =>
  start(Object.fromEntries(Object.entries(pages).map(([name, one]) => [`/${slug(name)}`, one])));

export const chart = (page) => page.locator("dropout-playground .panel .chart-box").first();
export const spoken = (page) =>
  page.evaluate(() => document.querySelector("dropout-playground").getLink());

/** The points of the link: two bytes each and a fourth of one. */
export async function points(page) {
  const bytes = Buffer.from(/pts=b8\.([\w-]*)/.exec(await spoken(page))?.[1] ?? "", "base64url");
  const count = Math.floor((4 * bytes.length) / 9);
  return Array.from({ length: count }, (_, i) => [bytes[2 * i], bytes[2 * i + 1]]);
}

export async function trained(page) {
  await page.waitForFunction(() => document.querySelector("dropout-playground")?.status);
  await page.evaluate(() => document.querySelector("dropout-playground").start());
  await reach(page, "finished");
  await chart(page).scrollIntoViewIfNeeded();
}

/** The colours that a chart's canvas shows, as 32 bits each. */
export const colours = (page) =>
  chart(page)
    .locator("canvas")
    .evaluate((canvas) => {
      const copy = document.createElement("canvas"); // to read from the canvas itself slows it
      Object.assign(copy, { width: canvas.width, height: canvas.height });
      const context = copy.getContext("2d", { willReadFrequently: true });
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      return [...new Set(new Uint32Array(data.buffer))];
    });
export const painted = (page) => soon(async () => assert.ok((await colours(page)).length > 20));

/** Draws a point at the part (u, v) of the chart as a reader would, and reads it back. */
export async function drawn(page, [u, v], place = (...it) => it) {
  // The radio button covers its label and would be found in the page's own coordinates.
  await page.locator("dropout-playground").evaluate((it) => {
    const labels = [...it.shadowRoot.querySelectorAll("label")];
    labels
      .find(
        (one) =>
          one.textContent.includes("adds class 1") ||
          one.querySelector("[aria-label='adds class 1']"),
      )
      .click();
  });
  const before = (await points(page)).length;
  const box = await chart(page).boundingBox();
  const [x, y] = place(u, v);
  await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
  await soon(async () => assert.ok((await points(page)).length > before));
  return (await points(page)).at(-1);
}

export const near = ([x, y], [u, v], message) =>
  assert.ok(
    Math.abs(x - u) <= 2 && Math.abs(y - v) <= 2,
    `${message}: (${x}, ${y}), not (${u}, ${v})`,
  );

export const spot = [0.3, 0.35];
