// Trains links in a browser: a server of the modules, the data and page.mjs, and the browser that
// opens it. The page posts its result back.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";

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
  const path = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(path)) {
    throw new Error(`${path} is not there: install Chromium, or say in CHROMIUM where it is`);
  }
  const playwright = await import("playwright-core").catch(() => {
    throw new Error("playwright-core is not there: run npm ci");
  });
  const browser = await playwright.chromium.launch({
    executablePath: path,
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage();
  const failed = new Promise((_, fail) => {
    page.on("pageerror", fail);
    page.on("crash", () => fail(new Error("the page crashed")));
    page.goto(address).catch(fail);
  });
  return { failed, close: () => browser.close() };
}

const quiet = {
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "app.normandy.enabled": false,
  "dom.max_script_run_time": 0,
};

async function firefox(address) {
  const path = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
  if (!existsSync(path)) {
    throw new Error(`${path} is not there: install Firefox, or say in FIREFOX where it is`);
  }
  const home = mkdtempSync(join(tmpdir(), "replay-firefox-"));
  const prefs = Object.entries(quiet).map(
    ([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(home, "user.js"), prefs.join(""));
  const child = spawn(path, ["--headless", "--no-remote", "--profile", home, address], {
    stdio: "ignore",
    detached: true, // a group of its own, to be ended as one
    env: { ...process.env, HOME: home },
  });
  let over = false;
  const failed = new Promise((_, fail) => {
    child.on("error", fail);
    child.on("exit", (code) => over || fail(new Error(`Firefox ended with code ${code}`)));
  });
  const close = async () => {
    over = true;
    if (child.exitCode === null && child.pid) {
      const gone = new Promise((done) => child.once("exit", done));
      process.kill(-child.pid, "SIGKILL");
      await gone;
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  return { failed, close };
}

const browsers = { chromium, firefox };

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
    await browser?.close();
    stop();
  }
}
