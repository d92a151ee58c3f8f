#!/usr/bin/env node
// Builds the data sets: node scripts/data/make.mjs [names...|all]
// Writes build/data/<name>.bin and its manifest <name>.json; skips what is up to date.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, root } from "./container.mjs";

const scripts = join(root, "scripts", "data");
const own = ["container.mjs", "make.mjs", "tables.mjs"];
/** Every other module of this folder makes the data set of its name. */
export const names = readdirSync(scripts)
  .filter((file) => file.endsWith(".mjs") && !own.includes(file))
  .map((file) => file.replace(/\.mjs$/, ""));

function sha256(...contents) {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex");
}

/** What the result depends on: the builder, the container and the package's files. */
function fingerprint(name, inputs) {
  const sources = [join(scripts, "container.mjs"), join(scripts, `${name}.mjs`), ...inputs];
  return sha256(...sources.map((path) => sha256(readFileSync(path))));
}

function isCurrent(binary, manifest, inputs) {
  if (!existsSync(binary) || !existsSync(manifest)) return false;
  try {
    const recorded = JSON.parse(readFileSync(manifest, "utf8"));
    return recorded.inputs === inputs && recorded.sha256 === sha256(readFileSync(binary));
  } catch {
    return false;
  }
}

function write(path, content) {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path); // never half a file
}

/** Builds one data set into `folder`; true when there was something to do. */
export async function buildDataset(name, folder) {
  const builder = await import(pathToFileURL(join(scripts, `${name}.mjs`)).href);
  const inputs = fingerprint(name, builder.inputs());
  const binary = join(folder, `${name}.bin`);
  const manifest = join(folder, `${name}.json`);
  if (isCurrent(binary, manifest, inputs)) return false;
  const { bytes, ...facts } = builder.build();
  mkdirSync(folder, { recursive: true });
  write(binary, bytes);
  const record = { name, ...facts, bytes: bytes.length, sha256: sha256(bytes), inputs };
  write(manifest, `${JSON.stringify({ ...record, format: "DROPDATA 1" }, null, 2)}\n`);
  return true;
}

async function main(asked) {
  const wanted = asked.length === 0 || asked.includes("all") ? names : asked;
  for (const name of wanted) {
    if (!names.includes(name)) {
      throw new Failure(`there is no data set "${name}"; there are ${names.join(", ")}`);
    }
    const folder = join(root, "build", "data");
    if (await buildDataset(name, folder)) console.log(`data: ${name} written`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(`data: ${error instanceof Failure ? error.message : error.stack}`);
    process.exit(1);
  }
}
