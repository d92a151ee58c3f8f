// A frame as WordPress shows it after its oEmbed: a sandbox of 200 px, a secret behind the address,
// the experiment in the query alone, and a host that gives it the height it says with that secret.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { soon } from "../browser/tools.mjs";
import { short, start, train } from "./tools.mjs";

const secret = "kT3vR9wQ1z";

/** What wp-includes/js/wp-embed.js does with a message, in short. */
function receive() {
  window.heard = [];
  addEventListener("message", (event) => {
    const { data } = event;
    if (!(data?.secret || data?.message || data?.value)) return;
    window.heard.push(data);
    if (/[^a-zA-Z0-9]/.test(data.secret)) return;
    for (const frame of document.querySelectorAll(`iframe[data-secret="${data.secret}"]`)) {
      if (event.source !== frame.contentWindow || data.message !== "height") continue;
      frame.height = Math.min(1000, Math.max(200, Number.parseInt(data.value, 10)));
    }
  });
}

const frame =
  (address, own = "") =>
  (assets) => [
    `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">
<script>(${receive})()</script>
<iframe sandbox="allow-scripts" security="restricted" title="Dropout" width="600" height="200"
data-secret="${secret}" src="${assets}${address}"></iframe>${own}</html>`,
  ];
const query = short.replaceAll("&", "&amp;");

let host;
before(async () => {
  host = await start({
    "/appended": frame(`embed.html?${query}#?secret=${secret}`),
    "/fragment": frame(`embed.html#${query}#?secret=${secret}`),
    "/ready": frame(
      `embed.html?${query}`,
      `<script>document.querySelector("iframe").onload = ({ target }) =>
target.contentWindow.postMessage({ message: "ready", secret: "${secret}" }, "*")</script>`,
    ),
    "/none": frame(`embed.html?${query}`),
  });
});
after(() => host?.stop());

let expected;
for (const way of ["appended", "fragment", "ready"]) {
  test(`secret ${way}: the experiment is read, the height is said, and it trains`, async () => {
    const { page, wrong, done } = await host.open(way);
    const inside = page.frameLocator("iframe");
    const element = inside.locator("dropout-playground");
    await element.waitFor();
    const [a, b] = await element.evaluate((it) => it.specs);
    assert.deepEqual([a.epochs, a.seed, a.p, b.p], [3, 7, 0, 0.5]);
    assert.equal(await inside.locator(".message").count(), 0, "nothing to say of the link");
    await soon(async () => {
      const height = await page.evaluate(() => Number(document.querySelector("iframe").height));
      const needed = await element.evaluate((it) => it.getBoundingClientRect().bottom);
      assert.ok(Math.abs(height - Math.min(1000, needed)) <= 8, `${height} for ${needed}`);
    });
    const result = await train(inside);
    expected ??= result;
    assert.deepEqual(result, expected);
    assert.deepEqual(wrong, []);
    await done();
  });
}

test("without a secret nothing is said in WordPress's form", async () => {
  const { page, done } = await host.open("none");
  await train(page.frameLocator("iframe"));
  assert.deepEqual(await page.evaluate(() => window.heard), []);
  await done();
});
