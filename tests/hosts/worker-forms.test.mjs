// The forms of workers in Chromium: each works where it must, and all train to the same bits.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { hostPolicy, kinds, short, siteFolder, start, train } from "./tools.mjs";

const page = (assets, body) => `<!doctype html><html lang="en"><title>Host</title>
<link rel="icon" href="data:,"><h1>A host</h1>${body(assets)}</html>`;
const element = (assets) =>
  `<script type="module" src="${assets}dropout-playground.js"></script>
<dropout-playground spec="${short.replaceAll("&", "&amp;")}"></dropout-playground>`;
const frame = (attributes) => (assets) =>
  `<iframe title="Interactive: dropout" ${attributes} width="100%" height="560"
src="${assets}embed.html#${short.replaceAll("&", "&amp;")}"></iframe>`;

let host;
let expected;
before(async () => {
  host = await start({
    "/element": (assets) => [page(assets, element), hostPolicy(assets)],
    "/no-worker": (assets) => [
      page(assets, element),
      hostPolicy(assets).replace("worker-src 'self' blob:", "worker-src 'none'"),
    ],
    "/sandbox": (assets) => [page(assets, frame('sandbox="allow-scripts"')), hostPolicy(assets)],
    "/frame": (assets) => [page(assets, frame("")), hostPolicy(assets)],
  });
});
after(() => host?.stop());

test("same origin: a module worker", async () => {
  const { page, wrong, done } = await host.open(`${host.assets}embed.html#${short}`);
  expected = await train(page);
  assert.deepEqual(kinds(page), ["http", "http"]);
  assert.notEqual(expected[0][0], expected[1][0], "the arms differ");
  assert.deepEqual(wrong, []);
  await done();
});

test("element on another origin under a strict policy: a blob worker", async () => {
  const { page, wrong, done } = await host.open("element");
  assert.deepEqual(await train(page), expected);
  assert.deepEqual(kinds(page), ["blob", "blob"]);
  assert.deepEqual(wrong, []);
  await done();
});

test("iframe: a module worker", async () => {
  const { page, wrong, done } = await host.open("frame");
  assert.deepEqual(await train(page.frameLocator("iframe")), expected);
  assert.deepEqual(wrong, []);
  await done();
});

test("iframe in a sandbox that allows scripts alone: a blob worker", async () => {
  const { page, wrong, done } = await host.open("sandbox");
  assert.deepEqual(await train(page.frameLocator("iframe")), expected);
  assert.deepEqual(wrong, []);
  await done();
});

test("one file from the disk: a blob worker", async () => {
  const file = pathToFileURL(`${siteFolder}/dropout-playground.html`);
  const { page, wrong, done } = await host.open(`${file}#${short}`);
  assert.deepEqual(await train(page), expected);
  assert.deepEqual(kinds(page), ["blob", "blob"]);
  assert.deepEqual(wrong, []);
  await done();
});

test("one file from our own server, under its policy", async () => {
  const { page, wrong, done } = await host.open(`${host.assets}dropout-playground.html#${short}`);
  assert.deepEqual(await train(page), expected);
  assert.deepEqual(kinds(page), ["blob", "blob"]);
  assert.deepEqual(wrong, []);
  await done();
});

test("no workers allowed: the page's own thread, in short slices, and a note", async () => {
  const { page, done } = await host.open("no-worker");
  await page.evaluate(() => {
    window.longest = 0;
    const { port1, port2 } = new MessageChannel();
    let last = performance.now();
    port1.onmessage = () => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
      port2.postMessage(null);
    };
    port2.postMessage(null);
  });
  assert.deepEqual(await train(page), expected);
  assert.deepEqual(kinds(page), []);
  assert.match(await page.locator(".message").textContent(), /without a worker/);
  console.log(`longest wait on the page's thread: ${await page.evaluate(() => window.longest)} ms`);
  await done();
});
