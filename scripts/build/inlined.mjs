// A Vite plugin for what a worker made from text needs: `import text from "./entry.ts?worker-script"`
// gives the entry and all it imports as one classic script, `import bytes from "./file?gzip"` a
// file's bytes, by gzip and base64: half of plain base64 on the way, three eighths on the disk.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const kinds = ["?worker-script", "?gzip"];

async function script(entry) {
  const { output } = await build({
    configFile: false,
    logLevel: "error",
    base: "./",
    publicDir: false,
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      assetsInlineLimit: 0, // the core's bytes come in another way
      rolldownOptions: {
        input: entry,
        output: { format: "iife", codeSplitting: false },
      },
    },
  });
  return output.find((one) => one.type === "chunk").code;
}

export function inlined() {
  const scripts = new Map(); // one build serves all who import it
  return {
    name: "inlined",
    enforce: "pre",
    async resolveId(source, importer) {
      const kind = kinds.find((one) => source.endsWith(one));
      if (!kind) return null;
      const found = await this.resolve(source.slice(0, -kind.length), importer);
      return found && found.id + kind;
    },
    async load(id) {
      const kind = kinds.find((one) => id.endsWith(one));
      if (!kind) return null;
      const file = id.slice(0, -kind.length);
      this.addWatchFile(file);
      if (kind === "?gzip") {
        return `export default "${gzipSync(await readFile(file), { level: 9 }).toString("base64")}";`;
      }
      if (!scripts.has(file)) scripts.set(file, script(file));
      return `export default ${JSON.stringify(await scripts.get(file))};`;
    },
  };
}
