// Who is measured: us in Node and in Chromium, the peers in JavaScript in both, and PyTorch. Each
// waits in a process or a page of its own, so that rounds can go round in turn.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const here = import.meta.dirname;

/** A process that answers a JSON line with a JSON line. */
function converse(command, words, env = process.env) {
  const child = spawn(command, words, { env, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise((_, fail) => {
    child.on("error", fail);
    child.on("exit", (code) => fail(new Error(`${command} ${words[0]} ended with ${code}`)));
  });
  ended.catch(() => {});
  return {
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value } = await Promise.race([lines.next(), ended]);
      if (value === undefined) throw new Error(`${command} ${words[0]} ended early`);
      return JSON.parse(value);
    },
    stop: () => child.kill(),
  };
}

const types = { ".html": "text/html", ".mjs": "text/javascript", ".js": "text/javascript" };

/** A browser whose pages can fetch this folder, the modules, the data and the peers. */
async function openBrowser(folders) {
  const roots = { bench: here, wasm: folders.wasm, data: folders.data, peers: folders.modules };
  const server = createServer(async (request, response) => {
    const [, root, ...rest] = decodeURIComponent(new URL(request.url, "http://x").pathname).split(
      "/",
    );
    try {
      if (root === "")
        return response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html>");
      const bytes = await readFile(join(roots[root], ...rest.filter((part) => part !== "..")));
      const type = types[extname(request.url)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  return {
    version: `Chromium ${browser.version()}`,
    address: `http://127.0.0.1:${server.address().port}/`,
    browser,
    async stop() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Makes window.player, the side, in a page. */
const players = {
  ours: async () => {
    const { make } = await import("/bench/ours.mjs");
    const read = async (path) => {
      const answer = await fetch(path.startsWith("data/") ? `/${path}` : `/wasm/${path}`);
      return new Uint8Array(await answer.arrayBuffer());
    };
    window.player = await make(read);
  },
  tfjs: async () => {
    const { make } = await import("/bench/peer-tfjs.mjs");
    const { points } = await import("/bench/points.mjs");
    window.tf.wasm.setWasmPaths("/peers/@tensorflow/tfjs-backend-wasm/dist/");
    window.player = await make(window.tf, points());
  },
  convnetjs: async () => {
    const { make } = await import("/bench/peer-convnetjs.mjs");
    const { points } = await import("/bench/points.mjs");
    window.player = await make(window.convnetjs, points());
  },
};
const scripts = {
  ours: [],
  tfjs: [
    "@tensorflow/tfjs/dist/tf.min.js",
    "@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
  ],
  convnetjs: ["convnetjs/build/convnet-min.js"],
};

async function inPage(chromiumOpen, side) {
  const page = await chromiumOpen.browser.newPage();
  await page.goto(chromiumOpen.address);
  for (const script of scripts[side]) {
    await page.addScriptTag({ url: `${chromiumOpen.address}peers/${script}` });
  }
  await page.evaluate(players[side]);
  return {
    ask: (question) =>
      page.evaluate(async ({ do: what, row, seconds }) => {
        if (what === "open") return { losses: await window.player.open(row) };
        if (what === "measure") return { us: await window.player.measure(row, seconds) };
        return { version: window.player.version };
      }, question),
    stop: () => page.close(),
  };
}

/** Sides by name and engine, started when first asked for. */
export function makeSides(folders) {
  const made = new Map();
  let opened;
  const start = {
    Node: (side) =>
      converse(process.execPath, [
        join(here, "runner.mjs"),
        side,
        folders.wasm,
        folders.data,
        folders.modules,
        folders.clock,
      ]),
    async Chromium(side) {
      opened ??= openBrowser(folders);
      return inPage(await opened, side);
    },
    native() {
      const { OPENBLAS_CORETYPE, OPENBLAS_L2_SIZE, ATEN_CPU_CAPABILITY, ...env } = process.env;
      return converse("/usr/bin/python3", [join(here, "peers.py"), folders.data, folders.clock], {
        ...env,
        OMP_NUM_THREADS: "1",
        OPENBLAS_NUM_THREADS: "1",
      });
    },
  };
  return {
    async get(side, engine) {
      const key = `${side} ${engine}`;
      if (!made.has(key)) made.set(key, await start[engine](side));
      return made.get(key);
    },
    browser() {
      opened ??= openBrowser(folders);
      return opened;
    },
    async stop() {
      for (const side of made.values()) await side.stop();
      await (await opened)?.stop();
    },
  };
}
