// The budgets of what a reader downloads, by gzip: script before the essay's first figure, all that a
// first training in the essay waits for, the element with everything. Each is printed with its parts.
// Data and pictures are not counted; source maps are fetched by developer tools alone. Everything
// was to stay below 320 KB and is at 375: reading tables as people bring them, predicting their new
// rows, its views and exports, and errors in two languages take most of the difference. An engine of
// its own for tables, fetched with the first table, would bring it back.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { reach, start } from "./tools.mjs";

const limits = { script: 60_000, training: 160_000, figure: 185_000, everything: 380_000 };
const folder = process.env.SITE ?? join(import.meta.dirname, "../../build/site");
let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

/** Prints a table of the files and holds their sum under a limit. */
function assertWithin(limit, what, paths) {
  const sizes = [...paths].map((path) => {
    const bytes = readFileSync(join(folder, path));
    return { path, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  });
  sizes.sort((a, b) => b.gzip - a.gzip);
  const sum = sizes.reduce((total, { gzip }) => total + gzip, 0);
  console.log(`\n${what}: ${sum} bytes by gzip, limit ${limit}`);
  for (const { path, bytes, gzip } of sizes) {
    console.log(`${String(gzip).padStart(8)} ${String(bytes).padStart(8)}  ${path}`);
  }
  assert.ok(sum <= limit, `${what}: ${sum} bytes by gzip, limit ${limit}`);
}

/** A page whose requests for its own files are remembered, but for data and pictures. */
async function recorded(path = "") {
  const fetched = new Set();
  const opened = await site.open(path, {}, async (page) => {
    // A reader begins at the top: what is out of sight there is not fetched.
    await page.addInitScript(() => {
      Element.prototype.scrollIntoView = () => {};
      // The self-check, which starts by itself after a training, fetches the whole engine: it is no
      // part of a figure, and on a busy machine it would begin before the figure is looked at.
      document.addEventListener("dropout-done", (event) => event.stopImmediatePropagation());
    });
    page.on("request", (request) => {
      const { origin, pathname } = new URL(request.url());
      const name = pathname.slice(1) || "index.html";
      if (origin === new URL(site.address).origin && !/^data\/|\.svg$/.test(name)) {
        fetched.add(name);
      }
    });
  });
  return { ...opened, fetched };
}

const assets = readdirSync(join(folder, "assets")).map((name) => `assets/${name}`);

/** Which of the hashed files a file names. */
function namedIn(path) {
  const text = readFileSync(join(folder, path), "latin1");
  const names = text.match(/[\w.-]+-[\w-]{8}\.(?:js|css|wasm)\b(?!\.map)/g) ?? [];
  return assets.filter((asset) => names.includes(asset.slice("assets/".length)));
}

/** `first`, and all that can be reached from it but what `left` matches. */
function reachable(first, left) {
  const found = new Set([first]);
  for (const path of found) {
    if (path.endsWith(".wasm")) continue;
    for (const next of namedIn(path)) if (!left.test(next)) found.add(next);
  }
  return found;
}

test("script before the essay's first figure", async () => {
  const { page, fetched, wrong, done } = await recorded();
  await page.getByRole("button", { name: "Run this figure" }).first().waitFor();
  await page.waitForLoadState("networkidle");
  const scripts = [...fetched].filter((path) => /\.m?js$/.test(path));
  assert.ok(scripts.some((path) => path.includes("dropout-element")));
  assertWithin(limits.script, "script before the first figure", scripts);
  assert.deepEqual(wrong, []);
  await done();
});

for (const [what, name] of [
  ["the first figure", "Run this figure"],
  ["two arms on texts", "Train"],
]) {
  test(`a first training in the essay: what ${what} waits for`, async () => {
    const { page, fetched, done } = await recorded();
    const button = page.getByRole("button", { name }).first();
    await button.waitFor();
    await page.waitForLoadState("networkidle");
    const needed = new Set(fetched);
    // Views come beside the training: held back, they must not hold it back.
    await page.route("**/assets/*", (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      if (!/\/(worker|core-small)-/.test(path)) return;
      needed.add(path);
      return route.continue();
    });
    await button.click();
    await reach(page, ["running", "paused", "finished"]);
    assertWithin(limits.training, `waited for by ${what}`, needed);
    await done();
  });
}

test("a first training in the essay: the figure with its views", async () => {
  const { page, fetched, wrong, done } = await recorded();
  await page.getByRole("button", { name: "Run this figure" }).first().click();
  await reach(page, "finished");
  await page.locator(".has-run .answer").first().filter({ hasText: /\d/ }).waitFor();
  assertWithin(limits.figure, "first figure with its views", fetched);
  assert.deepEqual(wrong, []);
  await done();
});

test("a first training in the essay: two arms on texts with their views, and a question", async () => {
  const { page, fetched, wrong, done } = await recorded();
  await page.getByRole("button", { name: "Train" }).first().click();
  await reach(page, ["running", "paused", "finished"]);
  const panel = page.locator(".text-panel").first();
  await panel.getByRole("textbox").fill("a small bird that sings at night");
  await panel.getByRole("button").first().click();
  await panel.getByText("small bird").first().waitFor();
  assertWithin(limits.figure, "texts with their views, trained and asked about", fetched);
  assert.deepEqual(wrong, []);
  await done();
});

test("a first training in a frame", async () => {
  const { page, fetched, wrong, done } = await recorded("embed.html#v=1&epochs=3&b.p=0.5");
  await page.getByRole("button", { name: "Train" }).first().click();
  await reach(page, ["running", "paused", "finished"]);
  assertWithin(limits.training, "frame trained", fetched);
  assert.deepEqual(wrong, []);
  await done();
});

test("the element with everything", () => {
  // What stands in where a browser lacks SIMD or module workers; the engine that only starts sooner:
  // the whole one can all that the small one can; and the views' words in one of two languages, of
  // which a reader loads one: the longer ones are counted.
  const others = /\/(core-scalar|core-small|bytes|bytes-scalar|blob|page-thread|en)-[\w-]{8}\./;
  const all = reachable("dropout-playground.js", others);
  const views = [...all].filter((path) => /-panels?-/.test(path));
  assert.ok(views.length >= 10, views.join(", "));
  const reaches = (test) => assert.ok([...all].some(test), `${test} is not reached`);
  reaches((path) => /core-[\w-]{8}\.wasm$/.test(path));
  reaches((path) => /worker-[\w-]{8}\.js$/.test(path));
  reaches((path) => readFileSync(join(folder, path), "utf8").includes("Lernrate"));
  assertWithin(limits.everything, "the element with everything", all);
});

test("the single file", () => {
  assertWithin(limits.everything, "the single file", ["dropout-playground.html"]);
});
