// Runs every *.test.mjs here and in tests/hosts (or those whose name contains an argument) with
// Node's test runner, one after another, since each has a browser to itself.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

const wanted = process.argv.slice(2);
const files = ["browser", "hosts"].flatMap((folder) => {
  const path = join(import.meta.dirname, "..", folder);
  return readdirSync(path)
    .filter((name) => name.endsWith(".test.mjs"))
    .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
    .sort()
    .map((name) => join(path, name));
});

if (files.length === 0) {
  console.error("tests/browser: no test file has such a name");
  process.exit(1);
}

const events = run({ files, concurrency: 1, timeout: 600_000 });
events.on("test:fail", () => {
  process.exitCode = 1;
});
events.compose(new spec()).pipe(process.stdout);
