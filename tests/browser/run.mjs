// Runs every *.test.mjs here and in tests/hosts (or those whose name contains an argument) with
// Node's test runner: two files at a time on two cores, more on more, each in a context of its own
// of one browser. What fails has failed: nothing is repeated. Prints each file's seconds, and at
// the end what was skipped and why, and what failed.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { keep } from "./chromium.mjs";

const wanted = process.argv.slice(2);
const folders = ["browser", "hosts"].map((name) => join(import.meta.dirname, "..", name));
const files = folders
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => path.endsWith(".test.mjs"))
  .filter((path) => wanted.length === 0 || wanted.some((part) => basename(path).includes(part)));
if (files.length === 0) {
  console.error("tests/browser: no test file has such a name");
  process.exit(1);
}

/** Seconds of each file when it last ran: the longest begin, so that all end together. Files of more
 * than a minute begin where there is no record, as in a fresh clone. */
const memory = fileURLToPath(new URL("../../build/browser-seconds.json", import.meta.url));
const seconds = existsSync(memory) ? JSON.parse(readFileSync(memory, "utf8")) : {};
const long = ["generators", "conduct", "views", "element", "essay", "essay-looks", "sweep-looks"];
const expected = (file) => {
  const place = long.indexOf(basename(file, ".test.mjs"));
  return seconds[basename(file)] ?? (place < 0 ? 60 : 1000 - place);
};
files.sort((a, b) => expected(b) - expected(a) || (a < b ? -1 : 1));

const skipped = [];
const failed = [];

/** Runs one file and prints what it has to say in one piece. */
async function runFile(file) {
  const name = basename(file);
  const start = Date.now();
  const events = run({ files: [file], timeout: 1_500_000 });
  events.on("test:fail", ({ name: test, details }) => {
    process.exitCode = 1;
    const { message } = details.error.cause ?? details.error;
    failed.push(`${name}: ${test}: ${String(message).split("\n")[0]}`);
  });
  events.on("test:pass", ({ name: test, skip }) => {
    if (skip !== undefined) skipped.push(`${name}: ${test}: ${skip}`);
  });
  const printed = [];
  for await (const chunk of events.compose(new spec())) printed.push(String(chunk));
  seconds[name] = Math.round((Date.now() - start) / 100) / 10;
  console.log(`${printed.join("")}seconds ${seconds[name].toFixed(1)} ${name}\n`);
}

const stop = await keep();
const todo = [...files];
async function worker() {
  for (let file = todo.shift(); file; file = todo.shift()) await runFile(file);
}
const atOnce = Math.max(2, Math.floor(availableParallelism() / 2));
await Promise.all(Array.from({ length: atOnce }, worker));
await stop();

mkdirSync(dirname(memory), { recursive: true });
writeFileSync(memory, JSON.stringify(seconds));
for (const sentence of skipped) console.log(`skipped 1: ${sentence}`);
for (const sentence of failed) console.log(`failed: ${sentence}`);
