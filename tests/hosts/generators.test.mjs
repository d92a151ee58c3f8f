// Documentation made by real generators, with the lines that the embedding guide gives: training
// is started and finished in each. The generators are Debian's; a missing one is skipped.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { kinds, siteFolder, start, train } from "./tools.mjs";

const out = fileURLToPath(new URL("../../build/hosts/", import.meta.url));
const parts = ["dropout-playground.js", "class.js", "assets"];

/** Copies the example to build/hosts, and the element to where its pages look for it. */
function prepare(name, assets) {
  const folder = join(out, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, assets), { recursive: true });
  cpSync(join(import.meta.dirname, name), folder, { recursive: true });
  for (const part of parts) {
    cpSync(join(siteFolder, part), join(folder, assets, part), { recursive: true });
  }
  return folder;
}

const generators = [
  {
    name: "mkdocs",
    assets: "docs/dropout",
    build: (folder) => execFileSync("mkdocs", ["build", "-q", "-d", "html"], { cwd: folder }),
  },
  {
    name: "sphinx",
    program: "sphinx-build",
    assets: "_static/dropout",
    build: (folder) => execFileSync("sphinx-build", ["-q", ".", "html"], { cwd: folder }),
  },
];

for (const { name, program = name, assets, build } of generators) {
  const missing = spawnSync(program, ["--version"]).error !== undefined;
  test(`${name}: trains in its page`, {
    skip: missing && `${program} is not installed`,
  }, async () => {
    const folder = prepare(name, assets);
    build(folder);
    const host = await start({}, join(folder, "html"));
    try {
      const { page, wrong, done } = await host.open("index.html");
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
