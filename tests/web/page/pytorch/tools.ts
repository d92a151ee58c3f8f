// What the tests of scripts for PyTorch share: Python and the command line, and how far two samples
// of scores are apart.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { readLink } from "../../../../web/page/link/link";
import type { Spec } from "../../../../web/shared/spec";

const top = join(import.meta.dirname, "../../../..");
const native = join(top, "build/native/dropout");
export const data = join(top, "build/data");

/** Debian's own python has torch; another may be first on the path. */
const python = ["/usr/bin/python3", "python3"].find(
  (name) => spawnSync(name, ["-c", "import torch, numpy"]).status === 0,
);
/** Why scripts cannot be run here, or "". */
export const missing = python
  ? existsSync(native) && existsSync(join(data, "wordnet.bin"))
    ? ""
    : "the command line or its data are not built"
  : "there is no python3 with torch and numpy";

export const specOf = (link: string): Spec => readLink(link).arms[0] as Spec;

/** A folder of this test file's own. */
export const folder = mkdtempSync(join(tmpdir(), "dropout-pytorch-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a Python program prints. */
export function runPython(program: string, ...words: string[]): string {
  const { stdout, stderr, status } = spawnSync(python as string, ["-c", program, ...words], {
    cwd: folder,
    env: { ...process.env, OMP_NUM_THREADS: "1" },
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(String(stderr));
  return String(stdout);
}

/** What a command of the command line says. */
export function ours(command: "run" | "inspect", link: string, ...words: string[]) {
  const all = [command, link, "--json", "--data", data, ...words];
  const run = spawnSync(native, all, { cwd: folder, maxBuffer: 1e8 });
  if (run.status !== 0) throw new Error(String(run.stderr));
  return JSON.parse(String(run.stdout));
}

export interface Result {
  loss: number;
  accuracy: number;
}
export interface TorchResult extends Result {
  /** Of one pass of Monte Carlo dropout, over the passes. */
  passLoss: number;
  passSpread: number;
}

/** Runs each script's text in one interpreter; what each has printed. */
const driver = `
import contextlib, io, json, sys
import torch
torch.set_num_threads(1)
for script in json.load(open(sys.argv[1])):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(script, "script", "exec"), {"__name__": "__main__"})
    print(json.dumps(out.getvalue()))
`;

function torchResult(line: string): TorchResult {
  const text: string = JSON.parse(line);
  const evaluated = /eval mode: validation loss ([\d.]+)(?:, accuracy ([\d.]+))?/.exec(text);
  const sampled = /MC, \d+ passes: validation loss ([\d.]+) ± ([\d.]+) a pass/.exec(text);
  expect(evaluated && sampled, text).toBeTruthy();
  return {
    loss: Number(evaluated?.[1]),
    accuracy: Number(evaluated?.[2] ?? Number.NaN),
    passLoss: Number(sampled?.[1]),
    passSpread: Number(sampled?.[2]),
  };
}

export function torchResults(scripts: readonly string[]): TorchResult[] {
  const path = join(folder, "scripts.json");
  writeFileSync(path, JSON.stringify(scripts));
  return runPython(driver, path).trim().split("\n").map(torchResult);
}

export function ourResult(link: string, ...words: string[]): Result {
  const { valid } = ours("run", link, ...words);
  return { loss: Number(valid.loss), accuracy: Number(valid.accuracy ?? Number.NaN) };
}

const seeds = [1, 2, 3, 4];
export const seeded = (link: string) => seeds.map((seed) => `${link}&seed=${seed}`);

/** With 6 degrees of freedom, |t| > 5.5 comes by chance once in 650; these seeds are fixed. */
export const far = 5.5;

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);

/** How many standard errors of their difference two means are apart (Welch). */
export function apart(a: readonly number[], b: readonly number[]): number {
  const error = Math.sqrt(variance(a) / a.length + variance(b) / b.length);
  return Math.abs(mean(a) - mean(b)) / Math.max(error, 1e-9);
}

/** Expects two samples of results, one a seed, to differ by no more than their spread. */
export function expectAlike(ours: readonly Result[], theirs: readonly Result[]): void {
  for (const what of ["loss", "accuracy"] as const) {
    const [a = [], b = []] = [ours, theirs].map((all) => all.map((one) => one[what]));
    if (Number.isNaN(a[0])) continue; // a regression has no accuracy
    expect(apart(a, b), `${what}: ${a} and ${b}`).toBeLessThan(far);
  }
}
