// The figures before they are played, and their own pages: posters of known size with numbers for
// who cannot see them, no layout that jumps, few scripts, and addresses that hosts can embed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { scriptBytes, scrollThrough } from "../bench/vitals.mjs";
import { patience } from "./chromium.mjs";
import { reach, shots, soon, start } from "./tools.mjs";

const root = join(import.meta.dirname, "../..");
const folder = process.env.SITE ?? join(root, "build/site");
let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

const pages = () => readdirSync(join(folder, "figures")).filter((name) => name.endsWith(".html"));

test("few scripts, no engine and no data come before a figure is played", async () => {
  const { page, done } = await site.open(); // it scrolls to the playground
  const fresh = await page.context().newPage();
  const paths = [];
  fresh.on("request", (request) => paths.push(new URL(request.url()).pathname));
  await fresh.goto(site.address, { waitUntil: "networkidle" });
  const bytes = scriptBytes(folder, paths);
  console.log(`${bytes} bytes of script by gzip before a figure is played`);
  assert.ok(bytes > 10_000, `${bytes} bytes of script`); // size.test.mjs has the limit
  const early = paths.filter((path) => /\.wasm$|\/worker-|\/data\/|\/sw\.js$/.test(path));
  assert.deepEqual(early, []);
  await done();
});

test("each figure shows a poster of known size, and says what it shows", async () => {
  const shifts = (page) =>
    page.addInitScript(() => {
      window.shifted = 0;
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput } of list.getEntries())
          if (!hadRecentInput) window.shifted += value;
      }).observe({ type: "layout-shift", buffered: true });
    });
  const { page, wrong, done } = await site.open("", {}, shifts);
  const figures = await page.locator(".experiment").evaluateAll((all) =>
    all
      .filter((one) => one.querySelector("template")?.content.querySelector("dropout-playground"))
      .map((one) => {
        const image = one.querySelector(".poster img");
        return image && [image.alt, image.loading, image.width > 0 && image.height > 0];
      }),
  );
  assert.ok(figures.length >= 10);
  for (const figure of figures) {
    assert.ok(figure, "a figure has no poster");
    const [alt, loading, sized] = figure;
    assert.match(alt, /^[A-Z]\w+/);
    assert.equal(loading, "lazy");
    assert.ok(sized);
  }
  await page.evaluate(() => scrollTo(0, 0));
  await scrollThrough(page);
  const image = page.locator(".poster img").last();
  await image.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => [...document.images].at(-1).complete);
  assert.ok(await image.evaluate((it) => it.naturalWidth > 0), "it is there");
  assert.ok((await page.evaluate(() => window.shifted)) < 0.1);
  assert.deepEqual(wrong, []);
  await done();
});

test("without JavaScript each figure says what its run came to", async () => {
  const { page } = await site.open();
  const bare = await page.context().browser().newContext({ javaScriptEnabled: false });
  bare.setDefaultTimeout(patience);
  const still = await bare.newPage();
  await still.goto(site.address);
  const figures = await still.locator(".experiment").all();
  assert.ok(figures.length >= 20);
  const all = new Set();
  for (const figure of figures) {
    const found = figure.locator(".found");
    assert.ok(await found.isVisible());
    const said = await found.textContent();
    assert.match(said, /^[A-Z\d].*\d.*\.$/);
    assert.doesNotMatch(said, /NaN|undefined|Infinity/);
    all.add(said);
    assert.match(
      await figure.locator(".found + p").textContent(),
      /^(Seed \d+, |\d+ runs, \d+ seeds)/,
    );
    assert.ok(!(await figure.locator(".run").isVisible()), "nothing offers what cannot be done");
  }
  assert.equal(all.size, figures.length, "each has a sentence of its own");
  await still.locator("noscript p").waitFor();
  await bare.close();
  await page.context().close();
});

/** Figures that train in moments. */
const quick = ["twice", "ridge", "subnets", "gap", "spirals"];

