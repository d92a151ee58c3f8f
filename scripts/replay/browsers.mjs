// Trains links in a browser: a server of the modules, the data and page.mjs, and the browser that
// opens it. The page posts its result back.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, extname, join } from "node:path";
import { chromiumPath, startFirefox, startMiniBrowser } from "./launch.mjs";

const types = { ".mjs": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const html =
  '<!doctype html><meta charset="utf-8"><title>Replay</title>' +
  '<script type="module" src="page.mjs"></script>';

/** Serves what a replay needs; `result` is what the page posts. */
async function serveReplay({ root, build, module, links }) {
  let post;
  const result = new Promise((done) => {
    post = done;
  });
  const folders = { ".bin": join(root, "build/data"), ".wasm": join(build, "wasm") };
  const find = (name) => {
    const own = join(root, "scripts/replay", name);
    if (extname(name) === ".mjs" && existsSync(own)) return own;
    return join(folders[extname(name)] ?? folders[".wasm"], name);
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    if (request.method === "POST" && path === "/result") {
      let body = "";
      request.on("data", (piece) => {
        body += piece;
      });
      request.on("end", () => {
        response.writeHead(204).end();
        post(JSON.parse(body));
      });
      return;
    }
    if (path === "/job.json") return response.end(JSON.stringify({ module, links }));
    const file = path === "/" ? undefined : find(basename(path));
    if (file && !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, {
      "Content-Type": types[path === "/" ? ".html" : extname(path)] ?? "application/octet-stream",
      "Content-Security-Policy": policy,
    });
    response.end(file ? readFileSync(file) : html);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, result, stop };
}

async function chromium(address) {
  const playwright = await import("playwright-core").catch(() => {
    throw new Error("playwright-core is not there: run npm ci");
  });
  const browser = await playwright.chromium.launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage();
  const failed = new Promise((_, fail) => {
    page.on("pageerror", fail);
    page.on("crash", () => fail(new Error("the page crashed")));
    page.goto(address).catch(fail);
  });
  return { failed, stop: () => browser.close() };
}

const browsers = {
  chromium,
  firefox: (address) => startFirefox([address]),
  webkit: startMiniBrowser,
};

/** The digests of training links by <build>/wasm/<module> in a browser. */
export async function trainInBrowser(name, job) {
  const { address, result, stop } = await serveReplay(job);
  let browser;
  let timer;
  try {
    browser = await browsers[name](address);
    const late = new Promise((_, fail) => {
      const error = new Error(`nothing came back within ${job.seconds} s (see --timeout)`);
      timer = setTimeout(() => fail(error), 1000 * job.seconds);
    });
    const { digests, error } = await Promise.race([result, browser.failed, late]);
    if (error) throw new Error(error);
    return digests;
  } finally {
    clearTimeout(timer);
    await browser?.stop();
    stop();
  }
}
