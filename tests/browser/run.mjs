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

/** One file's tests: what they printed, and whether any failed. */
async function attempt(file) {
  let failed = false;
  const events = run({ files: [file], timeout: 1_500_000 });
  events.on("test:fail", () => {
    failed = true;
  });
  const chunks = [];
  for await (const chunk of events.compose(new spec())) chunks.push(String(chunk));
  return { failed, printed: chunks.join("") };
}

// A file that fails is tried once more, and says so: a browser on a busy machine may be late.
for (const file of files) {
  let result = await attempt(file);
  if (result.failed) {
    console.log(
      `second try of ${file}, after:\n${result.printed.replace(/^ℹ (pass|fail) .*$/gm, "")}`,
    );
    result = await attempt(file);
  }
  process.stdout.write(result.printed);
  if (result.failed) process.exitCode = 1;
}
