// scripts/test.sh itself, in a folder that has its scripts, the runner of the browser tests and
// planted test files: a failing test makes the run fail, and what was skipped is named at the end.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const top = join(import.meta.dirname, "../../..");
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const copied = [
  "package.json",
  "scripts/test.sh",
  "scripts/common.sh",
  "scripts/build/progress.sh",
  "scripts/site/serve.mjs",
  "tests/browser/run.mjs",
  "tests/browser/chromium.mjs",
];
const folder = mkdtempSync(join(tmpdir(), "dropout-tests-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text, { mode: 0o755 });
};
for (const path of copied) cpSync(join(top, path), join(folder, path));
symlinkSync(join(top, "node_modules"), join(folder, "node_modules"));
for (const name of ["setup", "build"]) write(`scripts/${name}.sh`, "#!/bin/sh\n");
for (const path of ["build/site", "tests/hosts"])
  mkdirSync(join(folder, path), { recursive: true });

/** Runs the section `browser` with one test file. */
function runWith(source: string) {
  write("tests/browser/planted.test.mjs", `import { test } from "node:test";\n${source}`);
  // Node's runner does not run files from within a test of its own.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const options = { encoding: "utf8", env } as const;
  const { status, stdout } = spawnSync(join(folder, "scripts/test.sh"), ["browser"], options);
  const lines = stdout.trimEnd().split("\n");
  return { status, stdout, last: lines.at(-1) };
}

describe.runIf(existsSync(chromium))("scripts/test.sh browser", () => {
  test("passes with a test that passes", () => {
    const { status, last, stdout } = runWith(`test("right", () => {});`);
    expect(last, stdout).toBe("1 passed, 0 failed");
    expect(status).toBe(0);
  });

  test("fails with one test that fails, and names what was skipped", () => {
    const { status, last, stdout } = runWith(`
      test("right", () => {});
      test("wrong", () => { throw new Error("planted"); });
      test("PyTorch", { skip: "no python3 here has torch" }, () => {});`);
    expect(last, stdout).toBe("1 passed, 1 failed, 1 skipped");
    expect(status).toBe(1);
    expect(stdout).toContain("FAILED: browser");
    expect(stdout).toContain(
      "skipped in browser: planted.test.mjs: PyTorch: no python3 here has torch",
    );
  });

  test("fails with a file that does not load", () => {
    const { status, last } = runWith(`import "./nowhere.mjs";`);
    expect(last).toMatch(/^0 passed, [1-9]\d* failed/);
    expect(status).toBe(1);
  });
});

test("engines that are not installed are skipped, each named", () => {
  const missing = { CHROMIUM: "/nowhere/c", FIREFOX: "/nowhere/f", MINIBROWSER: "/nowhere/w" };
  const { status, stdout } = spawnSync(process.execPath, [join(top, "tests/engines/run.mjs")], {
    encoding: "utf8",
    env: { ...process.env, ...missing },
  });
  for (const [engine, path, name] of [
    ["chromium", missing.CHROMIUM, "chromium"],
    ["firefox", missing.FIREFOX, "firefox-esr"],
    ["webkit", missing.MINIBROWSER, "webkit2gtk-driver"],
  ]) {
    expect(stdout).toMatch(
      new RegExp(
        `^skipped \\d+: the scenarios in ${engine}: ${path} is not there: install ${name}`,
        "m",
      ),
    );
  }
  expect(status).toBe(0);
});
