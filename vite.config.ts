// How the page is built: relative addresses, so that it works in any folder of any server, and
// module workers. Every page at the top level is an entry; what other sites embed keeps its name.
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { inlined } from "./scripts/build/inlined.mjs";
import { safeInNode } from "./scripts/build/safe-in-node.mjs";

const pages = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".html"));
const named = ["dropout-playground.js", "class.js", "host.js", "widget.mjs"];
const inputs = Object.fromEntries([
  ...pages.map((page) => [page.replace(".html", ""), page]),
  ...named.map((file) => [file, `web/embed/${file.replace(/\.m?js$/, ".ts")}`]),
]);

/** Styles as a browser needs them: what stands between css and its end, without air. */
const airless = (styles: string) =>
  styles
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/([\w-]): /g, "$1:");

/** Takes the sources' indentation from a page: outside of code, one space is as good as many. So
 *  it is with ends of rows and items, which HTML does not need, and with what only tests read. */
const compact: Plugin = {
  name: "compact",
  transformIndexHtml: {
    order: "post",
    handler: (html) =>
      html
        .split(/(<pre[\s\S]*?<\/pre>)/)
        .map((part, i) =>
          i % 2 === 1
            ? part
            : part
                .replace(/\s+/g, " ")
                .replace(/<\/(li|t[dhr]|d[dt]|tbody|thead)> ?/g, "")
                .replace(/ id="code-[\w-]+"| data-(language|needs)="\w+"/g, ""),
        )
        .join(""),
  },
  transform: (code, id) =>
    id.endsWith("element/styles.ts")
      ? { code: code.replace(/(?<=css`)[^`]*/g, airless), map: null }
      : null,
  // The same of templates in the element's script; in others, text may be code.
  generateBundle: (_, bundle) => {
    for (const file of Object.values(bundle)) {
      if (file.type !== "chunk" || file.name !== "playground") continue;
      file.code = file.code.replace(/\n[ \t]+/g, "\n");
    }
  },
};

/** A dynamic import is only that: what Vite puts around it preloads styles that no script has. */
const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: (id) =>
    id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null,
};

/** Beginnings of the data's hashes, where the data have been made: see web/page/run/data.ts. */
function dataMarks(): Record<string, string> {
  const folder = `${import.meta.dirname}/build/data`;
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
    const mark = (file: string) =>
      JSON.parse(readFileSync(`${folder}/${file}`, "utf8")).sha256.slice(0, 12);
    return Object.fromEntries(files.map((file) => [file.replace(".json", ""), mark(file)]));
  } catch {
    return {};
  }
}

export default defineConfig(({ command }) => ({
  base: "./",
  publicDir: false,
  define: command === "build" ? { "globalThis.dataMarks": dataMarks() } : {},
  plugins: [inlined(), safeInNode(), compact, plainImports],
  build: {
    outDir: "build/site",
    target: "es2022",
    assetsInlineLimit: 0,
    // The page's own scripts come at once; the lists of what lazy parts import are not worth theirs.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []),
    },
    rolldownOptions: {
      input: inputs,
      preserveEntrySignatures: "exports-only",
      output: {
        // What the element always needs is one chunk, whatever its views share with it.
        codeSplitting: {
          groups: [{ name: "playground", test: /web[\\/]element[\\/]playground\.ts$/ }],
        },
        entryFileNames: ({ name }) => (named.includes(name) ? name : "assets/[name]-[hash].js"),
      },
    },
  },
  worker: { format: "es" },
  test: {
    include: ["tests/web/**/*.test.ts"],
    environment: "node",
  },
}));
