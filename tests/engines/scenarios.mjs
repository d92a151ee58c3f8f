// What a reader does, once for all engines. A scenario throws where something is not as it must be;
// run.mjs adds that the console stays empty. Digests are held against the module in Node.
import assert from "node:assert/strict";
import { focused, stops } from "../browser/focus.mjs";
import { bearsHosts } from "./hosts.mjs";
import { button, radio, slider } from "./page.mjs";
import {
  link as linkOf,
  painted,
  pictures,
  play,
  reach,
  results,
  set,
  status,
  stepIs,
  train,
} from "./playground.mjs";
import { elsewhere, experiments, written } from "./views.mjs";

const moons = "embed.html#v=1&data=moons&p=0.5&n=200&epochs=30";
const digestOfMoons = "92d332d7fcd37ae0"; // as stored in README.md and dropout run
const long = "embed.html#v=1&data=moons&p=0.5&n=200&width=32&epochs=5000";

async function trains({ open }) {
  const page = await open(moons);
  assert.equal(await status(page), "poster", "nothing runs before it is asked to");
  const [{ step, digest }] = await train(page);
  assert.equal(step, 210);
  assert.equal(digest, digestOfMoons);
}

async function pauses({ open }) {
  const page = await open(long);
  await page.click(play);
  await page.until("some steps are done", async () => (await results(page))[0]?.step > 0);
  await page.click(button("Pause"));
  await reach(page, "paused");
  const [{ step }] = await results(page);
  await page.click(button("Step"));
  await page.until("another step is done", async () => (await results(page))[0].step > step);
  assert.equal((await results(page))[0].step, step + 1, "nothing trained meanwhile");
  await page.click(play);
  await page.until("training goes on", async () => (await results(page))[0].step > step + 1);
}

async function rewinds({ open }) {
  const page = await open(moons);
  const [{ digest }] = await train(page);
  await page.click(button("Rewind"));
  await stepIs(page, 0);
  assert.notEqual((await results(page))[0].digest, digest);
  assert.equal((await train(page))[0].digest, digest, "the same weights again");
}

async function changesMode({ open }) {
  const page = await open(moons);
  await set(page, { panels: "field" });
  await train(page);
  const settled = () => painted(page, 1);
  // The last weights are drawn some frames after the training has ended.
  let looks = [];
  const eval1 = await page.until("the picture stands still", async () => {
    const [now] = await settled();
    looks = [...looks.filter((hash) => hash === now.hash), now.hash];
    return looks.length >= 10 && now;
  });
  const seen = new Set([eval1.hash]);
  for (const [name, mode] of [
    ["Dropout on", "train"],
    ["MC", "mc"],
  ]) {
    await page.click(radio(name));
    const changed = async () => (await settled()).find(({ hash }) => !seen.has(hash));
    const { hash } = await page.until(`mode ${mode} has a picture of its own`, changed);
    seen.add(hash);
    assert.equal(
      await page.evaluate(() => document.querySelector("dropout-playground").mode),
      mode,
    );
  }
  await page.click(radio("Eval"));
  const back = async () => (await pictures(page))[0]?.hash === eval1.hash;
  await page.until("eval mode has the picture that it had", back);
}

async function paintsViews({ open }) {
  const offered = new Set(elsewhere);
  const tested = new Set(elsewhere);
  for (const { link, views } of experiments) {
    const page = await open(`embed.html#v=1&${link}`);
    await train(page);
    const names = await page.evaluate(() =>
      [
        ...document
          .querySelector("dropout-playground")
          .shadowRoot.querySelectorAll(".view-switches input"),
      ].map(({ name }) => name),
    );
    for (const name of names) offered.add(name);
    for (const view of views.split(" ")) {
      tested.add(view);
      await set(page, { panels: view });
      if (!written[view]) await painted(page, 1);
      else {
        await page.text({ css: ".views", pattern: written[view].source });
      }
    }
    await page.close();
  }
  assert.deepEqual([...tested].sort(), [...offered].sort(), "every view that is offered");
}

