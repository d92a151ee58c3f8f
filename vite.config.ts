// How the page is built: relative addresses, so that it works in any folder of any server, and
// module workers. Every page at the top level is an entry; what other sites embed keeps its name.
import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { inlined } from "./scripts/inlined.mjs";
import { safeInNode } from "./scripts/safe-in-node.mjs";

const pages = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".html"));
const named = ["dropout-playground.js", "class.js", "host.js", "widget.mjs"];
const inputs = Object.fromEntries([
  ...pages.map((page) => [page.replace(".html", ""), page]),
  ...named.map((file) => [file, `web/embed/${file.replace(/\.m?js$/, ".ts")}`]),
]);

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [inlined(), safeInNode()],
  build: {
    outDir: "build/site",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: inputs,
      preserveEntrySignatures: "exports-only",
      output: {
        entryFileNames: ({ name }) => (named.includes(name) ? name : "assets/[name]-[hash].js"),
      },
    },
  },
  worker: { format: "es" },
  test: {
    include: ["tests/web/**/*.test.ts"],
    environment: "node",
  },
});
