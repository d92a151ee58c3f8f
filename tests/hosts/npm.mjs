// Installs from npm what an example's package.json names, for tests of what others build with us.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const out = fileURLToPath(new URL("../../build/hosts/", import.meta.url));

const same = (one, other) =>
  existsSync(other) && readFileSync(one, "utf8") === readFileSync(other, "utf8");

/** Copies an example to build/hosts. What npm installed there for the same package.json stays. */
export function copyExample(name) {
  const folder = join(out, name);
  const wanted = join(import.meta.dirname, name, "package.json");
  const modules = join(folder, "node_modules");
  const kept = join(out, `${name}-modules`);
  rmSync(kept, { recursive: true, force: true });
  if (existsSync(modules) && same(wanted, join(folder, "package.json"))) renameSync(modules, kept);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(import.meta.dirname, name), folder, { recursive: true });
  if (existsSync(kept)) renameSync(kept, modules);
  return folder;
}

/** Installs what the example's package.json names; the sentence says why that was not possible. */
export function install(folder) {
  if (existsSync(join(folder, "node_modules"))) return "";
  const options = { cwd: folder, encoding: "utf8", stdio: "pipe" };
  const run = spawnSync("npm", ["install", "--no-audit", "--no-fund"], options);
  if (run.status === 0) return "";
  rmSync(join(folder, "node_modules"), { recursive: true, force: true });
  const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.exec(run.stderr);
  assert.ok(network, run.stderr);
  return `npm reaches no registry (${network[0]})`;
}
