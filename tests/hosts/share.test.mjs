// Sharing in Chromium: a link that replays to the bit, code to paste, a file for what is too long;
// and the frame's messages: height, theme, commands, and what is no command.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { bytesOf, soon } from "../browser/tools.mjs";
import { hostPolicy, short, start, train } from "./tools.mjs";

const frame = (assets) => `<!doctype html><html lang="en"><title>Host</title>
<link rel="icon" href="data:,"><body><h1>A host</h1>
<iframe title="Interactive: dropout" width="100%" height="150" sandbox="allow-scripts"
src="${assets}embed.html?theme=light#${short.replaceAll("&", "&amp;")}"></iframe>
<script type="module" src="${assets}host.js"></script></body></html>`;

let host;
before(async () => {
  host = await start({
    // The test sets styles from outside.
    "/frame": (assets) => [
      frame(assets),
      hostPolicy(assets).replace("style-src 'self'", "style-src 'unsafe-inline'"),
    ],
  });
});
after(() => host?.stop());

const openShare = (page) => page.getByRole("button", { name: "Share", exact: true }).click();
const field = (page, name) => page.getByLabel(name, { exact: true }).inputValue();
const replayed = async (page) => {
  const message = page.locator(".replay");
  await message.filter({ hasText: /eproduced|ended/ }).waitFor();
  return (await message.textContent()).trim();
};

test("a link with its digest is reproduced, bit for bit; an altered one is not", async () => {
  const first = await host.open(`${host.assets}embed.html#${short}`);
  await train(first.page);
  await openShare(first.page);
  await first.page.getByLabel("With the weights at this step").check();
  let link = ""; // the digests come from the workers
  await soon(async () => {
    link = await field(first.page, "Link");
    assert.match(link, /&at=/);
  });
  assert.match(
    link,
    /playground\.html#v=1&epochs=3&seed=7&b\.p=0\.5&at=\d+&h=[0-9a-f]{16},[0-9a-f]{16}&e=/,
  );
  assert.match(
    await field(first.page, "iframe"),
    /^<iframe src="[^"]*embed\.html\?theme=auto#v=1&amp;/,
  );
  assert.match(
    await field(first.page, "Element"),
    /dropout-playground\.js"><\/script>\n?<dropout-/,
  );
  assert.match(await field(first.page, "Markdown"), /^\[.*\]\(http.*\)$/);
  assert.equal(await first.page.locator("svg.qr").count(), 1);
  await first.page.getByRole("button", { name: "Copy: Link" }).click();
  await first.page.getByText("Copied").waitFor();
  assert.deepEqual(first.wrong, []);
  await first.done();

  const second = await host.open(link);
  assert.match(await replayed(second.page), /^Reproduced, bit for bit: at step \d+/);
  assert.deepEqual(second.wrong, []);
  await second.done();

  const altered = link.replace(
    /(&h=[0-9a-f]{16},)(.)/,
    (_, head, one) => head + (one === "0" ? 1 : 0),
  );
  const third = await host.open(altered);
  const same = await replayed(third.page);
  assert.match(same, /^Not reproduced: the weights of arm B are /);
  assert.match(same, /Both were made with the same version/);
  await third.done();

  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  assert.match(link, new RegExp(`&e=${version.replaceAll(".", "\\.")}$`));
  const older = await host.open(altered.replace(/&e=.*/, "&e=0.1.0"));
  assert.ok((await replayed(older.page)).includes(`made with version 0.1.0, this is ${version}`));
  await older.done();
});

test("a link over 2,000 characters becomes a file, which opens again", async () => {
  const link = `${short}&pts=b8.${"A".repeat(2400)}`;
  const { page, wrong, done } = await host.open(`${host.assets}embed.html#${link}`);
  await openShare(page);
  await page.getByText(/more than many programs keep whole/).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download experiment" }).click(),
  ]);
  const buffer = await bytesOf(file);
  assert.equal(JSON.parse(String(buffer)).link, `#${link}`);
  await page.evaluate(() => document.querySelector("dropout-playground").show("#v=1&seed=3"));
  await page.getByLabel("Open an experiment").setInputFiles({
    name: file.suggestedFilename(),
    mimeType: "application/json",
    buffer,
  });
  await page.waitForFunction(
    () => document.querySelector("dropout-playground").specs[0].seed === 7,
  );
  assert.deepEqual(wrong, []);
  await done();
});

test("a sandboxed frame gets its height and theme, obeys commands and nothing else", async () => {
  const { page, wrong, done } = await host.open("frame");
  await page.evaluate(() => {
    window.heard = [];
    addEventListener("message", ({ data }) => window.heard.push(data));
    window.tell = (data) => frames[0].postMessage(data, "*");
  });
  const inside = page.frameLocator("iframe").locator("dropout-playground");
  await page.waitForFunction(() => document.querySelector("iframe").style.height !== "");
  const tall = () => page.evaluate(() => document.querySelector("iframe").offsetHeight);
  const needed = await inside.evaluate((it) => it.getBoundingClientRect().bottom);
  assert.ok(Math.abs((await tall()) - needed) <= 8, `${await tall()} for ${needed}`);
  await page.evaluate(() => document.body.setAttribute("style", "background: #101010"));
  await inside.and(page.frameLocator("iframe").locator('[theme="dark"]')).waitFor();

  await page.evaluate(() => {
    for (const data of [
      null,
      7,
      "start",
      { dropout: null },
      { dropout: { v: 2, type: "start" } },
      { dropout: { v: 1, type: "eval", code: "1" } },
      { dropout: { v: 1, type: "set", theme: "https://a.b/c.css" } },
      { lab: { v: 1, type: "start" } },
    ])
      window.tell(data);
  });
  // Messages are read in order: once this one is answered, the others were.
  await page.evaluate(() => window.tell({ dropout: { v: 1, type: "get", id: 4 } }));
  await page.waitForFunction(() => window.heard.some((one) => one?.dropout?.id === 4));
  assert.equal(await inside.evaluate((it) => it.status), "poster");
  assert.equal(await inside.getAttribute("theme"), "dark");

  await page.evaluate(() => {
    window.tell({ dropout: { v: 1, type: "set", spec: "v=1&seed=9&epochs=2" } });
    window.tell({ dropout: { v: 1, type: "start", id: 5 } });
  });
  const said = (type) => (all) => all.some((one) => one?.dropout?.type === type);
  await page.waitForFunction(() => window.heard.some((one) => one?.dropout?.type === "done"));
  await page.evaluate(() => window.tell({ dropout: { v: 1, type: "get", id: 6 } }));
  await page.waitForFunction(() => window.heard.some((one) => one?.dropout?.id === 6));
  const heard = await page.evaluate(() => window.heard);
  for (const type of ["resize", "progress", "done", "reply"]) {
    assert.ok(said(type)(heard) || type === "progress", type);
  }
  const reply = heard.find((one) => one?.dropout?.id === 6).dropout;
  assert.match(reply.spec, /#v=1&epochs=2&seed=9$/);
  assert.equal(reply.status, "finished");
  assert.match(reply.result[0].digest, /^[0-9a-f]{16}$/);
  const embedly = heard.find((one) => typeof one === "string");
  assert.equal(JSON.parse(embedly ?? "{}").context ?? "iframe.resize", "iframe.resize");
  assert.deepEqual(wrong, []);
  await done();
});
