// What goes wrong is said in a sentence with a way on: bad links, and data that do not come.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { phase, reach, settled, start } from "./tools.mjs";

let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

const noise = Array.from({ length: 20_000 }, (_, i) => String.fromCharCode(33 + ((i * 7919) % 90)));

/** Link, whether it can run as it is, and what is said. */
const links = [
  ["#v=1&model=text&colour=red", true, /“colour”, which this version does not know/],
  ["#v=1&model=text&p=1.5", true, /p=1\.5; 0 to 1 is possible, so 1 is used/],
  ["?v=1&model=text&epochs=200.4", true, /epochs=200\.4; 200 is used/],
  ["?v=1&model=text&epochs=1e9", false, /trillion operations; .* so 100000 is used/s],
  ["#v=1&__proto__=1&constructor=2", true, /“__proto__”/],
  ["#v=1&model=text&p=NaN", false, /p=“NaN”, which is not a number from 0 to 1/],
  ["#v=1&model=gpt", false, /model=“gpt”, which is none of mlp, text/],
  ["#v=9", false, /newer than this page/],
  [`#${noise.join("").replaceAll("#", "")}=`, false, /at most 8192 are read/],
];
for (const [link, runs, said] of links) {
  test(`link ${link.slice(0, 40)}`, async () => {
    const { page, element, wrong, done } = await site.open(runs ? `embed.html${link}` : link);
    const message = page.locator(".message");
    await message.waitFor();
    assert.match(await message.textContent(), said);
    await settled(page);
    assert.equal(await phase(element), "poster", "it never starts by itself");
    assert.equal(page.workers().length, 0);
    const train = page.getByRole("button", { name: "Train", exact: true });
    assert.equal(await train.isEnabled(), runs);
    if (!runs) {
      await element.evaluate((it) => it.start());
      assert.equal(await phase(element), "poster", "not even when it is told to");
      await page.getByRole("button", { name: "Open this page’s own experiment" }).click();
      await message.waitFor({ state: "detached" });
      assert.equal(await train.isEnabled(), true);
      assert.equal(await element.evaluate((it) => it.specs.length), 2, "two arms, as in the essay");
    }
    assert.deepEqual(wrong, []);
    await done();
  });
}

test("a Spec that the core refuses is said in its words", async () => {
  const { page, element, done } = await site.open("embed.html#v=1&model=text&data=moons");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await reach(page, "failed");
  assert.match(await page.locator(".message").textContent(), /does not learn data=moons/);
  await element.evaluate((it) => it.dispose());
  await done();
});

const folder = process.env.SITE ?? fileURLToPath(new URL("../../build/site", import.meta.url));
const whole = readFileSync(`${folder}/data/wordnet.bin`);
const flipped = Buffer.from(whole);
flipped[1000] ^= 1;

const breakages = [
  ["no connection", "wordnet.bin*", (route) => route.abort(), /could not be fetched/],
  ["no manifest", "wordnet.json*", (route) => route.fulfill({ status: 404 }), /HTTP 404/],
  [
    "a manifest that is none",
    "wordnet.json*",
    (route) => route.fulfill({ body: "<html>" }),
    /manifest/,
  ],
  [
    "truncated",
    "wordnet.bin*",
    (route) => route.fulfill({ body: whole.subarray(0, 9999) }),
    /incomplete/,
  ],
  ["a wrong byte", "wordnet.bin*", (route) => route.fulfill({ body: flipped }), /hash differs/],
  [
    "too long",
    "wordnet.bin*",
    (route) => route.fulfill({ body: Buffer.concat([whole, whole]) }),
    /longer/,
  ],
];
for (const [name, file, act, said] of breakages) {
  test(`data: ${name}`, async () => {
    const { page, wrong, done } = await site.open();
    await page.route(`**/data/${file}`, act);
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await reach(page, "failed");
    assert.match(await page.locator(".message").textContent(), said);
    await page.unroute(`**/data/${file}`);
    await page.getByRole("button", { name: "Retry" }).click();
    await reach(page, "ready");
    await page.locator(".message").waitFor({ state: "detached" });
    // The browser itself reports a request that failed.
    assert.deepEqual(
      wrong.filter((text) => !text.startsWith("Failed to load resource")),
      [],
    );
    await done();
  });
}
