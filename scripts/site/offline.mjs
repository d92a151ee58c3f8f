// Writes the site's service worker with the list of what it keeps: all that the essay can ask for
// but the data, found by the names of hashed files in its page and, from there, in each other.
//   node scripts/site/offline.mjs <site>
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const top = fileURLToPath(new URL("../..", import.meta.url));
const site = process.argv[2] ?? `${top}build/site`;

/** Other ways for the few who need them: kept when they were fetched. */
const spare = /^(core-scalar|blob|bytes|page-thread)-/;

async function reachable() {
  const all = new Set(await readdir(`${site}/assets`));
  const found = new Set();
  const wait = ["index.html", "playground.html"];
  for (const path of wait) {
    const text = await readFile(`${site}/${path}`, "latin1");
    for (const [name] of text.matchAll(/[\w.-]+-[\w-]{8}\.(?:js|css|wasm)/g)) {
      if (!all.has(name) || found.has(name) || spare.test(name)) continue;
      found.add(name);
      if (!name.endsWith(".wasm")) wait.push(`assets/${name}`);
    }
  }
  return [...found].sort().map((name) => `assets/${name}`);
}

const hash = async (path) =>
  createHash("sha256")
    .update(await readFile(`${site}/${path}`))
    .digest("base64");

/** The essay is kept under the folder's own address. */
const files = {
  "": `sha256-${await hash("index.html")}`,
  "playground.html": `sha256-${await hash("playground.html")}`,
};
for (const path of await reachable()) files[path] = `sha256-${await hash(path)}`;

const data = [];
for (const file of (await readdir(`${site}/data`))
  .filter((name) => name.endsWith(".json"))
  .sort()) {
  const { sha256 } = JSON.parse(await readFile(`${site}/data/${file}`, "utf8"));
  files[`data/${file}`] = `sha256-${await hash(`data/${file}`)}`;
  data.push(`data/${file.replace(/json$/, "bin")}?${sha256.slice(0, 12)}`);
}

const facts = { files, data };
const name = createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 12);
const result = await build({
  root: top,
  configFile: false,
  logLevel: "error",
  publicDir: false,
  build: {
    write: false,
    target: "es2022",
    modulePreload: false,
    lib: { entry: `${top}web/site/service.ts`, formats: ["iife"], name: "service" },
  },
});
const { code } = [result]
  .flat()
  .flatMap(({ output }) => output)
  .find((one) => one.type === "chunk");
await writeFile(`${site}/sw.js`, `const build = ${JSON.stringify({ name, ...facts })};\n${code}`);
