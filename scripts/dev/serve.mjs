// The sources, served by Vite with hot replacement, under the site's own policy as far as that
// allows: connections to the server's web socket, and styles with a nonce for its error overlay.
// Data sets and the engine come from build/; posters are not needed.
import { randomBytes } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { policy } from "../site/serve.mjs";
import { engine } from "./engine.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The site's policy, with what hot replacement needs besides. */
function developing(nonce) {
  return policy
    .replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`)
    .replace("connect-src 'self'", "connect-src 'self' ws:");
}

/** Has each page's element come by scripts/dev/hot-element.ts. */
const hotElement = {
  name: "hot-element",
  enforce: "pre",
  async resolveId(source, importer, options) {
    if (!/\/define(\.ts)?$/.test(source) || !importer) return null;
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    if (found?.id !== join(root, "web/element/define.ts")) return null;
    return join(root, "scripts/dev/hot-element.ts");
  },
};

/** The data sets, wherever the scripts that fetch them lie. */
const data = {
  name: "data",
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const [, name, type] = /\/data\/([\w-]+\.(json|bin))(\?|$)/.exec(request.url ?? "") ?? [];
      const file = name && join(root, "build/data", name);
      if (!file || !existsSync(file)) return next();
      const types = { json: "application/json", bin: "application/octet-stream" };
      response.writeHead(200, { "Content-Type": types[type], "Cache-Control": "no-cache" });
      createReadStream(file).pipe(response);
    });
  },
};

/** A server that listens at `port`, any free one for 0, with the engine of a folder. */
export async function serveSources(port, { logLevel = "info", engineFolder } = {}) {
  const nonce = randomBytes(16).toString("base64");
  const server = await createServer({
    root,
    configFile: join(root, "vite.config.ts"),
    logLevel,
    clearScreen: false,
    plugins: [hotElement, data, engine(engineFolder)],
    html: { cspNonce: nonce },
    server: {
      port,
      strictPort: port !== 0,
      headers: { "Content-Security-Policy": developing(nonce) },
      watch: { ignored: ["**/build/**"] },
    },
  });
  return server.listen();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await serveSources(Number(process.env.PORT ?? 5173));
  server.printUrls();
}
