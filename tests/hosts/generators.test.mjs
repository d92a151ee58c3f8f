// Documentation made by real generators, with the lines that the embedding guide gives: training
// is started and finished in each. Some generators are Debian's, where a missing one is skipped; the
// others npm installs into build/hosts, skipped where it reaches no registry.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { copyExample, install } from "./npm.mjs";
import { kinds, siteFolder, start, train } from "./tools.mjs";

const parts = ["dropout-playground.js", "class.js", "assets"];

/** The example in build/hosts, with the element where its pages look for it. */
function prepare(name, assets) {
  const folder = copyExample(name);
  mkdirSync(join(folder, assets), { recursive: true });
  for (const part of parts) {
    cpSync(join(siteFolder, part), join(folder, assets, part), { recursive: true });
  }
  return folder;
}

const options = (cwd) => ({ cwd, encoding: "utf8", stdio: "pipe" });

/** `program` is Debian's; `script` stands in what npm installs. */
const generators = [
  { name: "mkdocs", program: "mkdocs", assets: "docs/dropout", words: "build -q -d html" },
  { name: "sphinx", program: "sphinx-build", assets: "_static/dropout", words: "-q . html" },
  { name: "eleventy", script: "@11ty/eleventy/cmd.cjs", assets: "dropout", words: "--output=html" },
  {
    name: "vitepress",
    script: "vitepress/bin/vitepress.js",
    assets: "public/dropout",
    words: "build . --outDir html",
  },
  {
    name: "docusaurus",
    script: "@docusaurus/core/bin/docusaurus.mjs",
    assets: "static/dropout",
    words: "build --no-minify --out-dir html",
  },
];

/** Folders of the examples; npm fills theirs at the same time, one beside the other. */
const prepared = new Map(
  generators.map(({ name, script, assets }) => {
    const folder = prepare(name, assets);
    const installed = script ? install(folder) : Promise.resolve("");
    installed.catch(() => {}); // its test says what went wrong
    return [name, { folder, installed }];
  }),
);

for (const { name, program, script, words } of generators) {
  const missing = program && spawnSync(program, ["--version"]).error !== undefined;
  test(`${name}: trains in its page`, {
    skip: missing && `${program} is not installed`,
  }, async (context) => {
    const { folder, installed } = prepared.get(name);
    const offline = await installed;
    if (offline) return context.skip(offline);
    const before = script ? [join(folder, "node_modules", script)] : [];
    execFileSync(program ?? process.execPath, [...before, ...words.split(" ")], options(folder));
    const host = await start({}, join(folder, "html"));
    try {
      const { page, wrong, done } = await host.open("./");
      const result = await train(page);
      assert.equal(result.length, 2);
      // MkDocs has a worker of its own, for its search.
      assert.ok(kinds(page).every((kind) => kind === "http") && kinds(page).length >= 2);
      assert.deepEqual(wrong, []);
      await done();
    } finally {
      await host.stop();
    }
  });
}
