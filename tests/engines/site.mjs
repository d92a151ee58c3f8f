// Serves the built site to one engine, and remembers requests that were not answered well. For an
// engine that reports no console, each page's first script keeps its messages.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../../scripts/site/serve.mjs";

/** A copy of the site whose pages begin with messages.js. */
function withMessages(folder) {
  const copy = mkdtempSync(join(tmpdir(), "dropout-site-"));
  cpSync(folder, copy, { recursive: true });
  const script = readFileSync(join(import.meta.dirname, "messages.js"), "utf8");
  writeFileSync(join(copy, "messages.js"), script);
  for (const name of readdirSync(copy, { recursive: true })) {
    if (!name.endsWith(".html")) continue;
    const html = readFileSync(join(copy, name), "utf8");
    const single = name === "dropout-playground.html"; // opened without a server
    const first = single ? `<script>${script}</script>` : '<script src="/messages.js"></script>';
    writeFileSync(
      join(copy, name),
      html.replace("<head>", (head) => head + first),
    );
  }
  return copy;
}

/** Serves a page of somebody else's, on another origin. */
export async function serveHost(html) {
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(html);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://localhost:${server.address().port}/`, stop };
}

export async function serveSite(folder, messagesInPage = false) {
  const root = messagesInPage ? withMessages(folder) : folder;
  const failed = [];
  const server = serve(root).on("request", (request, response) => {
    response.on("finish", () => {
      const { method, url } = request;
      if (response.statusCode >= 400) failed.push(`${method} ${url}: ${response.statusCode}`);
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    if (messagesInPage) rmSync(root, { recursive: true });
  };
  return { folder: root, address: `http://localhost:${server.address().port}/`, failed, stop };
}
