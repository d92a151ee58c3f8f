// Pages of other people, of all that they do to the boxes around an element: one page, in which one box
// is shown at a time. In each the element trains, paints, a click draws where it was made, and the
// point is read back from the link. Forced colours and print are tests/hosts/looks.test.mjs's.
import assert from "node:assert/strict";
import { radio } from "./page.mjs";

const spot = [0.3, 0.35];
const same = (u, v) => [u, v];

/** Each box: its style, what is around the element (IT), and where a part of a chart lies in its
 * bounding box. */
const boxes = {
  plain: ["", "IT", same],
  halved: ["transform:scale(.5);transform-origin:0 0", "IT", same],
  zoomed: ["zoom:.6", "IT", same],
  "upside down": ["transform:rotate(180deg)", "IT", (u, v) => [1 - u, 1 - v]],
  flex: ["display:flex;width:auto", "<i>text</i>IT", same],
  float: ["width:auto", '<div style="float:left">IT</div>', same],
  table: ["width:auto", "<table><tr><td>IT</td></tr></table>", same],
  dark: ["color-scheme:dark;background:#121212", "IT", same],
  "right to left": ["direction:rtl", '<div dir="rtl">IT</div>', same],
  shadow: ["", '<div class="host"></div>', same],
  moved: ["", "<div></div>IT", same],
  cloned: ["", "<div></div>IT", same],
};

const element =
  '<dropout-playground spec="data=moons&amp;width=8&amp;epochs=3" panels="field"></dropout-playground>';

export const page = (site, messages) => `<!doctype html><html lang="en"><head>
${messages ? `<script src="${site}messages.js"></script>` : ""}
<meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">
<style>body{margin:40px}section{width:700px}[hidden]{display:none!important}</style>
<script type="module" src="${site}dropout-playground.js"></script></head><body>
${Object.entries(boxes)
  .map(
    ([name, [style, inside]]) =>
      `<section hidden id="${name}" style="${style}">${inside.replace("IT", element)}</section>`,
  )
  .join("\n")}
<script>
const section = document.getElementById("shadow");
const root = section.querySelector(".host").attachShadow({ mode: "open" });
root.innerHTML = ${JSON.stringify(element)};
</script></body></html>`;

/** In the page: shows one box, and does what its name says. */
async function show(name) {
  const { documentElement: html } = document;
  for (const one of document.querySelectorAll("section")) one.hidden = one.id !== name;
  const box = document.getElementById(name);
  const home = box.querySelector(".host")?.shadowRoot ?? box;
  let it = home.querySelector("dropout-playground");
  if (name === "moved") box.firstElementChild.append(it);
  if (name === "cloned") {
    const copy = it.cloneNode(true);
    it.remove();
    box.firstElementChild.append(copy);
    it = copy;
  }
  html.style.fontSize = name === "table" ? "62.5%" : "";
  window.current = it;
  await it.updateComplete;
  void it.start();
}

const status = () => window.current.status;

/** In the page: how many colours the chart has, how wide the element is, how large its type. */
function look() {
  const it = window.current;
  const canvas = it.shadowRoot.querySelector(".views canvas");
  const button = it.shadowRoot.querySelector("button");
  const found = {
    width: it.offsetWidth,
    type: Number.parseFloat(getComputedStyle(button).fontSize),
  };
  if (!canvas?.width || !canvas.height) return { ...found, colours: 0 };
  const { width, height } = canvas;
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { ...found, colours: new Set(new Uint32Array(data.buffer)).size };
}

/** The point that the element's link has, as its bytes. */
async function lastPoint(page) {
  const link = await page.evaluate(() => window.current.getLink());
  const bytes = Buffer.from(/pts=b8\.([\w-]*)/.exec(link)?.[1] ?? "", "base64url");
  const count = Math.floor((4 * bytes.length) / 9);
  return count > 0 && [...bytes.subarray(2 * count - 2, 2 * count)];
}

export async function bearsHosts({ openHost }) {
  const shown = await openHost(page);
  let expected;
  for (const [name, [, , place]] of Object.entries(boxes)) {
    await shown.evaluate(show, name);
    const finished = async () => (await shown.evaluate(status)) === "finished";
    await shown.until(`${name}: it is trained`, finished);
    const painted = async () => {
      const found = await shown.evaluate(look);
      return found.colours > 8 && found;
    };
    const { width, type } = await shown.until(`${name}: it is painted`, painted);
    assert.ok(width >= 600, `${name}: ${width} px wide`);
    assert.ok(type >= 12, `${name}: type of ${type} px`);
    await shown.click(radio("adds class 1"));
    await shown.click({ css: ".panel .chart-box" }, place(...spot));
    const [x, y] = await shown.until(`${name}: a point is drawn`, () => lastPoint(shown));
    expected ??= [x, y];
    const far = Math.max(Math.abs(x - expected[0]), Math.abs(y - expected[1]));
    // Of 255. Boxes of other widths have other shares of margin; a wrong scale is off by 30 and more.
    assert.ok(far <= 8, `${name}: (${x}, ${y}), not (${expected})`);
  }
}
