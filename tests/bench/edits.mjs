// From an edit to the screen: how long `npm run dev` takes to show a changed line of the element, of a
// style sheet, and of the core.
//   node tests/bench/edits.mjs [--rounds 5] [--only typescript,css,core]
// Saves a file of this folder, waits until the page shows it, and puts the file back. The first two
// need scripts/build.sh page, the core scripts/build.sh wasm-debug. Prints medians, the shortest and
// the longest; wants an idle machine.
import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { serveSources } from "../../scripts/dev/serve.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    only: { type: "string", default: "typescript,css,core" },
  },
});
const rounds = Number(values.rounds);
const address = "embed.html#v=1&data=moons&p=0.5&n=200&epochs=30";

/** The page shows edit number `n`: a property of the element, or of the page, has that value. */
const propertyIs = (page, selector, n) =>
  page.waitForFunction(
    ([selector, n]) => {
      const element = document.querySelector(selector);
      return element && getComputedStyle(element).getPropertyValue("--edited").trim() === n;
    },
    [selector, String(n)],
    { polling: 10 },
  );

/** The page was loaded anew, and its element has trained a step. */
async function trainsAgain(page) {
  await page.waitForFunction(() => !window.old && customElements.get("dropout-playground"), null, {
    polling: 10,
  });
  await page.locator("dropout-playground").evaluate(async (it) => {
    await it.updateComplete;
    await it.step(1);
  });
  await page.waitForFunction(
    () => document.querySelector("dropout-playground").result[0]?.status?.step === 1,
    null,
    { polling: 10 },
  );
}

/** What is edited, how, and how the page shows it. */
const edits = {
  typescript: {
    file: "web/element/styles.ts",
    change: (text, n) => text.replace(":host {", `:host { --edited: ${n};`),
    shown: (page, n) => propertyIs(page, "dropout-playground", n),
  },
  css: {
    file: "web/shared/tokens.css",
    change: (text, n) => `${text}:root { --edited: ${n}; }\n`,
    shown: (page, n) => propertyIs(page, ":root", n),
  },
  core: {
    file: "src/nn/dropout.cpp",
    // The compiler's cache sees that this is another file, and no other file has to be compiled.
    change: (text, n) => `${text}static_assert(${n} > 0);\n`,
    shown: (page) => trainsAgain(page),
    engineFolder: "build/wasm-debug",
  },
};

const sorted = (times) => times.toSorted((a, b) => a - b);

/** Seconds from saving each edit until it is shown. */
async function measure({ file, change, shown, engineFolder = "build/wasm" }) {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  if (change(text, 1) === text) throw new Error(`${file} has no place for the edit`);
  const server = await serveSources(0, { logLevel: "error", engineFolder });
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const times = [];
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(600_000); // only an end to what hangs
    await page.goto(server.resolvedUrls.local[0] + address);
    await page.waitForFunction(() => customElements.get("dropout-playground"));
    for (let i = 0; i <= rounds; i++) {
      await page.evaluate(() => {
        window.old = true;
      });
      const n = (Date.now() % 1e9) + 1;
      const started = performance.now();
      writeFileSync(path, change(text, n));
      await shown(page, n);
      if (i > 0) times.push((performance.now() - started) / 1000); // the first warms caches
    }
  } finally {
    writeFileSync(path, text);
    await browser.close();
    await server.close();
  }
  return sorted(times);
}

console.log(`load before: ${loadavg()[0].toFixed(1)}; ${rounds} edits each, after one more`);
for (const name of values.only.split(",")) {
  if (!edits[name]) throw new Error(`no such edit: ${name}`);
  const times = await measure(edits[name]);
  const of = (i) => `${times[i].toFixed(2)} s`;
  const median = of(Math.floor(times.length / 2));
  console.log(
    `${name.padEnd(10)} ${median} (${of(0)} to ${of(times.length - 1)})  ${edits[name].file}`,
  );
}
process.exit(0);
