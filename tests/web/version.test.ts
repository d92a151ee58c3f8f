// The version is bumped whenever a stored digest changes: package.json keeps, beside the version,
// a hash of the digests' first rows, how many these are, and the version since which they hold. Rows
// that are added later stand behind them.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digests, version } from "../../package.json";
import { problemOf, sectionOf } from "../../scripts/dev/changelog.mjs";

const top = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(top, path), "utf8");

const [since = "", count = "", hash] = digests.split(" ");

/** Of the first `count` rows. Their order and comments do not count. */
function hashOfRows(text: string): string {
  const rows = text.split("\n").filter((line) => line.startsWith("{"));
  expect(Number(count)).toBeGreaterThan(40);
  expect(rows.length).toBeGreaterThanOrEqual(Number(count));
  const first = rows.slice(0, Number(count)).sort();
  return createHash("sha256").update(first.join("\n")).digest("hex").slice(0, 16);
}

const stored = read("tests/core/digests.inc");
const changelog = read("CHANGELOG.md");

test("the digests are those that package.json names", () => {
  expect(
    hash,
    "tests/core/digests.inc has changed. If a row changed or went: raise `version` in package.json, " +
      "begin its section in CHANGELOG.md, and say the new version, the number of rows and their " +
      "hash in `digests`. New rows stand at the end.",
  ).toBe(hashOfRows(stored));
});

test("one digit of one digest changes the hash, the order of rows does not", () => {
  const other = stored.replace(/0x([0-9a-f])/, (_, digit) => `0x${digit === "0" ? "1" : "0"}`);
  expect(hashOfRows(other)).not.toBe(hash);
  const rows = stored.split("\n");
  const turned = [...rows.slice(0, Number(count)).reverse(), ...rows.slice(Number(count))];
  expect(hashOfRows(turned.join("\n"))).toBe(hashOfRows(stored));
  expect(hashOfRows(`${stored}{"p=0.5", 0x1},\n`)).toBe(hashOfRows(stored));
});

test("the changelog has a section for the version, and for the one that the digests came with", () => {
  for (const one of [version, since]) expect(changelog).toContain(`\n## [${one}] - `);
});

test("the lock file names the same version", () => {
  expect(JSON.parse(read("package-lock.json")).version).toBe(version);
});

test("a release's text is the changelog's section of its tag", () => {
  const text =
    "# Changelog\n\n## [Unreleased]\n\n- x\n\n## [1.1.0] - 2026-01-02\n\n- y\n\n## [1.0.0] - 2026-01-01\n";
  expect(sectionOf(text, "1.1.0")).toBe("- y");
  expect(sectionOf(text, "Unreleased")).toBe("");
  expect(problemOf("v1.1.0", "1.1.0", text)).toBe("");
  expect(problemOf("v1.1.0", "1.2.0", text)).toContain("v1.1.0");
  expect(problemOf("v1.0.0", "1.0.0", text)).toContain("1.0.0");
  expect(problemOf(`v${version}`, version, changelog)).toBe("");
});
