// The development server: a page from the sources trains under its policy, and an element whose code
// changes is replaced without a reload, with its run. Uses the engine of build/wasm.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { serveSources } from "../../scripts/dev/serve.mjs";
import { openBrowser } from "../browser/chromium.mjs";
import { reach, soon } from "../browser/tools.mjs";

let server;
let browser;
before(async () => {
  server = await serveSources(0, { logLevel: "error", engineFolder: "build/wasm" });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("sources train, and new code takes over a run without a reload", async () => {
  const page = await browser.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") wrong.push(message.text());
  });
  const [address] = server.resolvedUrls.local;
  const response = await page.goto(`${address}embed.html#v=1&data=moons&p=0.5&n=200&epochs=30`);
  assert.match(
    response.headers()["content-security-policy"],
    /default-src 'none'.*'wasm-unsafe-eval'/,
  );
  await page.getByRole("button", { name: "Train" }).first().click();
  await reach(page, "finished");
  const digest = () =>
    page.evaluate(() => document.querySelector("dropout-playground").result[0]?.digest);
  assert.equal(await digest(), "92d332d7fcd37ae0");

  await page.evaluate(() => {
    globalThis.notReloaded = true;
    document.querySelector("dropout-playground").isOld = true;
  });
  server.watcher.emit("change", join(server.config.root, "web/element/styles.ts"));
  await soon(async () => {
    const [old, kept] = await page.evaluate(() => [
      document.querySelector("dropout-playground").isOld,
      globalThis.notReloaded,
    ]);
    assert.deepEqual([old, kept], [undefined, true]);
  });
  await soon(async () => assert.equal(await digest(), "92d332d7fcd37ae0"));
  assert.deepEqual(wrong, []);
  await page.close();
});
