// A table of one's own from end to end in a real browser: dropped, looked at, read otherwise, learned
// from; new rows dropped, predicted, sorted, saved; the saved bytes are the command line's.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bytesOf, reach, shots, soon, start } from "./tools.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const program = fileURLToPath(new URL("../../build/native/dropout", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "rows-"));
let site;
before(async () => {
  site = await start();
});
after(async () => {
  rmSync(folder, { recursive: true });
  await site?.stop();
});

const link = "#v=1&data=csv&p=0.2&epochs=12&T=16";
const own = (page) => page.locator(".own-table");
const fresh = (page) => page.locator(".own-rows");
const dropout = (...words) => execFileSync(program, words, { cwd: folder, stdio: "pipe" });

/** Houses: their size, kind, number of rooms and street; and the price. */
function houses(rows, first = 0, priced = true) {
  const lines = [`id,size,kind,rooms,street${priced ? ",price" : ""}`];
  for (let i = first; i < first + rows; i++) {
    const size = 40 + ((i * 37) % 160);
    const kind = ["flat", "house", "villa"][(i * 5) % 3];
    const rooms = 1 + ((i * 7) % 5);
    const price = 900 * size + 20_000 * rooms + 500 * ((i * 53) % 61);
    const cells = [i, i % 17 === 4 ? "" : size, kind, rooms, `street ${(i * 7919) % 9973}`];
    lines.push([...cells, ...(priced ? [`$${price}.00`] : [])].join(","));
  }
  return `${lines.join("\n")}\n`;
}

const file = (text, name) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Drops a file on the element. */
const drop = (element, text, name) =>
  element.evaluate(
    (it, [text, name]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: "text/csv" }));
      const options = { dataTransfer: transfer, bubbles: true, cancelable: true };
      it.renderRoot.querySelector(".frame").dispatchEvent(new DragEvent("drop", options));
    },
    [text, name],
  );

const becomes = (page, column) =>
  own(page).locator(".own-columns tr").filter({ hasText: column }).locator(".becomes");

/** Dropped, read otherwise and learned from. */
async function learn(page, element, words = { role: "Role of", type: "Type of", train: "Train" }) {
  await drop(element, houses(220), "houses.csv");
  await own(page).locator(".own-columns").waitFor();
  await own(page).getByLabel(`${words.role} id`).selectOption("left out");
  await soon(async () =>
    assert.equal(await own(page).getByLabel(`${words.role} id`).inputValue(), "left out"),
  );
  await own(page).getByLabel(`${words.type} rooms`).selectOption("category");
  await soon(async () => assert.match(await becomes(page, "rooms").textContent(), /^5 /));
  await page.getByRole("button", { name: words.train }).first().click();
  await reach(page, "finished");
}

test("a dropped table is learned from, new rows are predicted to the command line's bytes", async () => {
  const { page, element, wrong, done } = await site.open(`embed.html${link}`);
  await drop(element, houses(220), "houses.csv");
  await soon(async () =>
    assert.match(await becomes(page, "street").textContent(), /Left out: it holds texts/),
  );
  assert.match(await becomes(page, "kind").textContent(), /3 categories: flat, house, villa/);
  assert.match(await becomes(page, "price").textContent(), /A quantity in \$/);
  assert.match(await own(page).getByRole("status").textContent(), /13 rows with missing cells/);
  await own(page).locator(".first-rows").getByText("street 7919").waitFor();
  // What counts the rows is pointed out, and can be left out at once.
  await own(page).getByRole("button", { name: "Leave id out" }).click();
  await soon(async () =>
    assert.match(await becomes(page, "id").textContent(), /Left out: by choice/),
  );
  await learn(page, element);

  const rows = `${houses(90, 400)}7,900,flat,2,x,$1000.00\n8,50,castle,3,y,$2000.00\n`;
  await fresh(page).getByLabel("CSV file with new rows").setInputFiles(file(rows, "new.csv"));
  await fresh(page).locator(".rows-table tbody tr[aria-rowindex]").first().waitFor();
  assert.match(
    await fresh(page).getByRole("status").textContent(),
    /new\.csv: 87 of 92 rows have a prediction/,
  );
  await fresh(page)
    .getByText("1 of 92 cells of the column “size” are outside")
    .or(fresh(page).getByText('1 of 92 cells of the column "size" are outside'))
    .waitFor();
  await fresh(page).getByText("categories not trained on").waitFor();
  const deviations = await fresh(page)
    .locator("tbody tr[aria-rowindex] td:nth-child(3)")
    .allTextContents();
  const numbers = deviations.map((text) => Number(text.replaceAll(",", "")));
  assert.ok(numbers.length > 10);
  assert.deepEqual(
    numbers,
    [...numbers].sort((a, b) => b - a),
    "the least sure first",
  );
  await fresh(page)
    .getByRole("button", { name: "Sort by Row" })
    .or(fresh(page).locator(".sort", { hasText: /^Row/ }))
    .first()
    .click();
  await soon(async () =>
    assert.equal(
      await fresh(page).locator("tbody tr[aria-rowindex] td").first().textContent(),
      "1",
    ),
  );
  await fresh(page).locator(".chart-summary").filter({ hasText: /RMSE/ }).waitFor();

  const coming = page.waitForEvent("download");
  await fresh(page).getByRole("button", { name: "Save predictions" }).click();
  const download = await coming;
  assert.equal(download.suggestedFilename(), "new-predictions.csv");
  const saved = await bytesOf(download);
  writeFileSync(join(folder, "houses.csv"), houses(220));
  writeFileSync(join(folder, "new.csv"), rows);
  const choices = ["--leave-out", "id", "--category", "rooms"];
  dropout("run", link, "--csv", "houses.csv", ...choices, "--save", "run.npz");
  const expected = dropout("predict", "run.npz", "--csv", "new.csv");
  assert.equal(saved.toString(), expected.toString());
  assert.deepEqual(wrong, []);
  await done();
});

