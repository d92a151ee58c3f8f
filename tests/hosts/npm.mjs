// Installs from npm what an example's package.json names, for tests of what others build with us.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

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
export async function install(folder) {
  if (existsSync(join(folder, "node_modules"))) return "";
  const words = ["install", "--no-audit", "--no-fund", "--prefer-offline"];
  try {
    await promisify(execFile)("npm", words, { cwd: folder });
    return "";
  } catch ({ stderr }) {
    rmSync(join(folder, "node_modules"), { recursive: true, force: true });
    const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.exec(stderr);
    assert.ok(network, stderr);
    return `npm reaches no registry (${network[0]})`;
  }
}
