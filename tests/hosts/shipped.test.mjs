// What is shipped: no code from strings, importable in Node, source maps that lead to TypeScript;
// two copies of it on one page work.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { soon } from "../browser/tools.mjs";
import { hostPolicy, short, siteFolder, start, train } from "./tools.mjs";

const element = `<dropout-playground spec="${short.replaceAll("&", "&amp;")}"></dropout-playground>`;
const page = (body) => `<!doctype html><html lang="en"><title>Host</title>
<link rel="icon" href="data:,"><h1>A host</h1>${body}</html>`;

const top = join(import.meta.dirname, "../..");

let host;
before(async () => {
  host = await start({
    "/twice": (assets) => {
      const other = assets.replace("localhost", "127.0.0.1");
      const scripts = [`${assets}dropout-playground.js`, `${other}dropout-playground.js`]
        .map((url) => `<script type="module" src="${url}"></script>`)
        .join("");
      return [page(scripts + element), hostPolicy(`${assets} ${other}`)];
    },
    "/once": (assets) => [
      page(`<script type="module" src="${assets}dropout-playground.js"></script>${element}`),
      hostPolicy(assets),
    ],
  });
});
after(() => host?.stop());

const files = readdirSync(siteFolder, { recursive: true, encoding: "utf8" });

test("no code is made from strings", () => {
  const scripts = files.filter((name) => /\.(m?js|html)$/.test(name));
  assert.ok(scripts.length > 5);
  for (const name of scripts) {
    const text = readFileSync(`${siteFolder}/${name}`, "utf8");
    const found =
      /(?<![\w$.])eval\s*\(|\bnew\s+Function\b|(?<![\w$.])Function\s*\(|\bnewFunc\b/.exec(text);
    assert.equal(found && `${name}: ${text.slice(found.index - 40, found.index + 40)}`, null);
  }
});

test("the element imports in Node, and registers nothing there", () => {
  const script = `
    const names = ["dropout-playground.js", "class.js", "widget.mjs"];
    for (const name of names) await import(${JSON.stringify(`file://${siteFolder}/`)} + name);
    console.log(typeof customElements, typeof HTMLElement);`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  assert.equal(said.trim(), "undefined undefined");
});

/** Where a text of a built script stands in the sources, by the script's map. */
function sourceOf(file, text) {
  const code = readFileSync(`${siteFolder}/${file}`, "utf8");
  const map = new SourceMap(JSON.parse(readFileSync(`${siteFolder}/${file}.map`, "utf8")));
  const before = code.slice(0, code.indexOf(text)).split("\n");
  const { originalSource, originalLine } = map.findEntry(before.length - 1, before.at(-1).length);
  const at = map.payload.sources.indexOf(originalSource);
  const lines = map.payload.sourcesContent[at].split("\n");
  return {
    path: originalSource.replace(/^(\.\.\/)*/, ""),
    near: lines.slice(originalLine).join("\n"),
  };
}

test("source maps lead to TypeScript", () => {
  const scripts = files.filter(
    (name) => /^(assets[/\\].*|[\w-]+)\.m?js$/.test(name) && name !== "sw.js",
  );
  assert.ok(scripts.length > 20);
  const sources = new Set();
  for (const name of scripts) {
    const text = readFileSync(`${siteFolder}/${name}`, "utf8");
    if (/^((import|export)[^;]*"[^"]*";)*$/.test(text)) continue; // it only hands on another's names
    const [, address] = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(text) ?? [];
    assert.equal(address, `${name.split(/[/\\]/).at(-1)}.map`, name);
    const map = JSON.parse(readFileSync(`${siteFolder}/${name}.map`, "utf8"));
    assert.equal(map.sources.length, map.sourcesContent.length);
    for (const source of map.sources) sources.add(source.replace(/^(\.\.\/)*/, ""));
  }
  for (const path of sources) {
    if (path.startsWith("web/")) assert.ok(existsSync(join(top, path.split("?")[0])), path);
  }
  assert.ok([...sources].filter((path) => /^web\/.*\.ts$/.test(path)).length > 100);
  const tag = '"dropout-playground"';
  const define = scripts.find((name) => /^assets[/\\]define-/.test(name));
  const found = sourceOf(define, tag.replaceAll('"', "`"));
  assert.equal(found.path, "web/element/define.ts");
  assert.ok(found.near.includes(tag), found.near);
});

test("the documentation's links lead somewhere, and its console stays empty", async () => {
  const pages = files.filter((name) => /^docs[/\\][\w-]+\.html$/.test(name));
  assert.ok(pages.length >= 5);
  for (const name of pages) {
    const { page, wrong, done } = await host.open(`${host.assets}${name}`);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((one) => one.href));
    for (const link of links.filter((one) => one.startsWith(host.assets))) {
      const file = new URL(link).pathname.slice(1);
      assert.ok(existsSync(`${siteFolder}/${file}`), `${name} links to ${file}`);
    }
    await page.setViewportSize({ width: 360, height: 700 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${name} is ${width} px wide`);
    assert.deepEqual(wrong, []);
    await done();
  }
});

test("pages of figures have characters where the essay has their names", () => {
  const pages = files.filter((name) => /^figures[/\\][\w-]+\.html$/.test(name));
  assert.ok(pages.length >= 5);
  for (const name of pages) {
    const text = readFileSync(`${siteFolder}/${name}`, "utf8");
    assert.equal(/&amp;#?\w+;/.exec(text)?.[0], undefined, name);
  }
});

test("two copies on a page: the first one wins, nothing breaks", async () => {
  const { page, wrong, done } = await host.open("twice");
  assert.equal((await train(page)).length, 2);
  assert.deepEqual(wrong, []);
  await done();
});

test("moved and removed: training survives the one, workers do not outlive the other", async () => {
  const { page, wrong, done } = await host.open("once");
  await train(page);
  await page.clock.install();
  const digest = () =>
    page.evaluate(() => document.querySelector("dropout-playground").result[0].digest);
  const before = await digest();
  await page.evaluate(() => {
    const section = document.body.appendChild(document.createElement("section"));
    section.append(document.querySelector("dropout-playground"));
  });
  await page.clock.runFor(10_000); // what an element does some time after it was removed
  assert.equal(await digest(), before);
  assert.equal(page.workers().length, 2);
  await page.evaluate(() => document.querySelector("dropout-playground").remove());
  await soon(async () => assert.equal(page.workers().length, 0));
  assert.deepEqual(wrong, []);
  await done();
});
