// Where a page's data sets lie: beside the scripts, or where data-src says.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start, train } from "./tools.mjs";

const page = (attributes) => (assets) => [
  `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">
<script type="module" src="${assets}dropout-playground.js"></script>
<dropout-playground spec="data=penguins&amp;epochs=2" ${attributes(assets)}></dropout-playground></html>`,
];
const other = (assets) => assets.replace("localhost", "127.0.0.1");

let host;
before(async () => {
  host = await start({
    "/beside": page(() => ""),
    "/elsewhere": page((assets) => `data-src="${other(assets)}data"`),
    "/slash": page((assets) => `data-src="${other(assets)}data/"`),
    "/wrong": page(() => 'data-src="nothing-here/"'),
  });
});
after(() => host?.stop());

let expected;
for (const [name, from] of [
  ["beside", (assets) => assets],
  ["elsewhere", other],
  ["slash", other],
]) {
  test(`${name}: the data come from there, and train to the same weights`, async () => {
    const { page, wrong, done } = await host.open("about:blank");
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${host.address}${name}`);
    const result = await train(page);
    expected ??= result;
    assert.deepEqual(result, expected);
    const data = asked.filter((url) => url.includes("/data/"));
    assert.ok(data.length >= 2);
    for (const url of data) assert.ok(url.startsWith(`${from(host.assets)}data/penguins.`), url);
    assert.deepEqual(wrong, []);
    await done();
  });
}

test("a folder without data is said, with a way on", async () => {
  const { page, done } = await host.open("wrong");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const message = page.locator("dropout-playground .message");
  await message.waitFor();
  assert.match(await message.textContent(), /could not be fetched \(HTTP 404\)/);
  await done();
});
