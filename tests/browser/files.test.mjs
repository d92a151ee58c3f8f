// What is taken out of an experiment and put in again, in a real browser: weights that train on to
// the bits of an uninterrupted run, files that are refused, the script for PyTorch, a narrow page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bytesOf, phase, reach, shots, soon, start } from "./tools.mjs";

let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

const link = "embed.html#v=1&p=0.3&epochs=20&seed=5";
const panel = (page) => page.locator(".files-panel");
const arm = async (element) => (await element.evaluate((it) => it.result))[0];

async function opened(page) {
  await page.getByRole("button", { name: "Export and open" }).click();
  await panel(page).getByRole("heading", { name: "Weights" }).waitFor();
}

/** Presses a button that saves a file; its name and bytes. */
async function saved(page, name) {
  const coming = page.waitForEvent("download");
  await panel(page).getByRole("button", { name }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), buffer: await bytesOf(download) };
}

const put = (page, { name, buffer }) =>
  panel(page)
    .locator("input[type=file]")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer });

async function train(page) {
  await page
    .getByRole("button", { name: /^(Train|Resume)/ })
    .first()
    .click();
  await reach(page, "finished");
}

test("weights are saved, opened elsewhere, and train on to the same bits", async () => {
  const first = await site.open(link);
  await opened(first.page);
  const button = panel(first.page).getByRole("button", { name: "Download .npz" });
  assert.ok(await button.isDisabled(), "nothing to keep before there is a network");
  await first.element.evaluate((it) => it.step(37));
  await soon(async () => assert.equal((await arm(first.element)).status?.step, 37));
  const files = [
    await saved(first.page, "Download .npz"),
    await saved(first.page, "Download .json"),
  ];
  assert.deepEqual(
    files.map(({ name }) => name),
    ["dropout-step-37.npz", "dropout-step-37.json"],
  );
  const kept = (await arm(first.element)).digest;
  await train(first.page);
  const { digest, validLoss } = await arm(first.element);

  for (const file of files) {
    const { page, element, wrong, done } = await site.open("embed.html#v=1&data=spirals&width=8");
    await opened(page);
    await put(page, file);
    await panel(page).getByText("stands at step 37").waitFor();
    await reach(page, "paused"); // the whole engine comes first
    assert.equal((await arm(element)).digest, kept);
    assert.equal((await element.evaluate((it) => it.specs))[0].seed, 5);
    await train(page);
    assert.equal((await arm(element)).digest, digest, "as if it had never stopped");
    assert.equal((await arm(element)).validLoss, validLoss);
    await page.getByRole("button", { name: "Rewind" }).click();
    await train(page);
    assert.equal((await arm(element)).digest, digest, "and from the beginning");
    assert.deepEqual(wrong, []);
    await done();
  }
  assert.deepEqual(first.wrong, []);
  await first.done();
});

test("a file that is damaged or foreign is refused, and loses nothing", async () => {
  const { page, element, wrong, done } = await site.open(link);
  await opened(page);
  await element.evaluate((it) => it.step(12));
  await soon(async () => assert.equal((await arm(element)).status?.step, 12));
  const good = await saved(page, "Download .npz");
  const { digest } = await arm(element);
  const changed = Buffer.from(good.buffer);
  changed[changed.length >> 1] ^= 0xff;
  const bad = [
    ["changed.npz", changed, /changed.npz is damaged/],
    ["short.npz", good.buffer.subarray(0, 900), /short.npz is damaged/],
    ["other.npz", Buffer.from("PK\x05\x06".padEnd(22, "\0")), /other.npz is no file/],
    ["picture.json", Buffer.from("\x89PNG\r\n"), /picture.json is no file/],
    ["half.json", Buffer.from('{"format": "dropout-playground", "v": 1,'), /half.json is damaged/],
  ];
  for (const [name, buffer, sentence] of bad) {
    await put(page, { name, buffer });
    await soon(async () =>
      assert.match(await panel(page).getByRole("alert").textContent(), sentence),
    );
    assert.equal((await arm(element)).digest, digest);
    assert.equal((await arm(element)).status.step, 12);
  }
  await put(page, {
    name: "small.json",
    buffer: Buffer.from('{"format":"dropout-playground","v":1,"link":"#v=1&p=0.7"}'),
  });
  await panel(page).getByText("small.json is opened").waitFor();
  assert.equal((await element.evaluate((it) => it.specs))[0].p, 0.7);
  assert.deepEqual(wrong, []);
  await done();
});

