// The sweep as a reader uses it: real runs that fill the chart and have the command line's weights,
// cancel and go on, sorting by mouse and keyboard, files in and out, links.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axis, commandLine, file, openSweep, parse, small } from "./sweep-tools.mjs";
import { bytesOf, soon, start } from "./tools.mjs";

let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());
const open = (link, options) => openSweep(site, link, options);

test("a sweep fills the chart, and its runs are the command line's to the bit", async () => {
  const { page, panel, reach, result, wrong, done } = await open(small, { sweep: axis, seeds: 2 });
  const heard = page.evaluate(
    () =>
      new Promise((tell) => {
        const seen = [];
        document.addEventListener("dropout-sweep", ({ detail }) => {
          seen.push(detail.done);
          if (detail.phase === "done") tell(seen);
        });
      }),
  );
  assert.equal(await result(), null);
  await panel.getByRole("button", { name: "Run sweep: 10 runs" }).click();
  await reach("done");
  const seen = await heard;
  assert.deepEqual(
    [...seen].sort((a, b) => a - b),
    seen,
  );
  assert.equal(seen.at(-1), 10);

  const theirs = parse(commandLine(`#v=1&${small}`, "--over", axis, "--seeds", "2"));
  const found = await result();
  assert.deepEqual(
    found.digests,
    Object.fromEntries(theirs.map(({ link, digest }) => [link, digest])),
  );
  for (const { value, valid, runs } of found.points) {
    const scores = theirs.filter(({ over }) => over.p === value).map((one) => one.valid.accuracy);
    assert.equal(runs, scores.length);
    assert.ok(Math.abs(valid.accuracy.mean - (scores[0] + scores[1]) / 2) < 1e-12);
    assert.ok(Math.abs(valid.accuracy.sd - Math.abs(scores[0] - scores[1]) / Math.SQRT2) < 1e-12);
  }
  assert.match(
    found.sentence,
    /^Validation accuracy is highest at p = 0(\.\d)?: [\d.]+% ± [\d.]+% over 2 runs/,
  );
  await soon(async () => {
    assert.equal(await panel.locator(".chart-summary").textContent(), found.sentence);
  });
  // The chart's table has every run, and the page writes the lines that the command line writes.
  await panel.getByText("Data table").click();
  await soon(async () => {
    assert.equal(await panel.locator(".chart-holder tbody tr").count(), 10);
  });
  const download = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Save (.jsonl)" }).click();
  const saved = await download;
  assert.equal(saved.suggestedFilename(), "dropout-sweep-p.jsonl");
  assert.deepEqual(parse(String(await bytesOf(saved))), theirs);
  assert.match(page.url(), /&sweep=p=0:0\.8:0\.2&seeds=2$/);
  assert.deepEqual(wrong, []);
  await done();
});

test("cancel keeps what there is, and going on does the rest", async () => {
  const { element, panel, reach, result, wrong, done } = await open(`${small}&epochs=6000`, {
    sweep: "p=0:0.9:0.1",
    seeds: 2,
  });
  // Pressed by the page itself: on a busy machine a press from here may come after the last run.
  const cancelled = element.evaluate(
    (it) =>
      new Promise((pressed) => {
        it.addEventListener("dropout-sweep", function look({ detail }) {
          if (detail.done < 2) return;
          it.removeEventListener("dropout-sweep", look);
          const buttons = [...it.shadowRoot.querySelectorAll(".sweep-panel button")];
          buttons.find((button) => button.textContent.trim() === "Cancel").click();
          pressed();
        });
      }),
  );
  await panel.getByRole("button", { name: /Run sweep/ }).click();
  await cancelled;
  await reach("cancelled");
  const { done: had } = await result();
  assert.ok(had >= 2 && had < 20, `${had} runs were done`);
  await panel.getByRole("button", { name: `Go on: ${20 - had} runs left` }).click();
  await reach("done");
  assert.equal(new Set(Object.values((await result()).digests)).size, 20);
  await panel.getByRole("button", { name: "Run again" }).waitFor();
  assert.deepEqual(wrong, []);
  await done();
});

