// Documentation made by real generators, with the lines that the embedding guide gives: training
// is started and finished in each. Some generators are Debian's, where a missing one is skipped; the
// others npm installs into build/hosts, skipped where it reaches no registry.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { kinds, siteFolder, start, train } from "./tools.mjs";

const out = fileURLToPath(new URL("../../build/hosts/", import.meta.url));
const parts = ["dropout-playground.js", "class.js", "assets"];

/** Copies the example to build/hosts, and the element to where its pages look for it. */
function prepare(name, assets) {
  const folder = join(out, name);
  // What npm installed for the same package.json is as good as new.
  const wanted = join(import.meta.dirname, name, "package.json");
  const modules = join(folder, "node_modules");
  const kept = join(out, `${name}-modules`);
  rmSync(kept, { recursive: true, force: true });
  if (existsSync(modules) && same(wanted, join(folder, "package.json"))) renameSync(modules, kept);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, assets), { recursive: true });
  cpSync(join(import.meta.dirname, name), folder, { recursive: true });
  for (const part of parts) {
    cpSync(join(siteFolder, part), join(folder, assets, part), { recursive: true });
  }
  if (existsSync(kept)) renameSync(kept, modules);
  return folder;
}

const same = (one, other) =>
  existsSync(other) && readFileSync(one, "utf8") === readFileSync(other, "utf8");

const options = (cwd) => ({ cwd, encoding: "utf8", stdio: "pipe" });

/** Installs what the example's package.json names; the sentence says why that was not possible. */
function install(folder) {
  if (existsSync(join(folder, "node_modules"))) return "";
  const run = spawnSync("npm", ["install", "--no-audit", "--no-fund"], options(folder));
  if (run.status === 0) return "";
  rmSync(join(folder, "node_modules"), { recursive: true, force: true });
  const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.exec(run.stderr);
  assert.ok(network, run.stderr);
  return `npm reaches no registry (${network[0]})`;
}

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
    words: "build --out-dir html",
  },
];

for (const { name, program, script, assets, words } of generators) {
  const missing = program && spawnSync(program, ["--version"]).error !== undefined;
  test(`${name}: trains in its page`, {
    skip: missing && `${program} is not installed`,
  }, async (context) => {
    const folder = prepare(name, assets);
    const offline = script ? install(folder) : "";
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
