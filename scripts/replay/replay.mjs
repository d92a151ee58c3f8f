#!/usr/bin/env node
// Trains links in several engines and compares the weights bit for bit:
//   node scripts/replay/replay.mjs "<link>"... [--links FILE] [--on native,clang,node,chromium,firefox]
//                           [--scalar] [--timeout SECONDS] [--build FOLDER]
// native and clang are the command lines of two compilers; the others run build/wasm. --links names
// a JSON list of links; --scalar runs the module without SIMD, too; --build names another folder
// than build. Exits 0 if all digests are equal, 1 if they differ, 2 if something could not run.
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { trainInBrowser } from "./browsers.mjs";
import { trainAll } from "./train.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const usage =
  'usage: node scripts/replay/replay.mjs "#v=1&p=0.5" --on native,node,chromium [--scalar]';

// An engine takes { root, build, module, links, seconds } and gives each link's digests, those of
// its arms in one line.

function need(path, part) {
  if (existsSync(path)) return path;
  throw new Error(`${relative(root, path)} is not there: run scripts/build.sh ${part}`);
}

async function trainNatively(folder, { build, links, seconds }) {
  const program = need(join(build, folder, "dropout"), folder);
  const options = { cwd: root, maxBuffer: 1 << 26, timeout: 1000 * seconds };
  const all = [];
  for (const link of links) {
    try {
      const { stdout } = await promisify(execFile)(program, ["run", link, "--json"], options);
      all.push([JSON.parse(stdout)].flat().map((arm) => arm.digest));
    } catch (error) {
      if (error.killed) throw new Error(`nothing came back within ${seconds} s (see --timeout)`);
      throw new Error((error.stderr || error.message).trim().replace(/^dropout: /, ""));
    }
  }
  return all;
}

async function trainInNode({ build, module, links }) {
  const { default: create } = await import(pathToFileURL(join(build, `wasm/${module}.mjs`)).href);
  const wasm = readFileSync(join(build, `wasm/${module}.wasm`));
  const container = (name) => {
    const path = join(root, `build/data/${name}.bin`);
    return existsSync(path) ? new Uint8Array(readFileSync(path)) : new Uint8Array();
  };
  return trainAll(create, wasm, links, container);
}

const known = {
  native: (job) => trainNatively("native", job),
  clang: (job) => trainNatively("clang", job),
  node: trainInNode,
  chromium: (job) => trainInBrowser("chromium", job),
  firefox: (job) => trainInBrowser("firefox", job),
};

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

  let expected;
  let differing = 0;
  for (const [label, run] of engines(values.on.split(","), values.scalar, job)) {
    const start = performance.now();
    const all = await run().catch((failure) => {
      throw new Error(`${label}: ${failure.message}`);
    });
    const took = ((performance.now() - start) / 1000).toFixed(1);
    const lines = all.map((digests) => digests.join(" "));
    expected ??= lines;
    const others = lines.flatMap((line, i) => (line === expected[i] ? [] : [i]));
    differing += others.length;
    const said =
      links.length === 1 ? lines[0] : `${links.length - others.length} of ${links.length} equal`;
    console.log(`${label.padEnd(16)} ${said} ${took.padStart(6)} s`);
    if (links.length > 1) {
      for (const i of others) console.log(`  ${links[i]}\n  ${lines[i]}, not ${expected[i]}`);
    }
  }
  console.log(differing === 0 ? "equal, bit for bit" : "the digests differ");
  return differing === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error) => {
  console.error(`replay: ${error.message}`);
  return 2;
});
