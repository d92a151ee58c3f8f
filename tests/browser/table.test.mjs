// A reader's own table in a real browser: chosen or dropped, learned from, and refused with line and
// column where it is bad; by keyboard, and on a narrow page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { reach, shots, soon, start } from "./tools.mjs";

let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

const csv = "embed.html#v=1&data=csv&p=0.2&epochs=20";
const panel = (page) => page.locator(".own-table");
const said = (page) => panel(page).getByRole("status");

/** Flowers of two sorts, told apart by a length and a colour; and their weight. */
function flowers(rows) {
  const lines = ["length,colour,sort,weight"];
  for (let i = 0; i < rows; i++) {
    const sort = i % 2;
    const length = 1 + sort + ((i * 7919) % 100) / 150;
    const colour = (i * 31) % 5 < 3 + sort ? "white" : "blue";
    lines.push(
      `${length.toFixed(3)},${colour},${sort ? "rose" : "iris"},${(3 * length + 1).toFixed(2)}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

const file = (text, name = "flowers.csv") => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.isBuffer(text) ? text : Buffer.from(text),
});
const choose = (page, one) => panel(page).locator("input[type=file]").setInputFiles(one);

test("a link that learns from a table asks for the file, then learns from it", async () => {
  const requests = [];
  const { page, element, wrong, done } = await site.open(csv, {}, (page) =>
    page.on("request", (request) => requests.push([request.method(), request.url()])),
  );
  await page.getByRole("button", { name: "Train" }).first().click();
  await page.getByRole("alert").getByText("choose its CSV file").waitFor();
  await panel(page).getByText("Nothing leaves the browser").waitFor();
  await choose(page, file(flowers(300)));
  await soon(async () => assert.match(await said(page).textContent(), /300 rows of 4 columns/));
  assert.equal(await panel(page).getByLabel("Target").inputValue(), "weight", "the last column");
  await page.getByRole("button", { name: "Train" }).first().click();
  await reach(page, "finished");
  let [arm] = await element.evaluate((it) => it.result);
  assert.ok(
    Number.isNaN(arm.validAccuracy) && arm.validLoss < 0.2,
    "a quantity, and it is learned",
  );

  await panel(page).getByLabel("Target").selectOption("sort");
  await soon(async () => assert.equal(await element.evaluate((it) => it.status), "ready"));
  await page.getByRole("button", { name: "Train" }).first().click();
  await reach(page, "finished");
  [arm] = await element.evaluate((it) => it.result);
  assert.ok(arm.validAccuracy > 0.9, `classes, ${arm.validAccuracy}`);
  const { digest } = arm;
  // The command line on the same file comes to the same bits: tests/web has both cores.
  await page.screenshot({ path: `${shots}/own-table-1280-light.png`, fullPage: true });

  await page.getByRole("button", { name: "Rewind" }).click();
  await page.getByRole("button", { name: "Train" }).first().click();
  await reach(page, "finished");
  assert.equal((await element.evaluate((it) => it.result))[0].digest, digest);
  const own = new URL(site.address).origin;
  for (const [method, url] of requests) {
    assert.ok(
      method === "GET" && (url.startsWith(own) || url.startsWith("blob:")),
      `${method} ${url}`,
    );
  }
  assert.deepEqual(wrong, []);
  await done();
});

test("bad files are refused with line and column, and the next good one is taken", async () => {
  const { page, wrong, done } = await site.open(csv);
  await panel(page).waitFor();
  const large = Buffer.alloc(21_000_000, `1,${"9".repeat(60)}\n`);
  const bad = [
    ["", /The file is empty/],
    ["a,b\n1,2\n3\n4,5\n", /Line 3, column 2: this row has only 1 of the 2 cells/],
    ["a\n1\n2\n3\n", /There is only one column/],
    [large, /The file is larger than 20 MB/],
    [
      Buffer.from("a,b\n1,caf\xe9\n2,x\n3,y\n", "latin1"),
      /Line 2, column 2: the bytes are not UTF-8/,
    ],
    ["a,b\n1,x\n2,\n3,y\n", /Only 2 of 3 rows have no missing cell/],
    ["a,b\n1,2\n2,2\n3,2\n", /there is nothing to learn/],
  ];
  for (const [text, sentence] of bad) {
    await choose(page, file(text, "bad.csv"));
    await soon(async () => assert.match(await said(page).textContent(), sentence));
  }
  // What is wrong with the last one is its target: another one can be chosen.
  await panel(page).getByLabel("Target").selectOption("a");
  await soon(async () => assert.match(await said(page).textContent(), /3 rows of 2 columns/));
  await choose(page, file(flowers(50)));
  await soon(async () => assert.match(await said(page).textContent(), /50 rows of 4 columns/));
  assert.deepEqual(wrong, []);
  await done();
});

test("a table that is dropped anywhere is opened, as are its choices by keyboard", async () => {
  const { page, element, wrong, done } = await site.open("embed.html#v=1&p=0.2&epochs=5");
  await element.evaluate((it, text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
    const target = it.renderRoot.querySelector(".frame");
    const options = { dataTransfer: transfer, bubbles: true, cancelable: true };
    target.dispatchEvent(new DragEvent("dragover", options));
    target.dispatchEvent(new DragEvent("drop", options));
  }, flowers(80));
  await soon(async () => assert.match(await said(page).textContent(), /dropped.csv: 80 rows/));
  assert.equal((await element.evaluate((it) => it.specs))[0].data, "csv");
  const task = panel(page).getByLabel("Learn it as");
  await task.focus();
  await page.keyboard.press("ArrowDown"); // classes
  await soon(async () =>
    assert.match(await said(page).textContent(), /dropped.csv: (80 rows|Line .*100 different)/),
  );
  await panel(page).getByLabel("Target").focus();
  const names = [
    "Learn it as",
    "First row",
    "Delimiter",
    "Decimal sign",
    "Missing cells",
    "Role of",
  ];
  for (const name of names) {
    await page.keyboard.press("Tab");
    const label = await page.evaluate(() => {
      const { activeElement } = document.querySelector("dropout-playground").shadowRoot;
      return activeElement?.closest("label")?.textContent ?? activeElement?.ariaLabel ?? "";
    });
    assert.match(label, new RegExp(name));
  }
  assert.deepEqual(wrong, []);
  await done();
});

test("fits a narrow page in the dark and in German", async () => {
  const { page, element, wrong, done } = await site.open(`embed.html?lang=de${csv.slice(10)}`, {
    viewport: { width: 360, height: 780 },
    colorScheme: "dark",
  });
  await panel(page).waitFor();
  await choose(page, file(flowers(40), "eine-tabelle-mit-einem-recht-langen-namen.csv"));
  await soon(async () => assert.match(await said(page).textContent(), /40 Zeilen zu 4 Spalten/));
  const over = await element.evaluate((it) =>
    [...it.renderRoot.querySelectorAll(".own-table, .own-table *")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.outerHTML.slice(0, 80)),
  );
  assert.deepEqual(over, []);
  await page.screenshot({ path: `${shots}/own-table-360-dark.png`, fullPage: true });
  assert.deepEqual(wrong, []);
  await done();
});
