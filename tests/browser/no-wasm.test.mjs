// A browser with WebAssembly switched off: the text stays, and the element says what is missing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { reach, start } from "./tools.mjs";

test("without WebAssembly, a sentence says so", async () => {
  const site = await start(["--js-flags=--jitless"]);
  try {
    const { page, wrong, done } = await site.open();
    assert.equal(await page.evaluate(() => typeof WebAssembly), "undefined");
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await reach(page, "failed");
    assert.match(await page.locator(".message").textContent(), /WebAssembly switched off/);
    const text = page.getByText("This experiment needs JavaScript");
    assert.equal(await text.isVisible(), true, "the text in its place is shown");
    assert.deepEqual(wrong, []);
    await done();
  } finally {
    await site.stop();
  }
});
