#!/usr/bin/env node
// Trains one link in several engines and compares the weights bit for bit:
//   node scripts/replay.mjs "<link>" [--on native,clang,node,chromium,firefox] [--scalar]
//                           [--timeout SECONDS] [--build FOLDER]
// native and clang are the command lines of two compilers; the others run build/wasm. --scalar
// runs the module without SIMD there, too; --build names another folder than build. Exits 0 if all
// digests are equal, 1 if they differ, 2 if something could not run.
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { trainInBrowser } from "./replay/browsers.mjs";
import { train } from "./replay/train.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const usage = 'usage: node scripts/replay.mjs "#v=1&p=0.5" --on native,node,chromium [--scalar]';

function need(path, part) {
  if (existsSync(path)) return path;
  throw new Error(`${relative(root, path)} is not there: run scripts/build.sh ${part}`);
}

async function trainNatively(folder, { build, link, seconds }) {
  const program = need(join(build, folder, "dropout"), folder);
  const options = { cwd: root, maxBuffer: 1 << 26, timeout: 1000 * seconds };
  try {
    const { stdout } = await promisify(execFile)(program, ["run", link, "--json"], options);
    return { digests: [JSON.parse(stdout)].flat().map((arm) => arm.digest) };
  } catch (error) {
    if (error.killed) throw new Error(`nothing came back within ${seconds} s (see --timeout)`);
    return { error: (error.stderr || error.message).trim().replace(/^dropout: /, "") };
  }
}

async function trainInNode({ build, module, link }) {
  const { default: create } = await import(pathToFileURL(join(build, `wasm/${module}.mjs`)).href);
  const wasm = readFileSync(join(build, `wasm/${module}.wasm`));
  const container = (name) => {
    const path = join(root, `build/data/${name}.bin`);
    return existsSync(path) ? new Uint8Array(readFileSync(path)) : new Uint8Array();
  };
  return train(create, wasm, link, container);
}

const known = {
  native: (job) => trainNatively("native", job),
  clang: (job) => trainNatively("clang", job),
  node: trainInNode,
  chromium: (job) => trainInBrowser("chromium", job),
  firefox: (job) => trainInBrowser("firefox", job),
};

/** The engines asked for, as [label, () => { digests } or { error }]. */
function engines(names, scalar, job) {
  const all = [];
  for (const name of names) {
    const engine = known[name];
    if (!engine) {
      const choices = Object.keys(known).join(", ");
      throw new Error(`there is no engine "${name}": choose from ${choices}`);
    }
    all.push([name, () => engine({ ...job, module: "core" })]);
    if (name === "native" || name === "clang") continue;
    for (const end of ["mjs", "wasm"]) need(join(job.build, `wasm/core.${end}`), "wasm");
    if (scalar) all.push([`${name} scalar`, () => engine({ ...job, module: "core-scalar" })]);
  }
  return all;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      on: { type: "string", default: "native,node,chromium" },
      scalar: { type: "boolean", default: false },
      timeout: { type: "string", default: "600" },
      build: { type: "string", default: join(root, "build") },
    },
  });
  const seconds = Number(values.timeout);
  if (positionals.length !== 1 || !(seconds > 0)) throw new Error(usage);
  const job = { root, build: resolve(values.build), link: positionals[0], seconds };

  let expected;
  let equal = true;
  for (const [label, run] of engines(values.on.split(","), values.scalar, job)) {
    const start = performance.now();
    const { digests, error } = await run().catch((failure) => ({ error: failure.message }));
    if (error) throw new Error(`${label}: ${error}`);
    const took = ((performance.now() - start) / 1000).toFixed(1);
    const line = digests.join(" ");
    expected ??= line;
    equal &&= line === expected;
    console.log(`${label.padEnd(16)} ${line} ${took.padStart(6)} s`);
  }
  console.log(equal ? "equal, bit for bit" : "the digests differ");
  return equal ? 0 : 1;
}

process.exitCode = await main().catch((error) => {
  console.error(`replay: ${error.message}`);
  return 2;
});