test("a network trained on a table waits for that table, and goes on", async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${(i * 37) % 60},${i % 3},${(i % 4) * 1.5}`);
  const table = {
    name: "mine.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`a,b,c\n${rows.join("\n")}\n`),
  };
  const { page, element, wrong, done } = await site.open("embed.html#v=1&data=csv&epochs=6");
  const own = page.locator(".own-table");
  await own.locator("input[type=file]").setInputFiles(table);
  await soon(async () => assert.equal(await phase(element), "ready"));
  await own.getByLabel("Target").selectOption("a");
  await soon(async () => assert.equal(await phase(element), "ready"));
  await element.evaluate((it) => it.step(5));
  await soon(async () => assert.equal((await arm(element)).status?.step, 5));
  await opened(page);
  const file = await saved(page, "Download .json");
  await train(page);
  const { digest } = await arm(element);

  const other = await site.open("embed.html#v=1&p=0.5");
  await opened(other.page);
  await put(other.page, file);
  await panel(other.page).getByText("choose that file").waitFor();
  await other.page.locator(".own-table input[type=file]").setInputFiles(table);
  await soon(async () => assert.equal((await arm(other.element)).status?.step, 5));
  assert.equal(await other.page.locator(".own-table").getByLabel("Target").inputValue(), "a");
  await train(other.page);
  assert.equal((await arm(other.element)).digest, digest);
  assert.deepEqual([...wrong, ...other.wrong], []);
  await other.done();
  await done();
});

test("the script for PyTorch is shown, copied and saved; all of it fits a narrow page", async () => {
  const { page, element, wrong, done } = await site.open(
    "embed.html#v=1&model=cnn&p=0.5&b.drop=spatial",
    { permissions: ["clipboard-read", "clipboard-write"] },
  );
  await opened(page);
  const code = await panel(page).locator("pre").textContent();
  assert.match(code, /^# An experiment of the Dropout Playground/);
  assert.match(code, /nn\.Conv2d\(1, 16, 3, padding=1\)/);
  await panel(page).getByRole("button", { name: "Copy" }).click();
  await panel(page).getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
  const file = await saved(page, "Download dropout.py");
  assert.deepEqual([file.name, String(file.buffer)], ["dropout.py", code]);
  const data = await panel(page).getByRole("link", { name: "fashion.bin" }).getAttribute("href");
  assert.equal((await page.request.head(data)).status(), 200);
  await panel(page).locator(".segments label").nth(1).click();
  await soon(async () =>
    assert.match(await panel(page).locator("pre").textContent(), /nn\.Dropout2d/),
  );
  await page.screenshot({ path: `${shots}/files-1280-light.png`, fullPage: true });
  await page.setViewportSize({ width: 360, height: 780 });
  await page.emulateMedia({ colorScheme: "dark" });
  const over = await element.evaluate((it) =>
    [...it.renderRoot.querySelectorAll(".files-panel, .files-panel :not(pre *)")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.outerHTML.slice(0, 80)),
  );
  assert.deepEqual(over, []);
  await panel(page).scrollIntoViewIfNeeded();
  await panel(page).screenshot({ path: `${shots}/files-360-dark.png` });
  assert.deepEqual(wrong, []);
  await done();
});

test("the script for PyTorch of one's own data: drawn points, then a table as it was read", async () => {
  const { page, wrong, done } = await site.open("embed.html#v=1&data=points&pts=b8._wAD&epochs=2");
  await opened(page);
  const code = () => panel(page).locator("pre").textContent();
  assert.match(await code(), /\nPOINTS = np\.array\(\[\n {4}\[4, -4, 3\],\n\]\)/);
  const rows = Array.from(
    { length: 30 },
    (_, i) => `${i}.${i % 10};${i % 3 ? "red" : "blue"};${i % 2}`,
  );
  const buffer = Buffer.from(["size;colour;kind", ...rows].join("\n"));
  const field = panel(page).locator("input[type=file]");
  await field.setInputFiles({ name: "my flowers.csv", mimeType: "text/csv", buffer });
  await page.locator(".own-table").waitFor();
  await train(page);
  await soon(async () =>
    assert.match(await code(), /\nDATA = "my flowers\.csv" {2}# your table\n/),
  );
  assert.match(await code(), /delimiter=";"/);
  assert.ok((await code()).includes('(categories(1, ["blue", "red"]), 2, False),  # colour'));
  assert.match(await code(), /\nTARGET = numbers\(2\) {2}# kind\n/);
  await panel(page).getByText("It reads your table my flowers.csv").waitFor();
  assert.deepEqual(wrong, []);
  await done();
});
