// What the tests of host pages share: the site under its strict policy, another server for the
// host's own pages, and a page on which training is started and finished as a reader would.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { close, listen, openBrowser, openSite, patience } from "../browser/chromium.mjs";

export { siteFolder } from "../browser/chromium.mjs";

export const hostPolicy = (assets) =>
  [
    "default-src 'none'",
    `script-src 'self' ${assets} 'wasm-unsafe-eval'`,
    "worker-src 'self' blob:",
    `connect-src ${assets}`,
    `frame-src ${assets}`,
    "style-src 'self'",
    "img-src data:",
  ].join("; ");

const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};

/** A file of a folder, as the plainest of servers gives it. */
function sendFile(folder, path, response) {
  if (path === "/favicon.ico") return response.writeHead(204).end();
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" });
  response.end(readFileSync(file));
}

/** Serves the site, and on another origin `pages` (path -> [html, policy]) or else a folder. */
export async function start(pages = {}, folder = "", flags = []) {
  const { address: assets, stop } = await openSite();
  const host = createServer((request, response) => {
    const path = request.url.split("?")[0];
    const page = pages[path];
    if (!page && folder) return sendFile(folder, path, response);
    if (!page) return response.writeHead(404).end();
    const [html, policy] = page(assets);
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      ...(policy && { "Content-Security-Policy": policy }),
    });
    response.end(html);
  });
  const address = await listen(host);
  const browser = await openBrowser(flags);
  return {
    assets,
    address,
    async open(url) {
      const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      const wrong = [];
      page.on("pageerror", (error) => wrong.push(error.message));
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) wrong.push(message.text());
      });
      await page.goto(new URL(url, address).href);
      return { page, wrong, done: () => context.close() };
    },
    async stop() {
      await browser.close();
      await Promise.all([stop(), close(host)]);
    },
  };
}

/** Presses Train in a page or frame and waits for the end of training. */
export async function train(frame) {
  const element = frame.locator("dropout-playground").first();
  await element.getByRole("button", { name: "Train", exact: true }).click();
  const until = Date.now() + patience;
  for (;;) {
    const status = await element.evaluate((it) => it.status);
    if (status === "finished") break;
    if (status === "failed") {
      assert.fail(await element.locator(".message").first().textContent());
    }
    assert.ok(Date.now() < until, `still ${status}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  return element.evaluate((it) => it.result.map(({ digest, status }) => [digest, status.step]));
}

/** What kind of worker trained: the addresses of the page's workers. */
export const kinds = (page) =>
  page.workers().map((worker) => new URL(worker.url()).protocol.replace(":", ""));

export const short = "v=1&epochs=3&seed=7&b.p=0.5";
