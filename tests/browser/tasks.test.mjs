// What a page says of each task and kind of dropout: a regression has no accuracy, and each kind is
// shown as it works at this moment.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { reach, soon, start } from "./tools.mjs";

let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

async function trained(link, panels) {
  const all = await site.open(`embed.html#v=1&${link}`);
  await all.element.evaluate((it, panels) => Object.assign(it, { panels }), panels);
  await all.element.evaluate((it) => it.start());
  await reach(all.page, "finished");
  return all;
}
const said = (element) =>
  element.evaluate((it) => it.shadowRoot.textContent.replace(/\s+/g, " ").trim());

for (const data of ["sine&n=40", "cars"]) {
  test(`${data}: scores of a regression and nothing of classes`, async () => {
    const link = `data=${data}&p=0.2&epochs=20&width=16&T=20`;
    const { page, element, wrong, done } = await trained(link, "curves uncertainty");
    const table = page.locator("table.scores");
    await table.waitFor();
    const heads = await table.locator("thead th").allTextContents();
    for (const name of ["RMSE", "MAE", "R²", "log likelihood", "in 95 % band", "width of the band"])
      assert.ok(heads.includes(name), `${name} of ${heads}`);
    const text = await said(element);
    assert.doesNotMatch(text, /NaN|accuracy|sure|right/i);
    assert.equal(await page.locator(".curves .chart").count(), 1, "the loss alone");
    assert.match(text, /After 20 epochs: .*a loss of [\d.]+ on the training data, [\d.]+ on/);
    await soon(async () =>
      assert.match(
        await element.evaluate(
          (it) => it.shadowRoot.querySelector(".unseen[aria-live]").textContent,
        ),
        /^Finished\. After 20 epochs: .*a loss of/,
      ),
    );
    const rows = await table
      .locator("tbody tr")
      .evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll("td")].map((one) => one.textContent)),
      );
    const [rmse, mae] = ["RMSE", "MAE"].map((name) => Number(rows[0][heads.indexOf(name) - 1]));
    assert.ok(mae > 0 && mae <= rmse, `${mae} of ${rmse}`);
    assert.deepEqual(wrong, []);
    await done();
  });
}

test("a table of one's own with numbers to predict has no accuracy either", async () => {
  const { page, element, wrong, done } = await site.open("embed.html#v=1&data=csv&epochs=5&p=0.2");
  const lines = Array.from(
    { length: 80 },
    (_, i) => `${i / 10},${(i * 37) % 11},${i / 5 + ((i * 7) % 5) / 10}`,
  );
  await element.evaluate((it) => Object.assign(it, { panels: "curves uncertainty table" }));
  await page
    .locator("dropout-playground input[type=file]")
    .first()
    .setInputFiles({
      name: "own.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`a,b,y\n${lines.join("\n")}\n`),
    });
  await soon(async () => assert.match(await said(element), /own\.csv/));
  await element.evaluate((it) => it.start());
  await reach(page, "finished");
  await page.locator("table.scores").waitFor();
  await soon(async () => assert.doesNotMatch(await said(element), /NaN|sure/));
  await soon(async () => assert.equal(await page.locator(".curves .chart").count(), 1));
  assert.deepEqual(wrong, []);
  await done();
});

for (const [link, mode, shown] of [
  ["drop=classic&p=0.5", "train", /units of hidden 1 are dropped, the others count as they are/],
  ["drop=classic&p=0.5", "eval", /all units work, y = \(1 − p\) x/],
  ["drop=standard&p=0.5", "train", /the others count × 2\.00/],
  ["drop=gaussian&p=0.3", "train", /units of hidden 1 are multiplied by chance, with p = 0\.300/],
  [
    "drop=concrete&p=0.3",
    "train",
    /units of hidden 1 are multiplied by chance, with p = 0\.\d+ now/,
  ],
]) {
  test(`${link} in mode ${mode}: the network is shown as it works`, async () => {
    const { page, element, wrong, done } = await trained(`${link}&epochs=3&width=8`, "network");
    await element.evaluate((it, mode) => Object.assign(it, { mode }), mode);
    const summary = page.locator(".panel .chart-summary").first();
    await soon(async () => assert.match(await summary.textContent(), shown));
    assert.deepEqual(wrong, []);
    await done();
  });
}

test("the rate of now is said where a schedule changes it, and early stopping is called so", async () => {
  const link = "data=moons&n=40&p=0.4&psched=ramp&epochs=400&patience=2&width=64";
  const { page, element, wrong, done } = await trained(link, "curves");
  const { epoch, stoppedEarly } = await element.evaluate((it) => it.result[0].status);
  assert.ok(stoppedEarly && epoch < 400, "the link does stop early");
  await element.evaluate((it) => Object.assign(it, { mode: "train" }));
  await soon(async () => assert.match(await page.locator(".transport").textContent(), /It keeps/));
  const text = await page.locator(".transport").textContent();
  assert.match(text, /Stopped early, as validation loss no longer fell/);
  const kept = Number(/It keeps (\d+)%/.exec(text)?.[1]);
  assert.ok(kept > 60, `${kept} % is kept so early on the way to 60 %`);
  assert.deepEqual(wrong, []);
  await done();
});

test("where validation loss is below training loss, it is not said to exceed it", async () => {
  const { element, wrong, done } = await trained("data=moons&p=0.5&epochs=10", "curves");
  const gap = await element.evaluate((it) => it.result[0].validLoss - it.result[0].trainLoss);
  const amount = Math.abs(gap).toFixed(2);
  const words =
    gap >= 0 ? `exceeds training loss by ${amount}` : `is ${amount} below training loss`;
  assert.ok((await said(element)).includes(words), words);
  assert.deepEqual(wrong, []);
  await done();
});