test("new rows without truths, of classes, by an ensemble; refused where columns are others", async () => {
  const { page, element, wrong, done } = await site.open(`embed.html${link}`);
  await drop(element, houses(220), "houses.csv");
  await own(page).getByLabel("Target").selectOption("kind");
  await soon(async () => assert.match(await becomes(page, "kind").textContent(), /3 classes/));
  await own(page).getByLabel("Role of price").selectOption("left out");
  await soon(async () => assert.match(await becomes(page, "price").textContent(), /by choice/));
  await page.getByRole("button", { name: "Train" }).first().click();
  await reach(page, "finished");
  await fresh(page).getByRole("button", { name: "Train 4 more networks" }).click();
  await fresh(page).getByText("5 networks are averaged").waitFor();
  const choose = fresh(page).getByLabel("CSV file with new rows");
  await choose.setInputFiles(file("a,b\n1,2\n3,4\n5,6\n", "other.csv"));
  await fresh(page).getByRole("alert").getByText("is missing").waitFor();
  const unknown = houses(5000, 400, false)
    .replace(/,(flat|house|villa),/g, ",,")
    .replace(/kind/, "k");
  await choose.setInputFiles(file(unknown, "new.csv"));
  const table = fresh(page).locator(".rows-table");
  await table.locator("tbody tr[aria-rowindex]").first().waitFor();
  await table.getByText("P(villa)").waitFor();
  const inSight = () => table.locator("tbody tr[aria-rowindex]").count();
  assert.ok((await inSight()) < 60, "only rows in sight stand in the document");
  await table.evaluate((it) => it.scrollTo(0, it.scrollHeight));
  await soon(async () => {
    const last = await table
      .locator("tbody tr[aria-rowindex]")
      .last()
      .getAttribute("aria-rowindex");
    assert.equal(last, await table.locator("table").getAttribute("aria-rowcount"));
  });
  assert.ok((await inSight()) < 60);
  assert.deepEqual(wrong, []);
  await done();
});

for (const [width, colorScheme] of [
  [1440, "light"],
  [1440, "dark"],
  [390, "light"],
  [390, "dark"],
]) {
  test(`fits a page of ${width} px, ${colorScheme}`, async () => {
    const german = colorScheme === "dark";
    const { page, element, wrong, done } = await site.open(
      `embed.html${german ? "?lang=de" : ""}${link}`,
      { viewport: { width, height: 900 }, colorScheme },
    );
    const words = { role: "Rolle von", type: "Art von", train: "Trainieren" };
    await learn(page, element, german ? words : undefined);
    await fresh(page)
      .locator("input[type=file]")
      .first()
      .setInputFiles(file(houses(300, 400), "neue-zeilen-mit-langem-namen.csv"));
    await fresh(page).locator(".rows-table tbody tr[aria-rowindex]").first().waitFor();
    await fresh(page).locator(".chart-summary").filter({ hasText: /RMSE/ }).waitFor();
    const over = await element.evaluate((it) =>
      [...it.renderRoot.querySelectorAll(".own-table *, .own-rows *")]
        .filter(
          (one) => !one.closest(".scroll") && one.getBoundingClientRect().right > innerWidth + 1,
        )
        .map((one) => one.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(over, []);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      window.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      }),
    );
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`),
      [],
    );
    await page.screenshot({ path: `${shots}/rows-${width}-${colorScheme}.png`, fullPage: true });
    assert.deepEqual(wrong, []);
    await done();
  });
}
