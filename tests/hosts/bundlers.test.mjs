// Applications that import the packed npm package: built by Vite, esbuild and webpack, each trains in
// the element of its page and in a component of React, with an empty console. A bundler moves the
// scripts away from the engine's files: workers hold them inside.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { copyExample, install } from "./npm.mjs";
import { kinds, siteFolder, start, train } from "./tools.mjs";

const top = join(import.meta.dirname, "../..");
const folder = copyExample("bundlers");
const offline = await install(folder);

/** Unpacks the package that npm would publish, as npm installs it. */
function addPackage() {
  const made = join(top, "build/hosts/package");
  execFileSync(process.execPath, [join(top, "scripts/build/package.mjs"), siteFolder, made]);
  const archive = readdirSync(made).find((name) => name.endsWith(".tgz"));
  const into = join(folder, "node_modules/dropout-playground");
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  execFileSync("tar", ["-xzf", join(made, archive), "-C", into, "--strip-components=1"]);
}

before(() => {
  if (offline) return;
  addPackage();
  execFileSync(process.execPath, ["build.mjs"], { cwd: folder, stdio: "pipe" });
});

let expected;
for (const bundler of ["vite", "esbuild", "webpack"]) {
  test(`${bundler}: the imported element trains, alone and in React`, {
    skip: offline || false,
  }, async (context) => {
    const host = await start({}, join(folder, "out", bundler));
    context.after(() => host.stop());
    const { page, wrong, done } = await host.open("./");
    const result = await train(page);
    expected ??= result;
    assert.equal(result.length, 2);
    assert.deepEqual(result, expected);
    assert.deepEqual([...new Set(kinds(page))], ["blob"]);
    const react = page.locator("section dropout-playground");
    await react.scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "p = 0.5" }).click();
    const component = { locator: () => ({ first: () => react }) };
    assert.deepEqual(await train(component), expected, "its property reaches the element");
    assert.deepEqual(wrong, []);
    await done();
  });
}
