#!/usr/bin/env node
// Trains links in several engines and compares the weights bit for bit:
//   node scripts/replay/replay.mjs "<link>"... [--links FILE] [--on ENGINE,...] [--scalar]
//                                  [--timeout SECONDS] [--build FOLDER]
// Engines: native and clang are the command lines of two compilers, arm64 the one for that
// processor; node, node-arm64, chromium, firefox and webkit run build/wasm. What is for arm64 runs
// under qemu-aarch64-static. --links names a JSON list of links; --scalar runs the module without
// SIMD, too; --build names another folder than build. Exits 0 if all digests are equal, 1 if they
// differ, 2 if something could not run.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { trainInBrowser } from "./browsers.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const usage =
  'usage: node scripts/replay/replay.mjs "#v=1&p=0.5" --on native,node,chromium [--scalar]';

// An engine takes { root, build, module, links, seconds } and gives each link's digests, those of
// its arms in one line.

function need(path, part) {
  if (existsSync(path)) return path;
  throw new Error(`${relative(root, path)} is not there: run scripts/build.sh ${part}`);
}

/** What a program prints, given `input`. Its last words are the error if it fails. */
async function output(command, { seconds, input = "" }) {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd: root, timeout: 1000 * seconds });
  child.stdin.end(input);
  const code = new Promise((done, fail) => child.on("error", fail).on("close", done));
  const [out, said] = await Promise.all([text(child.stdout), text(child.stderr), code]);
  if (child.signalCode) throw new Error(`nothing came back within ${seconds} s (see --timeout)`);
  if (child.exitCode !== 0) throw new Error(said.trim().replace(/^dropout: /, ""));
  return out;
}

/** Starts a program for arm64 on another processor; its libraries are those of Debian's compiler. */
function emulated(path) {
  if (process.arch === "arm64") return [path];
  const emulator = "/usr/bin/qemu-aarch64-static";
  if (!existsSync(emulator)) throw new Error(`${emulator} is not there: install qemu-user-static`);
  return [emulator, "-L", "/usr/aarch64-linux-gnu", path];
}

async function trainNatively(folder, start, { build, links, seconds }) {
  const program = start(need(join(build, folder, "dropout"), folder));
  const all = [];
  for (const link of links) {
    const json = await output([...program, "run", link, "--json"], { seconds });
    all.push([JSON.parse(json)].flat().map((arm) => arm.digest));
  }
  return all;
}

async function trainInNode(command, job) {
  const child = [...command(), join(import.meta.dirname, "node.mjs")];
  return JSON.parse(await output(child, { seconds: job.seconds, input: JSON.stringify(job) }));
}

const nodeForArm = ({ build }) => need(join(build, "node-arm64/bin/node"), "node-arm64");

const known = {
  native: (job) => trainNatively("native", (path) => [path], job),
  clang: (job) => trainNatively("clang", (path) => [path], job),
  arm64: (job) => trainNatively("arm64", emulated, job),
  node: (job) => trainInNode(() => [process.execPath], job),
  "node-arm64": (job) => trainInNode(() => emulated(nodeForArm(job)), job),
  chromium: (job) => trainInBrowser("chromium", job),
  firefox: (job) => trainInBrowser("firefox", job),
  webkit: (job) => trainInBrowser("webkit", job),
};
const withoutModule = ["native", "clang", "arm64"];

/** The engines asked for, as [label, () => digests]. */
function engines(names, scalar, job) {
  const all = [];
  for (const name of names) {
    const engine = known[name];
    if (!engine) {
      const choices = Object.keys(known).join(", ");
      throw new Error(`there is no engine "${name}": choose from ${choices}`);
    }
    all.push([name, () => engine({ ...job, module: "core" })]);
    if (withoutModule.includes(name)) continue;
    for (const end of ["mjs", "wasm"]) need(join(job.build, `wasm/core.${end}`), "wasm");
    if (scalar) all.push([`${name} scalar`, () => engine({ ...job, module: "core-scalar" })]);
  }
  return all;
}

/** Runs the engines on all cores, one engine a core; their results in the order of `all`. */
async function runAll(all) {
  const results = [];
  const todo = [...all.entries()];
  async function work() {
    for (let next = todo.shift(); next; next = todo.shift()) {
      const [i, [label, run]] = next;
      const start = performance.now();
      const digests = await run().catch((failure) => {
        throw new Error(`${label}: ${failure.message}`);
      });
      results[i] = { label, digests, took: (performance.now() - start) / 1000 };
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      links: { type: "string" },
      on: { type: "string", default: "native,node,chromium" },
      scalar: { type: "boolean", default: false },
      timeout: { type: "string", default: "600" },
      build: { type: "string", default: join(root, "build") },
    },
  });
  const seconds = Number(values.timeout);
  const listed = values.links ? JSON.parse(readFileSync(values.links, "utf8")) : [];
  const links = [...positionals, ...listed];
  if (links.length === 0 || !(seconds > 0)) throw new Error(usage);
  const job = { root, build: resolve(values.build), links, seconds };

  const all = engines(values.on.split(","), values.scalar, job);
  const width = Math.max(...all.map(([label]) => label.length));
  let expected;
  let differing = 0;
  for (const { label, digests, took } of await runAll(all)) {
    const lines = digests.map((arms) => arms.join(" "));
    expected ??= lines;
    const others = lines.flatMap((line, i) => (line === expected[i] ? [] : [i]));
    differing += others.length;
    const said =
      links.length === 1 ? lines[0] : `${links.length - others.length} of ${links.length} equal`;
    console.log(`${label.padEnd(width)}  ${said} ${took.toFixed(1).padStart(6)} s`);
    if (links.length > 1) {
      for (const i of others) console.log(`  ${links[i]}\n  ${lines[i]}, not ${expected[i]}`);
    }
  }
  console.log(differing === 0 ? "equal, bit for bit" : "the digests differ");
  return differing === 0 ? 0 : 1;
}

// Where one engine could not run, the others need not end first.
const code = await main().catch((error) => {
  console.error(`replay: ${error.message}`);
  return 2;
});
process.exit(code);
