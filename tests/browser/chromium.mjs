// The Chromium of the tests and the server of the built site: those that tests/browser/run.mjs
// keeps for all files, or, where a file is run alone or asks for flags or another folder, its own.
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../scripts/site/serve.mjs";

/** The built site; SITE names another folder. */
export const siteFolder =
  process.env.SITE ?? fileURLToPath(new URL("../../build/site", import.meta.url));

/** How long anything is waited for: no measure of speed, only an end to what hangs. */
export const patience = 300_000;

const options = (flags) => ({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", ...flags],
});

/** Ends what a test that failed left open, which would keep its file's process from ending. */
const open = new Set();
if (process.env.NODE_TEST_CONTEXT) after(() => Promise.all([...open].map((end) => end())));

/** A browser to make contexts in; closing it closes them. */
export async function openBrowser(flags = []) {
  const kept = process.env.TEST_BROWSER;
  const browser = await (kept && flags.length === 0
    ? chromium.connect(kept)
    : chromium.launch(options(flags)));
  open.add(() => browser.close());
  return browser;
}

/** Lets an HTTP server listen on a free port; its address. */
export async function listen(server) {
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  open.add(() => close(server));
  return `http://localhost:${server.address().port}/`;
}

export function close(server) {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
}

/** The address of the site, or of another folder, and how to stop its server. */
export async function openSite(folder = siteFolder) {
  const kept = process.env.TEST_SITE;
  if (kept && folder === siteFolder) return { address: kept, stop: async () => {} };
  const server = serve(folder);
  return { address: await listen(server), stop: () => close(server) };
}

/** For the runner: a browser and a server for all files, which find them in the environment. */
export async function keep() {
  const browser = await chromium.launchServer(options([]));
  const site = await openSite();
  process.env.TEST_BROWSER = browser.wsEndpoint();
  process.env.TEST_SITE = site.address;
  return async () => {
    await browser.close();
    await site.stop();
  };
}