async function drawsPoints({ open, node }) {
  const page = await open("embed.html#v=1&model=mlp&data=moons&epochs=30&p=0.3&width=16&seed=5");
  await set(page, { panels: "field", linked: true });
  const [{ digest }] = await train(page);
  await page.click(radio("adds class 0"));
  const chart = { css: ".panel .chart-box" };
  await page.click(chart, [0.3, 0.2]);
  await page.until("the link has points", async () => /&pts=b8\./.test(await linkOf(page)));
  await reach(page, "finished");
  const one = await linkOf(page);
  await page.focus(chart);
  await page.press("ArrowRight", 3);
  await page.press("Enter");
  await page.until("the keys have added another", async () => (await linkOf(page)) !== one);
  const [expected] = await node(await linkOf(page));
  assert.notEqual(expected, digest);
  const learned = async () => (await results(page))[0]?.digest === expected;
  await page.until("the page has what Node learns from those points", learned);
}

/** Flowers of two sorts, told apart by a length and a colour. */
function flowers(rows) {
  const lines = ["length,colour,sort"];
  for (let i = 0; i < rows; i++) {
    const sort = i % 2;
    const length = 1 + sort + ((i * 7919) % 100) / 150;
    const colour = (i * 31) % 5 < 3 + sort ? "white" : "blue";
    lines.push(`${length.toFixed(3)},${colour},${sort ? "rose" : "iris"}`);
  }
  return `${lines.join("\n")}\n`;
}

// No protocol drags a file of the disk into a page: the event is made in the page.
async function dropTable(page) {
  await page.evaluate((text) => {
    const { shadowRoot } = document.querySelector("dropout-playground");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
    const options = { dataTransfer, bubbles: true, cancelable: true };
    for (const type of ["dragover", "drop"]) {
      shadowRoot.querySelector(".frame").dispatchEvent(new DragEvent(type, options));
    }
  }, flowers(80));
  await page.text({ css: ".own-table [role=status]", pattern: "dropped.csv: 80 rows" });
  const [{ digest }] = await train(page);
  return digest;
}

const table = "v=1&p=0.2&epochs=5";

async function dropsTable({ open, same }) {
  const page = await open(`embed.html#${table}`);
  same("weights of a dropped table", await dropTable(page));
}

async function replaysLink({ open, node }) {
  const link = "#v=1&data=spirals&epochs=6&seed=7&width=16&b.p=0.5&b.drop=gaussian";
  const digests = await node(link);
  const page = await open(`embed.html${link}`);
  const arms = await train(page);
  assert.deepEqual(
    arms.map(({ digest }) => digest),
    digests,
    "what Node learns from that link",
  );
  await page.click(button("Share"));
  await page.click({ css: ".exact input" });
  const field = { css: "input", name: "Link" };
  const shared = await page.until("the link says where the run stands", async () => {
    const text = await page.value(field);
    return text.includes("&at=") && text;
  });
  assert.ok(shared.includes(`&h=${digests}&`), shared);
  await page.close();
  const other = await open(shared.slice(shared.indexOf("playground.html")));
  await other.text({ css: ".replay", pattern: "^ ?Reproduced, bit for bit: at step \\d+" });
}

async function savesAndOpens({ open, saved }) {
  const page = await open("embed.html#v=1&p=0.3&epochs=20&seed=5");
  await page.evaluate(() => document.querySelector("dropout-playground").step(37));
  await stepIs(page, 37);
  const [{ digest }] = await results(page);
  await page.click(button("Export and open"));
  const files = [];
  for (const kind of ["npz", "json"]) {
    await page.click(button(`Download .${kind}`));
    files.push(await saved(page, `dropout-step-37.${kind}`));
  }
  const [{ digest: end }] = await train(page);
  await page.close();
  for (const path of files) {
    const other = await open("embed.html#v=1&data=spirals&width=8");
    await other.click(button("Export and open"));
    await other.choose({ css: ".files-panel input[type=file]" }, path);
    await other.text({ css: ".files-panel", pattern: "dropout-step-37.* stands at step 37" });
    await reach(other, "paused");
    assert.equal((await results(other))[0].digest, digest, path);
    assert.equal((await train(other))[0].digest, end, `${path}: as if it had never stopped`);
    await other.close();
  }
}

