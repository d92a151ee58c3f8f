// How the page is built: relative addresses, so that it works in any folder of any server, and
// module workers. Every page at the top level is an entry; what other sites embed keeps its name.
import { readdirSync, readFileSync } from "node:fs";
import { defaultClientConditions, type Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { inlined } from "./scripts/build/inlined.mjs";

const pages = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".html"));
const named = ["dropout-playground.js", "class.js", "host.js", "widget.mjs", "sandbox.js"];
const inputs = Object.fromEntries([
  ...pages.map((page) => [page.replace(".html", ""), page]),
  ...named.map((file) => [file, `web/embed/${file.replace(/\.m?js$/, ".ts")}`]),
]);

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

/** Vite's helper of import() preloads what a lazy part imports: nothing does here (modulePreload
 * below), and webpack takes the helper's import.meta.resolve() for a mistake. */
const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: (id) =>
    id.endsWith("vite/preload-helper.js")
      ? "export const __vitePreload = (load) => load();"
      : undefined,
};

/** Puts into the frame's page what helps it in a sandbox: a classic script, which needs no headers. */
const sandboxed: Plugin = {
  name: "sandboxed",
  apply: "build",
  transformIndexHtml: (_, { path }) =>
    path.endsWith("embed.html")
      ? [{ tag: "script", attrs: { src: "./sandbox.js" }, injectTo: "head-prepend" }]
      : undefined,
};

export default defineConfig(({ command }) => ({
  base: "./",
  publicDir: false,
  define: command === "build" ? { "globalThis.dataMarks": dataMarks() } : {},
  plugins: [inlined(), plainImports, sandboxed],
  resolve: {
    // Lit's builds for Node run in browsers too; the others cannot be imported without a document.
    conditions: defaultClientConditions.map((one) => (one === "browser" ? "node" : one)),
    alias: { "@lit-labs/ssr-dom-shim": `${import.meta.dirname}/web/embed/no-document.ts` },
  },
  build: {
    outDir: "build/site",
    target: "es2022",
    // The first browsers with light-dark(): written for older ones, it would follow the system
    // instead of the color-scheme around the element.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    sourcemap: true,
    // The page's own scripts come at once; the lists of what lazy parts import are not worth theirs.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []),
    },
    rolldownOptions: {
      input: inputs,
      preserveEntrySignatures: "exports-only",
      output: {
        // What the element always needs is one chunk, whatever its views share with it. By its name
        // it knows whether a bundler has taken it in (web/page/link/address.ts).
        codeSplitting: {
          groups: [{ name: "dropout-element", test: /web[\\/]element[\\/]playground\.ts$/ }],
        },
        entryFileNames: ({ name }) => (named.includes(name) ? name : "assets/[name]-[hash].js"),
      },
    },
  },
  worker: { format: "es" },
  test: {
    include: ["tests/web/**/*.test.ts"],
    environment: "node",
    testTimeout: 300_000, // ends what hangs: nothing is measured here, and a machine may be busy
    hookTimeout: 300_000,
  },
}));
