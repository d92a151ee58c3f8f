// Drives the built page through the same scenarios in every engine, one engine after the other, and
// prints a table of engines by scenarios:
//   node tests/engines/run.mjs [--on chromium,firefox,webkit] [--some] [--only PART-OF-A-NAME]
// --some plays those that each run of the tests has (scenarios.mjs says which). An engine that is
// not installed is skipped, and named.
// SITE names another folder than build/site. Exits 1 if anything failed. A failing scenario leaves
// a picture of its last page in build/screenshots.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { trainAll } from "../../scripts/replay/train.mjs";
import { Page } from "./page.mjs";
import { inEachRun, scenarios } from "./scenarios.mjs";
import { serveHost, serveSite } from "./site.mjs";

const root = join(import.meta.dirname, "../..");
const shots = join(root, "build/screenshots");
const seconds = Number(process.env.WAIT ?? 300); // for one condition: only an end to what hangs
const limit = 1500; // for one scenario

/** Digests of a link's arms by the module in Node. */
async function trainInNode(link) {
  const { default: create } = await import(pathToFileURL(join(root, "build/wasm/core.mjs")).href);
  const wasm = readFileSync(join(root, "build/wasm/core.wasm"));
  const container = (name) => {
    const path = join(root, `build/data/${name}.bin`);
    return existsSync(path) ? new Uint8Array(readFileSync(path)) : new Uint8Array();
  };
  return (await trainAll(create, wasm, [link], container))[0];
}

const { values } = parseArgs({
  options: {
    on: { type: "string", default: "chromium,firefox,webkit" },
    some: { type: "boolean", default: false },
    only: { type: "string", default: "" },
  },
});
const chosen = scenarios.filter(
  ([name]) => name.includes(values.only) && (!values.some || inEachRun.includes(name)),
);
if (chosen.length === 0) throw new Error(`no scenario is called "${values.only}"`);
const found = new Map();

/** Holds that a value is the same in all engines. */
function same(what, value) {
  if (!found.has(what)) found.set(what, value);
  assert.equal(value, found.get(what), `${what}, as another engine has it`);
}

/** What one scenario works with, and how all of it ends. */
function stage(name, driver, site, messagesInPage) {
  const pages = [];
  const hosts = [];
  const openAt = async (address, { colorScheme = "light" } = {}) => {
    const viewport = { width: 1280, height: 900 };
    const page = new Page(await driver.open(address, { colorScheme, viewport }), seconds);
    pages.push(page);
    if (!/\/(docs|figures)\//.test(address)) await settle(page);
    return page;
  };
  const open = (path, options) => openAt(site.address + path, options);
  const openFile = (path, fragment) =>
    openAt(pathToFileURL(join(site.folder, path)).href + fragment);
  /** A page of another origin, made for the site's address. */
  const openHost = async (html) => {
    const host = await serveHost(html(site.address, messagesInPage));
    hosts.push(host);
    return openAt(host.address);
  };
  /** The path of a file that the page saves under a name. */
  const saved = (page, file) => {
    const path = join(driver.downloads, file);
    const there = () => existsSync(path) && statSync(path).size > 0 && path;
    return page.until(`${file} is saved`, there);
  };
  const close = async () => {
    const messages = [];
    for (const page of pages.filter(({ closed }) => !closed)) await page.close();
    for (const page of pages) messages.push(...page.messages);
    for (const host of hosts) host.stop();
    assert.deepEqual([...messages, ...site.failed.splice(0)], [], "the console is empty");
  };
  return { open, openFile, openHost, saved, same, node: trainInNode, close, pages, name };
}

/** The element is there, and in sight: in an essay it rests while it is not. */
async function settle(page) {
  await page.waitFor("the element is defined", () => customElements.get("dropout-playground") && 1);
  await page.evaluate(async () => {
    const element = document.querySelector("dropout-playground");
    await element.updateComplete;
    element.scrollIntoView();
  });
}

/** Rejects when a scenario has taken too long: a driver may wait for ever. */
function within(promise) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not within ${limit} s`)), 1000 * limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function play({ engine, driver, site, messagesInPage }, [name, act]) {
  const start = performance.now();
  const all = stage(engine, driver, site, messagesInPage);
  let error;
  try {
    await within(act(all));
  } catch (failure) {
    error = failure;
    await picture(engine, name, all.pages).catch(() => {});
  }
  try {
    await within(all.close());
  } catch (failure) {
    error ??= failure;
  }
  return { name, error, seconds: (performance.now() - start) / 1000 };
}

async function picture(engine, name, pages) {
  mkdirSync(shots, { recursive: true });
  const file = join(shots, `failed-${engine}-${name.replace(/\W+/g, "-")}.png`);
  writeFileSync(file, await pages.at(-1).tab.screenshot());
}

async function runEngine(engine) {
  const { launch, missing, messagesInPage } = await import(`./drivers/${engine}.mjs`);
  const skipped = missing();
  if (skipped) return { engine, version: "", results: [], seconds: 0, skipped };
  const site = await serveSite(process.env.SITE ?? join(root, "build/site"), messagesInPage);
  const start = performance.now();
  try {
    const driver = await launch();
    const results = [];
    try {
      const where = { engine, driver, site, messagesInPage };
      for (const scenario of chosen) results.push(await play(where, scenario));
    } finally {
      await driver.close();
    }
    return {
      engine,
      version: driver.version,
      results,
      seconds: (performance.now() - start) / 1000,
    };
  } finally {
    await site.stop();
  }
}

function table(engines) {
  const width = Math.max(...chosen.map(([name]) => name.length));
  const line = (name, cells) =>
    [name.padEnd(width), ...cells.map((it) => it.padEnd(22))].join("  ").trimEnd();
  const all = (cell) => engines.map(cell);
  const outcome = ({ results, skipped }, i) => {
    if (skipped) return "skipped";
    const { error, seconds } = results[i];
    return `${error ? "FAILED" : "passed"} ${seconds.toFixed(1).padStart(6)} s`;
  };
  return [
    line(
      "scenario",
      all(({ engine, version }) => `${engine} ${version}`),
    ),
    ...chosen.map(([name], i) =>
      line(
        name,
        all((one) => outcome(one, i)),
      ),
    ),
    line(
      "all",
      all(({ seconds }) => `       ${seconds.toFixed(1).padStart(6)} s`),
    ),
  ].join("\n");
}

// WebKitWebDriver was seen to wait without end for its MiniBrowser when another browser started
// beside it, never when it ran alone.
const engines = [];
for (const engine of values.on.split(",")) engines.push(await runEngine(engine));
let failed = 0;
for (const { engine, results, skipped } of engines) {
  if (skipped) console.log(`skipped ${chosen.length}: the scenarios in ${engine}: ${skipped}`);
  for (const { name, error } of results.filter(({ error }) => error)) {
    failed += 1;
    console.log(`${engine}: ${name}: ${error.stack}\n`);
  }
}
const passed = engines.flatMap(({ results }) => results).length - failed;
console.log(`${table(engines)}\n${passed} scenarios passed, ${failed} failed`);
const skipping = engines.every(({ skipped }) => skipped);
process.exitCode = failed > 0 || (passed === 0 && !skipping) ? 1 : 0;
