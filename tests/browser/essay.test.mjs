// The essay's figures as a reader plays them: each trains, answers its question in one sentence of
// numbers, and answers otherwise with another seed. Screenshots of all are kept.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { frames, shots, soon, start } from "./tools.mjs";

/** What makes a figure short enough for a test; all others run as they stand on the page. */
const shorter = {
  "figure-rates": "n=300&epochs=2&width=16",
  "figure-kinds": "epochs=1&width=16",
  "figure-factorial": "n=100&epochs=15&width=16&context=6",
  "figure-gain": "epochs=20&width=32",
  "figure-curves": "n=600&epochs=2&width=32",
  "figure-forgotten": "epochs=60",
  "figure-ridge": "epochs=100",
  "figure-weights": "epochs=60&width=64",
  "figure-maps": "n=100&epochs=1&width=32",
  "figure-lag": "n=300&epochs=1",
  "figure-names": "n=300&epochs=1&width=16",
  "figure-attention": "n=200&epochs=1&width=16&context=12",
  "figure-shift": "epochs=30",
  "figure-thousand": "n=400&epochs=4&width=32",
  "figure-co2": "epochs=30&width=32",
  "figure-gap": "epochs=80&width=32",
  "figure-spirals": "epochs=60&width=32",
  "figure-rotated": "n=100&epochs=1&width=32",
  "figure-calibration": "n=100&epochs=1&width=32",
  "figure-dense": "n=100&epochs=2&width=32",
};

/** Sweeps over fewer values than on the page. */
const fewer = {
  "figure-rates": ["p=0,0.8", "2"],
  "figure-kinds": ["n=20,40", "2"],
  "figure-factorial": ["decay=0,0.1", "1"],
  "figure-gain": ["n=25,100", "2"],
};

let site;
let opened;
before(async () => {
  site = await start();
  opened = await site.open();
});
after(() => site?.stop());

/** The figure's sentence, once training is done and it has numbers. */
function answered(figure, before = "") {
  return soon(async () => {
    const [status, text] = await figure.evaluate((it) => {
      const element = it.querySelector("dropout-playground");
      const said = it.querySelector(".answer").textContent;
      return [element?.sweepResult?.phase ?? element?.status, said];
    });
    assert.match(status, /^(finished|done)$/);
    assert.match(text, /\d/);
    assert.doesNotMatch(text, /NaN|undefined|Infinity/);
    assert.notEqual(text, before);
    return text;
  });
}

test("figures train, answer with their own numbers, and with others from another seed", async (t) => {
  const { page, wrong } = opened;
  const ids = await page.$$eval(".experiment", (all) => all.map(({ id }) => id));
  assert.ok(ids.length >= 20, `${ids.length} figures`);
  for (const [i, id] of ids.entries()) {
    await t.test(id, async () => {
      const figure = page.locator(`#${id}`);
      const few = [shorter[id] ?? "", ...(fewer[id] ?? [])];
      await figure.evaluate((it, [short, ...few]) => {
        const element = it.querySelector("template").content.querySelector("[spec]");
        const all = new URLSearchParams(element.getAttribute("spec"));
        for (const [key, value] of new URLSearchParams(short)) all.set(key, value);
        element.setAttribute("spec", all.toString());
        for (const [k, name] of ["sweep", "seeds"].entries()) {
          if (few[k]) element.setAttribute(name, few[k]);
        }
      }, few);
      assert.equal(await figure.locator(".answer").textContent(), "", "nothing is said before");
      await figure.getByRole("button", { name: /^Run this figure/ }).click();
      const first = await answered(figure);
      const number = String(i + 1).padStart(2, "0");
      await frames(page);
      await figure.screenshot({ path: `${shots}/figure-${number}-${id.slice(7)}.png` });
      await figure.locator("dropout-playground").evaluate(async (it) => {
        it.spec += "&seed=2";
        await it.updateComplete;
        if (!it.sweep) return it.start();
        await new Promise((later) => requestAnimationFrame(() => requestAnimationFrame(later)));
        it.renderRoot.querySelector(".sweep-go button").click();
      });
      assert.notEqual(await answered(figure, first), first);
      await figure.evaluate((it) => it.querySelector("dropout-playground").remove());
    });
  }
  assert.deepEqual(wrong, []);
});

test("the sentence about calibration names the ensemble once it is trained, and not after a change", async () => {
  const { page, wrong, done } = await site.open();
  const figure = page.locator("#figure-calibration");
  await figure.evaluate((it) => {
    const element = it.querySelector("template").content.querySelector("[spec]");
    element.setAttribute("spec", "model=cnn&n=100&width=32&epochs=1&p=0.3");
  });
  await figure.getByRole("button", { name: /^Run this figure/ }).click();
  assert.doesNotMatch(await answered(figure), /ensemble/);
  await figure.getByRole("button", { name: "Compare with an ensemble of 5" }).click();
  const answer = figure.locator(".answer");
  const ensemble = /; the mean of five networks \d+\s% and \d+\s%, off by \d\.\d\d\.$/;
  await soon(async () => assert.match(await answer.textContent(), ensemble));
  await figure.locator("dropout-playground").evaluate((it) => {
    it.spec += "&seed=2";
  });
  await soon(async () => assert.doesNotMatch(await answer.textContent(), /ensemble/));
  assert.deepEqual(wrong, []);
  await done();
});
