// Builds the application by each bundler, as its own documentation begins: node build.mjs. Minifying
// is left out where that is by far the slowest part.
import { cp } from "node:fs/promises";
import * as esbuild from "esbuild";
import { build as vite } from "vite";
import webpack from "webpack";

await vite({ configFile: false, logLevel: "error", build: { outDir: "out/vite" } });

await esbuild.build({
  entryPoints: ["app.js"],
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  outdir: "out/esbuild",
});
await cp("index.html", "out/esbuild/index.html");

await new Promise((done, fail) => {
  const options = {
    mode: "production",
    entry: "./app.js",
    output: { path: `${import.meta.dirname}/out/webpack`, filename: "app.js" },
    optimization: { minimize: false },
    performance: false,
  };
  webpack(options, (error, stats) => {
    if (error || stats.hasErrors() || stats.hasWarnings()) fail(error ?? new Error(`${stats}`));
    else done();
  });
});
await cp("index.html", "out/webpack/index.html");
