// The documented ways to cut a sweep up, run as they stand in web/docs/command-line.md: by GNU
// Parallel over its shards and as the tasks of a Slurm array. Union of shards == the whole sweep.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const top = join(import.meta.dirname, "../..");
const manual = readFileSync(join(top, "web/docs/command-line.md"), "utf8");
const blocks = [...manual.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, kind, text]) => ({
  kind,
  text,
}));
const block = (word) => blocks.find(({ text }) => text.includes(word)).text;

/** Two seeds each instead of 20: 20 runs. */
const few = (text) => text.replaceAll("--seeds 20", "--seeds 2");
const link = "#v=1&data=moons&n=100";
let folder;
let path;

/** `dropout` on the path, as it is once installed. */
before(() => {
  folder = mkdtempSync(join(tmpdir(), "dropout-sweep-"));
  path = `${folder}:${process.env.PATH}`;
  const shim = `#!/bin/sh\nexec "${top}/build/native/dropout" "$@"\n`;
  writeFileSync(join(folder, "dropout"), shim);
  chmodSync(join(folder, "dropout"), 0o755);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script in an empty folder of its own; returns that folder. */
function run(name, script, env = {}) {
  const cwd = mkdtempSync(join(folder, `${name}-`));
  const options = { cwd, encoding: "utf8", env: { ...process.env, PATH: path, ...env } };
  execFileSync("sh", ["-eu", "-c", script], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  return cwd;
}

const lines = (text) => text.split("\n").filter(Boolean);
const inOrder = (list) => [...list].sort((a, b) => JSON.parse(a).index - JSON.parse(b).index);
const linesIn = (cwd, file) => lines(readFileSync(join(cwd, file), "utf8"));
const sweep = (...args) => {
  const all = ["sweep", link, "--over", "p=0:0.9:0.1", "--seeds", ...args];
  return lines(execFileSync(join(folder, "dropout"), all, { encoding: "utf8" }));
};

function hasParallel() {
  try {
    return execFileSync("parallel", ["--version"], { encoding: "utf8" }).startsWith("GNU parallel");
  } catch {
    return false;
  }
}

test("GNU Parallel: the union of the shards is the whole sweep", {
  skip: hasParallel() ? false : "GNU Parallel is not installed (apt install parallel)",
}, () => {
  const script = few(block("parallel '"));
  const cwd = run("parallel", script);
  const shards = readdirSync(cwd).filter((name) => /^shard-\d+\.jsonl$/.test(name));
  assert.equal(shards.length, 8);
  const counts = shards.map((name) => linesIn(cwd, name).length);
  assert.deepEqual(counts.sort(), [2, 2, 2, 2, 3, 3, 3, 3]);
  const whole = sweep("2");
  assert.equal(whole.length, 20);
  assert.deepEqual(inOrder(linesIn(cwd, "sweep.jsonl")), whole);

  const four = script.replaceAll("{}/8", "{}/4").replace("1 2 3 4 5 6 7 8", "1 2 3 4");
  assert.notEqual(four, script);
  assert.deepEqual(inOrder(linesIn(run("four", four), "sweep.jsonl")), whole);
});

test("the Slurm script: its tasks together do the whole sweep", () => {
  const script = few(block("#SBATCH"));
  assert.match(script, /^#!\/bin\/sh\n#SBATCH --job-name/);
  const count = 4;
  const merged = Array.from({ length: count }, (_, i) => {
    const id = String(i + 1);
    const env = { SLURM_ARRAY_TASK_ID: id, SLURM_ARRAY_TASK_COUNT: String(count) };
    return linesIn(run("slurm", script, env), `shard-${id}.jsonl`);
  });
  assert.deepEqual(inOrder(merged.flat()), sweep("2"));
});

test("the line that the manual shows is the line that is printed", () => {
  const shown = JSON.parse(blocks.find(({ kind }) => kind === "json").text);
  const printed = sweep("20", "--shard", `${shown.index + 1}/200`);
  assert.deepEqual(
    printed.map((row) => JSON.parse(row)),
    [shown],
  );
});