test("the table is sorted by its headings, by mouse and by keyboard", async () => {
  const { page, panel, wrong, done } = await open(small);
  const text = commandLine(`#v=1&${small}`, "--over", axis, "--seeds", "3");
  await panel.locator("input[type=file]").setInputFiles(file("sort.jsonl", text));
  const table = panel.locator(".sweep-table");
  await table.waitFor();
  const column = (n) => table.locator(`tbody tr > :nth-child(${n})`).allInnerTexts();
  const heading = (name) => table.getByRole("columnheader", { name });
  assert.deepEqual(await column(1), ["0", "0.2", "0.4", "0.6", "0.8"]);
  assert.equal(await heading("p").getAttribute("aria-sort"), "ascending");

  await heading("validation").getByRole("button").click();
  await soon(async () => {
    assert.equal(await heading("validation").getAttribute("aria-sort"), "descending");
    const scores = (await column(4)).map(Number.parseFloat);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
    assert.equal((await column(5))[0], "best");
  });
  assert.equal(await heading("p").getAttribute("aria-sort"), null);
  await page.keyboard.press("Enter");
  await soon(async () => {
    const scores = (await column(4)).map(Number.parseFloat);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => a - b),
    );
  });
  await heading("p").getByRole("button").focus();
  await page.keyboard.press("Space");
  await soon(async () => assert.deepEqual((await column(1))[0], "0"));
  assert.deepEqual(wrong, []);
  await done();
});

test("files are put together; what is foreign or comes twice is said with its line", async () => {
  const { page, panel, result, wrong, done } = await open(small);
  const shard = (i) =>
    commandLine(`#v=1&${small}`, "--over", axis, "--seeds", "2", "--shard", `${i}/3`);
  const first = `${shard(1)}not a line\n${shard(1).split("\n")[0]}\n`;
  const other = commandLine(`#v=1&${small}&epochs=3`, "--over", "p=0,0.5").split("\n")[0];
  const paths = [file("1.jsonl", first), file("2.jsonl", `${shard(2)}${other}\n`)];
  await panel.locator("input[type=file]").setInputFiles(paths);
  const said = () => panel.locator(".sweep-files [role=status]").textContent();
  await soon(async () => {
    const text = await said();
    assert.match(text, /7 runs were taken from/);
    assert.match(text, /1\.jsonl, line 5 is not JSON/);
    assert.match(text, /1\.jsonl, line 6 repeats line 1 of .*1\.jsonl; the run is counted once/);
    assert.match(text, /2\.jsonl, line 4 is left out: it is a run of another experiment/);
  });
  // The third is dropped onto the panel.
  await panel.evaluate((node, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "third.jsonl"));
    for (const type of ["dragover", "drop"]) {
      node.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, shard(3));
  await soon(async () => assert.match(await said(), /3 runs were taken from third\.jsonl/));
  const found = await result();
  assert.equal(found.done, 10);
  const whole = parse(commandLine(`#v=1&${small}`, "--over", axis, "--seeds", "2"));
  assert.deepEqual(
    found.digests,
    Object.fromEntries(whole.map(({ link, digest }) => [link, digest])),
  );
  await page.evaluate(() => document.querySelector("dropout-playground").scrollIntoView());
  assert.deepEqual(wrong, []);
  await done();
});

test("a run that diverges shows as such, names get an axis of names", async () => {
  const link = "model=mlp&data=sine&n=40&epochs=30&width=16&opt=sgd";
  const { page, panel, reach, result, wrong, done } = await open(link, { sweep: "lr=0.01,0.1,10" });
  await panel.getByRole("button", { name: "Run sweep: 9 runs" }).click();
  await reach("done");
  const { points, sentence, metric } = await result();
  assert.equal(metric, "loss", "a regression has no accuracy");
  assert.deepEqual(
    points.map(({ lost }) => lost),
    [0, 0, 3],
  );
  assert.match(sentence, /; 3 runs diverged\.$/);
  await soon(async () => {
    const row = panel.locator(".sweep-table tbody tr").last();
    assert.match(await row.textContent(), /10\s*0 \+ 3 runs diverged\s*–/);
  });
  const download = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Save (.jsonl)" }).click();
  const saved = parse(String(await bytesOf(await download)));
  const theirs = commandLine(`#v=1&${link}`, "--over", "lr=0.01,0.1,10", "--seeds", "3");
  assert.deepEqual(saved, parse(theirs));

  await panel.getByLabel("Key").selectOption("act");
  const box = (name) => panel.getByRole("checkbox", { name, exact: true });
  for (const name of ["relu", "tanh"]) assert.ok(await box(name).isChecked());
  for (const one of await panel.locator(".sweep-choices input").all()) {
    const name = await one.getAttribute("name");
    if (!["sweep-relu", "sweep-tanh"].includes(name)) await one.uncheck();
  }
  await panel.getByRole("button", { name: "Run sweep: 6 runs" }).click();
  await reach("done");
  const found = await result();
  assert.deepEqual(
    found.points.map(({ value }) => value),
    ["relu", "tanh"],
  );
  assert.match(found.sentence, /Validation loss is lowest at act = (relu|tanh): /);
  assert.match(page.url(), /&sweep=act=relu,tanh&seeds=3$/);
  assert.deepEqual(wrong, []);
  await done();
});

