// What a reader downloads to open the first page, train both arms and ask about one text: all that
// was fetched but data and pictures, by gzip. Printed as a table, and held under its limit.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { reach, start } from "./tools.mjs";

const limit = 150_000;
const folder = process.env.SITE ?? join(import.meta.dirname, "../../build/site");
let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

test(`page and engine are under ${limit / 1000} KB together`, async () => {
  const fetched = new Set();
  const { page, wrong, done } = await site.open("", {}, (page) => {
    page.on("request", (request) => {
      const { origin, pathname } = new URL(request.url());
      if (origin === new URL(site.address).origin) fetched.add(pathname.slice(1) || "index.html");
    });
  });
  await page.getByRole("button", { name: "Train" }).first().click();
  await reach(page, ["running", "paused", "finished"]);
  const panel = page.locator(".text-panel").first();
  await panel.getByRole("textbox").fill("a small bird that sings at night");
  await panel.getByRole("button").first().click();
  await panel.getByText("small bird").first().waitFor();

  const parts = [...fetched].filter((path) => !/^data\/|\.svg$/.test(path));
  const sizes = parts.map((path) => {
    const bytes = readFileSync(join(folder, path));
    return { path, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  });
  sizes.sort((a, b) => b.gzip - a.gzip);
  const sum = sizes.reduce((total, { gzip }) => total + gzip, 0);
  for (const { path, bytes, gzip } of [...sizes, { path: "together", bytes: "", gzip: sum }]) {
    console.log(`${String(gzip).padStart(8)} ${String(bytes).padStart(8)}  ${path}`);
  }
  assert.ok(
    parts.some((path) => /core[^/]*\.wasm$/.test(path)),
    "the engine is counted",
  );
  assert.deepEqual(wrong, []);
  assert.ok(sum < limit, `${sum} bytes by gzip, limit ${limit}`);
  await done();
});
