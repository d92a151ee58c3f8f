// A static server of the built page, with the right types and a policy so strict that anything
// that would not run under it fails here first. Knows nothing of what it serves.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".bin": "application/octet-stream",
};
const incompressible = new Set([".png", ".gz", ".br"]);

const always = {
  "Content-Security-Policy": policy,
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Access-Control-Allow-Origin": "*",
  "X-Content-Type-Options": "nosniff",
};

/** Everything of it stands in the page: its script and style are allowed by their hashes. */
const singleFile = "dropout-playground.html";
const frameFile = "embed-single.html";

async function policyOf(file) {
  const html = await readFile(file, "utf8");
  const hashes = (tag) =>
    [...html.matchAll(new RegExp(`<${tag}\\b[^>]*>([\\s\\S]*?)</${tag}>`, "g"))]
      .map(([, text]) => createHash("sha256").update(text).digest("base64"))
      .map((hash) => ` 'sha256-${hash}'`)
      .join("");
  return policy
    .replace("script-src 'self'", (start) => start + hashes("script"))
    .replace("style-src 'self'", (start) => start + hashes("style"));
}

const encoders = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: bytes.length > 500_000 ? 6 : 11 },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** The file that a request's path names, or what is wrong with it as an HTTP status. */
async function find(root, url) {
  let path;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return { status: 400 };
  }
  if (path.includes("\0") || !path.startsWith("/")) return { status: 400 };
  if (path.split(/[/\\]/).some((part) => part.startsWith("."))) return { status: 404 };
  try {
    const file = await realpath(join(root, path));
    const inside = file === root || file.startsWith(root + sep);
    if (!inside) return { status: 404 };
    const facts = await stat(file);
    if (!facts.isDirectory()) return { file, facts };
    if (!path.endsWith("/")) return { status: 308, location: `${path.split("/").at(-1)}/` };
    const index = await realpath(join(file, "index.html"));
    return { file: index, facts: await stat(index) };
  } catch {
    return { status: 404 };
  }
}

/** The coding to answer with: the smallest that the client takes. */
function negotiate(header = "") {
  const refused = (coding) => new RegExp(`\\b${coding}\\s*;\\s*q=0(\\.0*)?\\s*(,|$)`).test(header);
  const takes = (coding) => new RegExp(`\\b${coding}\\b`).test(header) && !refused(coding);
  return ["br", "gzip"].find(takes);
}

/** One range as [first, last], null when it lies outside, undefined when there is none to heed. */
function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const first = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const last = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (first <= last) return [first, last];
  return first >= size ? null : undefined;
}

/** A server of the files under `folder`; call its listen(). */
export function serve(folder) {
  const compressed = new Map(); // tag -> promise of bytes
  let root;

  async function answer(request, response) {
    root ??= await realpath(resolve(folder));
    const say = (status, headers = {}) =>
      response
        .writeHead(status, { ...always, "Content-Type": types[".txt"], ...headers })
        .end(`${status}\n`);
    if (request.method !== "GET" && request.method !== "HEAD")
      return say(405, { Allow: "GET, HEAD" });

    const { status, location, file, facts } = await find(root, request.url);
    if (status) return say(status, location ? { Location: location } : {});

    const extension = extname(file);
    const range = parseRange(request.headers.range, facts.size);
    const coding =
      range === undefined && facts.size > 500 && !incompressible.has(extension)
        ? negotiate(request.headers["accept-encoding"])
        : undefined;
    const version = `${facts.mtimeMs.toString(36)}-${facts.size.toString(36)}`;
    const tag = `"${version}${coding ? `-${coding}` : ""}"`;
    const hashed = file.startsWith(join(root, "assets") + sep);
    const headers = {
      ...always,
      "Content-Type": types[extension] ?? "application/octet-stream",
      "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
      "Accept-Ranges": "bytes",
      ...([singleFile, frameFile].some((name) => file === join(root, name)) && {
        "Content-Security-Policy": await policyOf(file),
      }),
      Vary: "Accept-Encoding",
      ETag: tag,
    };
    const seen = request.headers["if-none-match"]?.split(/\s*,\s*/) ?? [];
    if (seen.includes(tag) || seen.includes("*")) return response.writeHead(304, headers).end();
    if (range === null) return say(416, { "Content-Range": `bytes */${facts.size}` });

    if (coding) {
      const key = `${file} ${tag}`;
      if (!compressed.has(key)) compressed.set(key, readFile(file).then(encoders[coding]));
      const bytes = await compressed.get(key);
      response.writeHead(200, {
        ...headers,
        "Content-Encoding": coding,
        "Content-Length": bytes.length,
      });
      return response.end(request.method === "HEAD" ? undefined : bytes);
    }
    const [first, last] = range ?? [0, facts.size - 1];
    response.writeHead(range ? 206 : 200, {
      ...headers,
      "Content-Length": last - first + 1,
      ...(range && { "Content-Range": `bytes ${first}-${last}/${facts.size}` }),
    });
    if (request.method === "HEAD" || facts.size === 0) return response.end();
    createReadStream(file, { start: first, end: last })
      .on("error", () => response.destroy())
      .pipe(response);
  }

  return createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(`serve: ${request.url}: ${error.message}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, always).end("500\n");
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env.PORT ?? 8080);
  const site = fileURLToPath(new URL("../../build/site", import.meta.url));
  serve(site)
    .on("error", (error) => {
      const busy = `port ${port} is taken: set PORT to another one`;
      console.error(`serve: ${error.code === "EADDRINUSE" ? busy : error.message}`);
      process.exit(1);
    })
    .listen(port, "localhost", () => console.log(`The page is at http://localhost:${port}`));
}