test("over a table of the reader's own: asked for, then the command line's bits", async () => {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const x = ((i * 37) % 120) / 60 - 1;
    return `${x.toFixed(3)},${(x * x + ((i * 13) % 7) / 50).toFixed(3)}`;
  });
  const path = file("own.csv", `x,y\n${rows.join("\n")}\n`);
  const link = "data=csv&epochs=5&width=8";
  const { page, element, panel, reach, result, done } = await open(link, { sweep: "p=0,0.3" });
  await panel.getByRole("button", { name: /Run sweep/ }).click();
  await panel.getByRole("alert").filter({ hasText: "CSV" }).waitFor();
  await element.evaluate((it) => {
    it.panels = "table sweep";
  });
  await page.locator(".own-table input[type=file]").setInputFiles(path);
  await soon(async () => assert.equal(await element.evaluate((it) => it.status), "ready"));
  await panel.getByRole("button", { name: /Run sweep/ }).click();
  await reach("done");
  const args = ["--over", "p=0,0.3", "--seeds", "3", "--csv", path, "--target", "y"];
  const theirs = parse(commandLine(`#v=1&${link}`, ...args));
  const digests = Object.fromEntries(theirs.map((line) => [line.link, line.digest]));
  assert.deepEqual((await result()).digests, digests);
  await done();
});

test("all of it by keyboard alone", async () => {
  const { page, panel, reach, result, wrong, done } = await open(small);
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: it } = document.querySelector("dropout-playground").shadowRoot;
      return it?.name || it?.textContent.trim() || it?.type;
    });
  await panel.locator("[name=sweep-key]").focus();
  await press("Tab");
  assert.equal(await focused(), "sweep-values");
  await press("Control+a");
  await page.keyboard.type("0, 0.5");
  await press("Tab");
  assert.equal(await focused(), "sweep-seeds");
  await press("Control+a");
  await page.keyboard.type("2");
  await press("Tab");
  await soon(async () => assert.equal(await focused(), "Run sweep: 4 runs"));
  await press("Enter");
  await reach("done");
  assert.deepEqual(
    (await result()).points.map(({ value, runs }) => [value, runs]),
    [
      [0, 2],
      [0.5, 2],
    ],
  );
  await soon(async () => assert.equal(await focused(), "Run again"));
  const seen = [];
  for (let i = 0; i < 16; i++) {
    await press("Tab");
    seen.push(await focused());
  }
  for (const name of ["Clear", "sweep-metric", "Data table", "validation", "Save (.jsonl)"]) {
    assert.ok(seen.includes(name), `${name} is not reached: ${seen.join(", ")}`);
  }
  assert.ok(seen.includes("file"), "the file picker is not reached");
  assert.deepEqual(wrong, []);
  await done();
});

test("it rests while it cannot be seen", async () => {
  const { page, element, panel, reach, result, wrong, done } = await open(`${small}&epochs=4000`, {
    sweep: axis,
    path: "", // the essay, where it can be scrolled out of sight
  });
  const scrolled = page.evaluate(
    () =>
      new Promise((done) => {
        document.addEventListener("dropout-sweep", function look({ detail }) {
          if (detail.phase !== "running") return;
          document.removeEventListener("dropout-sweep", look);
          scrollTo(0, document.body.scrollHeight);
          done();
        });
      }),
  );
  await panel.getByRole("button", { name: /Run sweep/ }).click();
  await scrolled;
  await reach("held");
  const { done: had } = await result();
  await element.evaluate((it) => it.scrollIntoView());
  await reach("done");
  assert.ok(had < 15);
  assert.deepEqual(wrong, []);
  await done();
});

test("a link shows its sweep and never runs it; a bad one says why", async () => {
  const one = await site.open(`embed.html#v=1&${small}&sweep=width=4,8&seeds=2`);
  await one.page.getByRole("button", { name: "Run sweep: 4 runs" }).waitFor();
  assert.equal(await one.element.evaluate((it) => it.sweepResult), null);
  assert.equal(await one.page.locator(".sweep-panel").count(), 1);
  await one.done();

  const form = await site.open(`embed.html#v=1&${small}&sweep=p`);
  await form.page.getByText("The link says “sweep=p”").waitFor();
  await form.done();

  for (const [sweep, says] of [
    ["p=0,2", "p=“2” is not a number from 0 to 1."],
    ["what=0,2", "There is no key “what” to sweep over."],
    ["model=mlp,cnn", "model cannot be swept over"],
  ]) {
    const { page, done } = await site.open(`embed.html#v=1&${small}&sweep=${sweep}`);
    const panel = page.locator(".sweep-panel");
    await panel.getByRole("alert").filter({ hasText: says }).waitFor();
    assert.ok(await panel.getByRole("button", { name: /Run sweep/ }).isDisabled());
    await done();
  }
});
