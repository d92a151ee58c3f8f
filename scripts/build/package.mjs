// Makes what `npm pack` packs from the built site: node scripts/build/package.mjs <site> <folder>.
// The element and all it fetches, the frame, the playground, the single file, types and the manifest.
import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { manifest as elementManifest } from "./manifest.mjs";
import { types } from "./types.mjs";

const top = fileURLToPath(new URL("../..", import.meta.url));
const site = process.argv[2] ?? `${top}build/site`;
const folder = process.argv[3] ?? `${top}build/package`;

const parts = ["dropout-playground.js", "class.js", "host.js", "widget.mjs"];
const pages = ["embed.html", "playground.html", "dropout-playground.html"];
const ofSandboxes = ["sandbox.js", "embed-single.html"];

await rm(folder, { recursive: true, force: true });
await mkdir(`${folder}/dist`, { recursive: true });
for (const name of [...parts, ...pages, ...ofSandboxes, "assets", "data"]) {
  await cp(`${site}/${name}`, `${folder}/dist/${name}`, { recursive: true });
}
for (const name of ["dropout-playground.d.ts", "class.d.ts"]) {
  await writeFile(`${folder}/dist/${name}`, types());
}
for (const name of ["LICENSE", "THIRD_PARTY.md", "README.md"]) {
  await cp(top + name, `${folder}/${name}`);
}
const elements = JSON.stringify(elementManifest(), null, 2);
await writeFile(`${folder}/custom-elements.json`, `${elements}\n`);

const { name, version, description, license, author } = JSON.parse(
  await readFile(`${top}package.json`, "utf8"),
);
const assets = await readdir(`${folder}/dist/assets`);
const manifest = {
  name,
  version,
  description,
  license,
  author,
  type: "module",
  main: "./dist/dropout-playground.js",
  types: "./dist/dropout-playground.d.ts",
  exports: {
    ".": { types: "./dist/dropout-playground.d.ts", default: "./dist/dropout-playground.js" },
    "./class.js": { types: "./dist/class.d.ts", default: "./dist/class.js" },
    "./host.js": "./dist/host.js",
    "./widget.mjs": "./dist/widget.mjs",
    "./dist/*": "./dist/*",
    "./custom-elements.json": "./custom-elements.json",
    "./package.json": "./package.json",
  },
  customElements: "custom-elements.json",
  // Only these act when they are imported.
  sideEffects: [
    "./dist/dropout-playground.js",
    "./dist/host.js",
    "./dist/widget.mjs",
    ...assets
      .filter((file) => /^(define|embed)-/.test(file))
      .map((file) => `./dist/assets/${file}`),
  ],
  files: ["dist", "custom-elements.json", "THIRD_PARTY.md"],
};
await writeFile(`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
const packed = execFileSync("npm", ["pack", "--json"], { cwd: folder, encoding: "utf8" });
const [{ filename, size }] = JSON.parse(packed);
console.log(`${folder}/${filename}: ${Math.round(size / 1e3)} KB`);