test("what a figure says before it is played is what the same run says in the browser", async () => {
  const { page, wrong, done } = await site.open();
  for (const name of quick) {
    const figure = page.locator(`#figure-${name}`);
    const before = await figure.locator(".found").textContent();
    await figure.getByRole("button", { name: /^Run this figure/ }).click();
    await soon(async () => {
      const status = await figure.locator("dropout-playground").evaluate((it) => it.status);
      assert.equal(status, "finished", name);
      assert.equal(await figure.locator(".answer").textContent(), before, name);
    });
    assert.ok(!(await figure.locator(".found").isVisible()), "its own run answers in its place");
  }
  assert.deepEqual(wrong, []);
  await done();
});

test("the start of the page holds no picture", () => {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  assert.ok(!html.slice(0, 45_000).includes("data:image"));
  const posters = readdirSync(join(folder, "assets")).filter((name) => /-\w{8}\.svg$/.test(name));
  const sum = posters.reduce((n, name) => n + readFileSync(join(folder, "assets", name)).length, 0);
  assert.ok(posters.length > 0);
  assert.ok(sum < 1_000_000, `${sum} bytes of posters`);
});

test("on a narrow dark page the posters are narrow and dark", async () => {
  const options = { viewport: { width: 360, height: 740 }, colorScheme: "dark" };
  const { page, wrong, done } = await site.open("", options);
  const image = page.locator(".poster img").first();
  await image.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector(".poster img").complete);
  assert.match(await image.evaluate((it) => it.currentSrc), /\.nd\.svg$/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(wide, 360, "nothing stands out");
  await page.screenshot({ path: `${shots}/poster-360.png` });
  assert.deepEqual(wrong, []);
  await done();
});

test("a figure's page trains it and leads back", async () => {
  assert.ok(pages().length >= 10);
  const name = pages().find((one) => /masks|what/.test(one)) ?? pages()[0];
  const { page, element, wrong, done } = await site.open(`figures/${name}`);
  await element.evaluate((it) => it.start());
  await reach(page, ["running", "finished"]);
  await page.locator("nav a").click();
  await page.waitForURL(/index\.html#[\w-]+$/);
  assert.ok(await page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`).count());
  assert.deepEqual(wrong, []);
  await done();
});

test("with the site's address, pages say where they are and how to embed them", () => {
  const copy = mkdtempSync(join(tmpdir(), "site-"));
  try {
    for (const part of ["index.html", "assets"]) {
      cpSync(join(folder, part), join(copy, part), { recursive: true });
    }
    const env = { ...process.env, SITE_URL: "https://example.org/dropout" };
    execFileSync("node", [join(root, "scripts/site/figures.mjs"), copy], { cwd: root, env });
    for (const name of pages()) {
      const html = readFileSync(join(copy, "figures", name), "utf8");
      const one = (pattern) => pattern.exec(html)?.[1];
      const address = `https://example.org/dropout/figures/${name}`;
      assert.equal(one(/rel="canonical" href="([^"]*)"/), address);
      assert.equal(one(/og:url" content="([^"]*)"/), address);
      assert.ok(one(/og:title" content="([^"]+)"/));
      assert.ok(one(/og:description" content="([^"]+)"/));
      const image = one(/og:image" content="([^"]*)"/);
      const picture = readFileSync(join(copy, image.replace("https://example.org/dropout/", "")));
      assert.deepEqual([picture.readUInt32BE(16), picture.readUInt32BE(20)], [1200, 630]);
      const link = one(/application\/json\+oembed" href="([^"]*)"/);
      const answer = readFileSync(
        join(copy, link.replace("https://example.org/dropout/", "")),
        "utf8",
      );
      const { version, type, html: frame, width, height, thumbnail_url } = JSON.parse(answer);
      assert.deepEqual([version, type], ["1.0", "rich"]);
      assert.ok(width > 0 && height > 0);
      assert.equal(thumbnail_url, image);
      assert.match(
        frame,
        /^<iframe src="https:\/\/example\.org\/dropout\/embed\.html[^"]*#v=1&amp;/,
      );
    }
    const essay = readFileSync(join(copy, "index.html"), "utf8");
    assert.match(essay, /<meta property="og:image" content="https:\/\/example\.org\/dropout\/fig/);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
