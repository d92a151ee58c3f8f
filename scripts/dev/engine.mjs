// A Vite plugin: builds the engine for debugging (build/wasm-debug) when a source of the core changes,
// and reloads the pages; what the compiler says of an error is shown over them. Only while serving.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, relative } from "node:path";

const isCore = (path) => /^src\/.*\.(h|cpp)$|^CMakeLists\.txt$/.test(path);
/** Editors write a file in several steps: what comes within this time is one change. */
const settleMs = 50;

/** Builds the engine; resolves to whether it did and to what was printed. */
function build(root) {
  const words = ["--build", "--preset", "wasm-debug", "--target", "module"];
  const child = spawn("cmake", words, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      printed += text;
    });
  }
  return new Promise((done) => {
    child.on("error", (error) => done({ built: false, printed: error.message }));
    child.on("close", (code) => done({ built: code === 0, printed }));
  });
}

/** From the compiler's first error on. */
function errorOf(printed) {
  const lines = printed.split("\n");
  const first = lines.findIndex((line) => /\berror:/.test(line));
  return lines.slice(Math.max(0, first), first < 0 ? undefined : first + 12).join("\n");
}

/** `folder`: where the engine is that the pages get. */
export function engine(folder = "build/wasm-debug") {
  return {
    name: "engine",
    // One engine stands for all: the whole one.
    config: () => ({
      resolve: {
        alias: [{ find: /^.*\/build\/wasm\/core[\w-]*\.mjs$/, replacement: `/${folder}/core.mjs` }],
      },
    }),
    configureServer(server) {
      const { root, logger } = server.config;
      const module = join(root, folder, "core.mjs");
      server.middlewares.use((request, _, next) => {
        request.url = request.url?.replace(
          /^\/build\/wasm\/core[\w-]*\.wasm/,
          `/${folder}/core.wasm`,
        );
        next();
      });

      let timer;
      let building = false;
      let again = false;
      async function rebuild(path) {
        if (building) {
          again = true;
          return;
        }
        building = true;
        const started = performance.now();
        logger.info(`${path} has changed: building the engine`, { timestamp: true });
        const { built, printed } = await build(root);
        building = false;
        if (again) {
          again = false;
          return rebuild(path);
        }
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        if (built) {
          logger.info(`engine built in ${seconds} s`, { timestamp: true });
          server.moduleGraph.onFileChange(module);
          server.ws.send({ type: "full-reload" });
        } else {
          const message = errorOf(printed);
          logger.error(message, { timestamp: true });
          server.ws.send({ type: "error", err: { message, stack: "", plugin: "engine" } });
        }
      }
      const heed = (file) => {
        const path = relative(root, file).replaceAll("\\", "/");
        if (!isCore(path)) return;
        clearTimeout(timer);
        timer = setTimeout(() => void rebuild(path), settleMs);
      };
      for (const event of ["add", "change", "unlink"]) server.watcher.on(event, heed);
      if (!existsSync(module)) logger.warn(`${folder} is missing: run npm run dev`);
    },
  };
}
