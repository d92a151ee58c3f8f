// Runs clang-tidy on every source of the core, and remembers what was clean: a file is looked at
// again only when it, a header it includes, or the rules have changed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

// The compile commands are GCC's; clang does not know all of its warnings.
const unknown = "--extra-arg=-Wno-unknown-warning-option";
const memory = "build/tidy";
const rules =
  readFileSync(".clang-tidy", "utf8") +
  readFileSync("CMakeLists.txt", "utf8") +
  spawnSync("clang-tidy", ["--version"], { encoding: "utf8" }).stdout;

const sources = readdirSync("src", { recursive: true })
  .filter((name) => name.endsWith(".cpp") && name !== "bindings.cpp") // compiled by emcc alone
  .map((name) => join("src", name))
  .sort();

/** The file and all the project's headers that it includes. */
function closure(file, seen = new Set()) {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const [, header] of readFileSync(file, "utf8").matchAll(/^#include "(.+?)"/gm)) {
    closure(join("src", header), seen);
  }
  return seen;
}

function fingerprint(file) {
  const hash = createHash("sha256").update(rules);
  for (const part of [...closure(file)].sort()) hash.update(part).update(readFileSync(part));
  return join(memory, hash.digest("hex"));
}

function tidy(file) {
  return new Promise((resolve) => {
    const child = spawn("clang-tidy", ["--quiet", unknown, "-p", "build/native", file]);
    let output = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    child.stderr.resume(); // counts of what was suppressed in system headers
    child.on("close", (code) => resolve({ code, output }));
  });
}

mkdirSync(memory, { recursive: true });
const todo = sources
  .map((file) => [file, fingerprint(file)])
  .filter(([, mark]) => !existsSync(mark));
let faulty = 0;
async function worker() {
  for (let next = todo.shift(); next; next = todo.shift()) {
    const [file, mark] = next;
    const { code, output } = await tidy(file);
    if (code === 0) writeFileSync(mark, "");
    else {
      faulty++;
      console.log(`${file}:\n${output}`);
    }
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, worker));
if (faulty > 0) {
  console.log(`clang-tidy finds something in ${faulty} of ${sources.length} files`);
  process.exit(1);
}
