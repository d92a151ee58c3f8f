// Debian's WebKit: MiniBrowser by WebKitWebDriver, which speaks classic WebDriver over HTTP. Each
// page has a browser of its own, since a session has one window and one colour scheme. An automated
// MiniBrowser is private, and WebKit prints no console then: the page keeps it itself (messages.js).
import { createServer } from "node:net";
import {
  displayServerPath,
  miniBrowserPath,
  missingOf,
  run,
  startDisplay,
  webKitDriverPath,
} from "../../../scripts/replay/launch.mjs";
import { clickActions, keyActions } from "./w3c.mjs";

export const missing = () => missingOf(miniBrowserPath, webKitDriverPath, displayServerPath);
export const messagesInPage = true;

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Sends one command; an error of WebDriver becomes one of ours. */
async function send(url, method, body) {
  const json = method === "POST" ? JSON.stringify(body ?? {}) : undefined;
  const response = await fetch(url, { method, body: json });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

async function listening(driver, root) {
  const ask = async () => {
    for (;;) {
      try {
        return await send(`${root}/status`, "GET");
      } catch {
        await new Promise((later) => setTimeout(later, 20));
      }
    }
  };
  await Promise.race([ask(), driver.failed]);
}

export async function launch() {
  const binary = miniBrowserPath();
  const display = await startDisplay();
  const port = await freePort();
  const driver = run(webKitDriverPath(), [`--port=${port}`], display.env);
  const root = `http://127.0.0.1:${port}`;
  await listening(driver, root);

  async function startSession(colorScheme) {
    const args = ["--automation", ...(colorScheme === "dark" ? ["--dark-mode"] : [])];
    return send(`${root}/session`, "POST", {
      capabilities: {
        alwaysMatch: {
          browserName: "MiniBrowser",
          timeouts: { script: 600_000 },
          "webkitgtk:browserOptions": { binary, args },
        },
      },
    });
  }

  async function open(address, { colorScheme, viewport }) {
    const { sessionId } = await startSession(colorScheme);
    const base = `${root}/session/${sessionId}`;
    const post = (path, body) => send(`${base}/${path}`, "POST", body);
    const evaluate = (expression) =>
      post("execute/sync", { script: `return (${expression})`, args: [] });
    // The window's bars take some of it: what is over is added.
    const [width, height] = await evaluate("[innerWidth, innerHeight]");
    const { width: w, height: h } = await send(`${base}/window/rect`, "GET");
    const rect = { width: viewport.width + w - width, height: viewport.height + h - height };
    await post("window/rect", rect);
    await post("url", { url: address });
    const act = (actions) => post("actions", { actions });
    return {
      evaluate,
      click: (x, y) => act(clickActions(x, y)),
      press: (chord) => act(keyActions(chord)),
      choose: async (expression, path) => {
        const [id] = Object.values(await evaluate(expression));
        await post(`element/${id}/value`, { text: path });
      },
      screenshot: async () => Buffer.from(await send(`${base}/screenshot`, "GET"), "base64"),
      messages: () => evaluate("window.messages"),
      close: () => send(base, "DELETE"),
    };
  }

  const probe = await startSession("light");
  await send(`${root}/session/${probe.sessionId}`, "DELETE");
  const close = () => driver.stop().finally(display.stop);
  return { version: probe.capabilities.browserVersion, downloads: display.downloads, open, close };
}
