// How the page is built: relative addresses, so that it works in any folder of any server, and
// module workers. Every page at the top level is an entry.
import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

const pages = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".html"));

export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    outDir: "build/site",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages },
  },
  worker: { format: "es" },
  test: {
    include: ["tests/web/**/*.test.ts"],
    environment: "node",
  },
});
