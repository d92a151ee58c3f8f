// The badge: nothing of it is fetched until a reader asks or a figure has trained; it says what was
// checked; and with another expectation it fails and says which.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { reach, shots, soon, start } from "./tools.mjs";

let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

const chunk = /self-check-[\w-]+\.js$/;
const summary = (page) => page.locator(".self-check summary");
const items = (page) => page.locator(".self-check li");
const settled = (page, words) =>
  soon(async () => assert.equal(await summary(page).textContent(), words));

async function open(link = "", before = () => {}) {
  const fetched = [];
  const opened = await site.open(link, {}, async (page) => {
    page.on("request", (request) => fetched.push(request.url()));
    await before(page);
  });
  return { ...opened, fetched };
}

test("opened by keyboard it runs, and shows what it checked", async () => {
  const { page, wrong, done, fetched } = await open();
  assert.ok(!fetched.some((url) => chunk.test(url)), "nothing is fetched before");
  const box = await summary(page).boundingBox();
  await summary(page).focus();
  await page.keyboard.press("Enter");
  await settled(page, "Self-check passed");
  assert.equal((await summary(page).boundingBox()).height, box.height, "nothing jumps");
  assert.equal(await items(page).count(), 3);
  const said = await items(page).allTextContents();
  assert.match(said[0], /100,000 draws of dropout at p = 0.5 is (0\.9[89]|1\.0[01])\d+/);
  assert.match(said[1], /agree on \d+ weights to a relative error of/);
  assert.match(said[2], /digest [0-9a-f]{16}/);
  assert.equal(await page.locator(".self-check-live").textContent(), "Self-check passed");
  await summary(page).scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${shots}/self-check.png` });
  assert.deepEqual(wrong, []);
  await done();
});

test("when a figure has trained it runs by itself", async () => {
  const { page, wrong, done } = await open("#v=1&data=moons&width=8&epochs=1");
  await page
    .locator("dropout-playground")
    .first()
    .evaluate((it) => it.start());
  await reach(page, "finished");
  await settled(page, "Self-check passed");
  assert.equal(await page.locator(".self-check").getAttribute("open"), null, "and stays closed");
  assert.deepEqual(wrong, []);
  await done();
});

test("with another digest expected it fails and says so", async () => {
  let tampered = 0;
  const { page, done } = await open("", (page) =>
    page.route(chunk, async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      const other = text.replace(/(digest:\s*[`"'])[0-9a-f]{16}/, "$10123456789abcdef");
      tampered += Number(other !== text);
      await route.fulfill({ response, body: other });
    }),
  );
  await summary(page).click();
  await settled(page, "Self-check failed");
  assert.equal(tampered, 1);
  const failed = page.locator(".self-check li.failed");
  assert.equal(await failed.count(), 1);
  assert.match(await failed.textContent(), /not with the stored 0123456789abcdef.*links will not/);
  await done();
});