async function playsFigure({ open }) {
  const page = await open("index.html");
  await page.evaluate(() => {
    const element = document
      .querySelector("#figure-twice template")
      .content.querySelector("[spec]");
    element.setAttribute("spec", "width=16&p=0.3&noise=0.3&epochs=20");
  });
  await page.click({ css: "#figure-twice button", pattern: "^Run this figure" });
  const answer = await page.waitFor("the figure has trained and answers", () => {
    const figure = document.querySelector("#figure-twice");
    const text = figure.querySelector(".answer").textContent;
    return (
      figure.querySelector("dropout-playground")?.status === "finished" && /\d/.test(text) && text
    );
  });
  assert.doesNotMatch(answer, /NaN|undefined|Infinity/);
}

async function walksByTab({ open }) {
  const page = await open(moons);
  await set(page, { controls: "full", panels: "field curves", mode: "mc" });
  await train(page);
  const all = await page.evaluate(stops);
  const walked = [];
  await page.evaluate(() => document.activeElement?.blur());
  for (let i = 0; i < all + 20; i++) {
    await page.press("Tab");
    const now = await page.evaluate(focused);
    if (!now && walked.length > 0) break;
    if (!now) continue;
    if (now.number < walked.length) break; // round: MiniBrowser has nothing else to walk to
    assert.ok(now.ring, `the focus is not seen on ${now.name}`);
    const inSight = async () => (await page.evaluate(focused)).visible;
    await page.until(`${now.name}, which has the focus, is in sight`, inSight);
    walked.push(now);
  }
  const names = walked.map(({ name }) => name).join("; ");
  assert.equal(new Set(walked.map(({ number }) => number)).size, walked.length, names);
  assert.equal(walked.length, all, names);
}

async function worksByKeys({ open }) {
  const page = await open(moons);
  await train(page);
  const p = () => page.evaluate(() => document.querySelector("dropout-playground").specs[0].p);
  await page.focus(slider("Dropout p"));
  await page.press("ArrowRight");
  assert.equal(await p(), 0.55);
  await page.press("Control+z");
  assert.equal(await p(), 0.5);
  await page.press("r");
  await stepIs(page, 0);
  await page.press("Period");
  await stepIs(page, 1);
  await page.press("r");
  await stepIs(page, 0);
  await page.focus(play);
  await page.press("Space");
  await reach(page, "finished");
}

async function isDark({ open }) {
  for (const path of ["index.html", moons]) {
    const brightness = {};
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(path, { colorScheme });
      if (path === moons) {
        await train(page);
        await painted(page, 2);
      }
      brightness[colorScheme] = await page.brightness();
      await page.close();
    }
    const { light, dark } = brightness;
    assert.ok(light > 0.7 && dark < 0.3, `${path}: ${light} in the light, ${dark} in the dark`);
  }
}

async function opensEveryPage({ open }) {
  for (const [path, shown] of [
    ["index.html", "Dropout"],
    ["figures/twice.html", "Ask twice"],
    ["docs/index.html", "Dropout Playground"],
    ["docs/element.html", "dropout-playground"],
  ]) {
    const page = await open(path);
    const found = await page.evaluate(() => document.body.textContent);
    assert.ok(found.includes(shown), path);
    await page.close();
  }
}

/** The single file as a reader has it on a disk: no server, and no origin. */
async function opensSingleFile({ openFile, same }) {
  const page = await openFile("dropout-playground.html", moons.slice(moons.indexOf("#")));
  assert.equal((await train(page))[0].digest, digestOfMoons);
  await page.close();
  const other = await openFile("dropout-playground.html", `#${table}`);
  same("weights of a dropped table", await dropTable(other));
}

/** In the order in which the table has them. */
export const scenarios = [
  ["train", trains],
  ["pause", pauses],
  ["rewind", rewinds],
  ["mode", changesMode],
  ["views painted", paintsViews],
  ["points drawn", drawsPoints],
  ["CSV dropped", dropsTable],
  ["link replayed", replaysLink],
  ["file saved, opened", savesAndOpens],
  ["figure of the essay", playsFigure],
  ["keyboard walk", walksByTab],
  ["worked by keys", worksByKeys],
  ["dark mode", isDark],
  ["single file of a disk", opensSingleFile],
  ["pages, console empty", opensEveryPage],
  ["hosts of all kinds", bearsHosts],
];

/** What each run of the tests plays in another engine than Chromium, which tests/browser drives; the
 * section `engines` in full plays all. */
export const inEachRun = [
  "train",
  "pause",
  "points drawn",
  "CSV dropped",
  "link replayed",
  "file saved, opened",
  "worked by keys",
  "hosts of all kinds",
];
