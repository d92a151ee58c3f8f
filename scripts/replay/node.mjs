// A replay in Node, of this machine's processor or an emulated one: trains the links of the job that
// is on its standard input by <build>/wasm/<module>, and writes the digests as JSON.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { trainAll } from "./train.mjs";

const { root, build, module, links } = JSON.parse(readFileSync(0, "utf8"));
const { default: create } = await import(pathToFileURL(join(build, `wasm/${module}.mjs`)).href);
const container = (name) => {
  const path = join(root, `build/data/${name}.bin`);
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : new Uint8Array();
};
const wasm = readFileSync(join(build, `wasm/${module}.wasm`));
console.log(JSON.stringify(await trainAll(create, wasm, links, container)));
