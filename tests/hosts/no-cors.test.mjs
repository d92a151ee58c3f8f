// A frame in a sandbox that allows scripts alone, on a host that sends no header but the type: it may
// load no module from there, goes on as one file, and trains to the same weights.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kinds, short, siteFolder, start, train } from "./tools.mjs";

const address = `embed.html?theme=dark#${short.replaceAll("&", "&amp;")}`;
const page = (attributes) => () => [
  `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">
<script>
window.heard = [];
addEventListener("message", ({ data }) => window.heard.push(data));
</script>
<iframe title="Dropout" ${attributes} width="900" height="560" src="${address}"></iframe></html>`,
];

let host;
before(async () => {
  host = await start(
    { "/sandbox": page('sandbox="allow-scripts"'), "/plain": page("") },
    siteFolder,
  );
});
after(() => host?.stop());

let expected;
test("without a sandbox the frame loads its modules", async () => {
  const { page, wrong, done } = await host.open("plain");
  expected = await train(page.frameLocator("iframe"));
  assert.ok(page.frames()[1].url().includes("/embed.html?"));
  assert.deepEqual(wrong, []);
  await done();
});

test("in a sandbox it is one file, with link, looks and messages", async () => {
  const { page, wrong, done } = await host.open("sandbox");
  const frame = page.frameLocator("iframe");
  assert.deepEqual(await train(frame), expected);
  assert.deepEqual([...new Set(kinds(page))], ["blob"]);
  assert.ok(page.frames()[1].url().includes("/embed-single.html?"));
  const element = frame.locator("dropout-playground");
  assert.equal(await element.getAttribute("theme"), "dark");
  const types = await page.evaluate(() => window.heard.map((data) => data?.dropout?.type));
  for (const type of ["ready", "resize"])
    assert.ok(
      types.some((one) => one?.includes(type)),
      type,
    );
  // The browser itself says what it did not load.
  const own = wrong.filter((text) => !/CORS policy|net::ERR_FAILED/.test(text));
  assert.deepEqual(own, []);
  await done();
});
