// Runs clang-tidy on the sources of the core and caches by content which were clean: a file is
// checked again only when it, a header of the project that it includes, the rules or the tool have
// changed. Knows nothing of how the core is built but the definitions and include paths of its
// compile commands (build/native, which must be configured).
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

const memory = "build/tidy";

/** Since version 21 clang-tidy does not match its checks against system headers, which for this
 *  project takes four fifths of the time. Debian 12 has 22 among its security updates, 14 always. */
const tools = ["22", "14"].map((version) => ({
  tidy: `clang-tidy-${version}`,
  compiler: `clang++-${version}`,
}));
const works = (program) => spawnSync(program, ["--version"]).status === 0;
const tool = tools.find(({ tidy, compiler }) => works(tidy) && works(compiler));
if (!tool) {
  console.log("clang-tidy was not found: run scripts/setup.sh test");
  process.exit(1);
}

/** Parsed once for all sources instead of once for each. */
const prefix = join(memory, "prefix.h");
const prefixText = "#include <Eigen/Core>\n#include <algorithm>\n#include <functional>\n";

/** Warnings that cost nothing here, in place of bugprone-reserved-identifier; and a bound on the
 *  paths that the analyzer follows in a function: its own, ten times as high, takes four times as
 *  long and has found nothing more. */
const extra = [
  "-Wreserved-identifier",
  "-Xclang",
  "-analyzer-config",
  "-Xclang",
  "max-nodes=20000",
];

/** Definitions of all compile commands (some are of one file), include paths and language of the
 *  first; the rest is the compiler's. */
function flagsOfBuild() {
  const commands = JSON.parse(readFileSync("build/native/compile_commands.json", "utf8")).map(
    ({ command }) => command,
  );
  const definitions = commands.flatMap((command) => command.match(/-D\S+/g) ?? []);
  const paths = commands[0].match(/-(I|std=)\S+|-isystem \S+/g).flatMap((flag) => flag.split(" "));
  return [...new Set(definitions.map((flag) => flag.replaceAll("\\", ""))), ...paths];
}
const flags = [...flagsOfBuild(), "-Wall", "-Wextra", "-Wpedantic"];

const sources = readdirSync("src", { recursive: true })
  .filter((name) => name.endsWith(".cpp") && !name.startsWith("bindings/")) // compiled by emcc alone
  .map((name) => join("src", name))
  .sort((a, b) => statSync(b).size - statSync(a).size); // long ones first: cores end together

/** The file and all headers of the project that it includes. */
function closure(file, seen = new Set()) {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const [, header] of readFileSync(file, "utf8").matchAll(/^#include "(.+?)"/gm)) {
    closure(join("src", header), seen);
  }
  return seen;
}

const rules = [
  readFileSync(".clang-tidy", "utf8"),
  spawnSync(tool.tidy, ["--version"], { encoding: "utf8" }).stdout,
  prefixText,
  ...flags,
  ...extra,
].join("\n");

/** Where it is noted that this file with these headers and rules is clean. */
function markOf(file) {
  const hash = createHash("sha256").update(rules);
  for (const part of [...closure(file)].sort()) hash.update(part).update(readFileSync(part));
  return join(memory, hash.digest("hex"));
}

function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args);
    let output = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    child.stderr.resume(); // counts of what was suppressed in system headers
    child.on("close", (code) => resolve({ code, output }));
  });
}

mkdirSync(memory, { recursive: true });
const todo = sources.map((file) => [file, markOf(file)]).filter(([, mark]) => !existsSync(mark));
console.log(`${tool.tidy}: ${todo.length} of ${sources.length} files have changed`);
const precompiled = `${prefix}.pch`;
if (todo.length > 0) {
  writeFileSync(prefix, prefixText);
  const { status } = spawnSync(
    tool.compiler,
    [...flags, "-x", "c++-header", prefix, "-o", precompiled],
    { stdio: "inherit" },
  );
  if (status !== 0) process.exit(1);
}

const includePrefix = ["-Xclang", "-include-pch", "-Xclang", precompiled];
let faulty = 0;
async function worker() {
  for (let next = todo.shift(); next; next = todo.shift()) {
    const [file, mark] = next;
    const args = ["--quiet", file, "--", ...flags, ...extra, ...includePrefix];
    const { code, output } = await run(tool.tidy, args);
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
