// The site without a network: what was opened once opens, trains and asks again; a new build comes
// as a whole or not at all; what other sites embed brings no service worker.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { siteFolder } from "./chromium.mjs";
import { reach, soon, start } from "./tools.mjs";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "site-"));
let site;
before(async () => {
  cpSync(siteFolder, folder, { recursive: true });
  site = await start([], folder);
});
after(async () => {
  await site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const allowed = { serviceWorkers: "allow" };
const moons = "#v=1&data=moons&width=8&epochs=2";
const words = "#v=1&model=text&data=wordnet&n=500&epochs=1";

/** The service worker of the build that the server has is in charge of the page. */
async function served(page) {
  const name = /"name":"(\w+)"/.exec(readFileSync(join(folder, "sw.js"), "utf8"))[1];
  await soon(async () => {
    const [caches, state] = await page.evaluate(async () => {
      const { active, installing, waiting } = await navigator.serviceWorker.ready;
      const { controller } = navigator.serviceWorker;
      const settled = active === controller && !installing && !waiting;
      return [await globalThis.caches.keys(), settled && active.state];
    });
    assert.equal(state, "activated");
    assert.ok(caches.some((cache) => cache.endsWith(`build ${name}`)));
  });
}

async function train(page) {
  const element = page.locator("dropout-playground").first();
  await element.evaluate((it) => it.updateComplete.then(() => it.start()));
  await reach(page, "finished");
  return element.evaluate((it) => it.result.map(({ digest }) => digest));
}

async function cut(page) {
  await page.context().setOffline(true);
  const answer = await page.evaluate(() => fetch("./host.js").catch(() => "none"));
  assert.equal(answer, "none", "there is no network");
}

/** Loads another link as a page of its own: a change of the fragment alone loads nothing. */
async function open(page, link) {
  await page.goto("about:blank");
  await page.goto(`${site.address}${link}`);
  await page.waitForFunction(() => customElements.get("dropout-playground"));
}

function deploy(heading) {
  const path = join(folder, "index.html");
  writeFileSync(path, readFileSync(path, "utf8").replace(/<h1>.*<\/h1>/, `<h1>${heading}</h1>`));
}
const list = () =>
  execFileSync("node", [join(root, "scripts/site/offline.mjs"), folder], { cwd: root });
const heading = (page) => page.locator("h1").textContent();

test("after one visit it opens and trains without a network", async () => {
  const { page, wrong, done } = await site.open(words, allowed);
  const expected = await train(page); // the data may come before the service worker
  await served(page);
  await soon(async () => {
    const kept = await page.evaluate(async () => {
      const all = (await globalThis.caches.keys()).filter((name) => name.endsWith(" data"));
      const inside = all.map(async (name) => (await globalThis.caches.open(name)).keys());
      return (await Promise.all(inside)).flat().map(({ url }) => url);
    });
    assert.equal(kept.length, 1);
    assert.match(kept[0], /wordnet/);
  });
  await cut(page);
  wrong.length = 0;
  await page.reload();
  await page.waitForFunction(() => customElements.get("dropout-playground"));
  assert.deepEqual(await train(page), expected, "the same bits on data that came before");
  await open(page, moons);
  assert.equal((await train(page))[0].length, 16);
  await open(page, `index.html${moons}`);
  assert.deepEqual(wrong, []);

  // What was never fetched says so.
  await open(page, "#v=1&model=cnn&data=fashion&n=100&epochs=1");
  const element = page.locator("dropout-playground").first();
  await element.evaluate((it) => it.start());
  await page.locator(".message").first().waitFor();
  await done();
});

test("a new build is there at the next visit, as a whole", async () => {
  const { page, done } = await site.open("", allowed);
  await served(page);
  deploy("The second build");
  list();
  await page.reload();
  assert.equal(await heading(page), "The second build", "with a network at once");
  await served(page);
  await cut(page);
  await page.reload();
  assert.equal(await heading(page), "The second build", "and without");

  // A deployment half done: its list names another page than the server has.
  await page.context().setOffline(false);
  deploy("The third build");
  list();
  deploy("Neither");
  const state = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return new Promise((done) => {
      registration.addEventListener("updatefound", () => {
        const fresh = registration.installing;
        fresh.addEventListener("statechange", () => done(fresh.state));
      });
      void registration.update();
    });
  });
  assert.equal(state, "redundant", "it is not taken");
  await cut(page);
  await page.reload();
  assert.equal(await heading(page), "The second build");
  await done();
});

test("what others embed brings no service worker", async () => {
  const { page, done } = await site.open(`embed.html${moons}`, allowed);
  await train(page);
  assert.equal(
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
    0,
  );
  for (const file of [
    "embed.html",
    "host.js",
    "class.js",
    "dropout-playground.js",
    "dropout-playground.html",
  ]) {
    assert.doesNotMatch(readFileSync(join(folder, file), "latin1"), /serviceWorker|sw\.js/, file);
  }
  await done();
});
