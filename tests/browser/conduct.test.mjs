// How the element behaves among others and over time: twelve on a page, a thousand cycles, the whole
// of it by keyboard, narrow, in forced colours and with little motion.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as inPage from "./focus.mjs";
import { cycles, heldBy, putMany, watchWorkers } from "./many.mjs";
import { frames, reach, shots, soon, start } from "./tools.mjs";

const embed = "embed.html#v=1&p=0.5";
const everything = "field curves network uncertainty weights";
let site;
before(async () => {
  site = await start();
});
after(() => site?.stop());

test("twelve elements on one page train, at most four workers at once", async () => {
  const { page, wrong, done } = await site.open(embed);
  await putMany(page, 12, "#v=1&p=0.5&width=64&epochs=2000");
  // Looked at in each frame of the page: from here, a busy machine would show only its end.
  const { most, queued } = await page.evaluate(async () => {
    const steps = () => window.elements.map(({ result }) => result[0]?.status?.step ?? 0);
    const count = (phase) => window.elements.filter(({ status }) => status === phase).length;
    const most = { running: 0, queued: 0 };
    let before = steps();
    for (const element of window.elements) element.start();
    while (count("finished") < window.elements.length) {
      await new Promise(requestAnimationFrame);
      const now = steps();
      const moved = window.elements.filter(
        ({ status }, i) => status !== "finished" && now[i] > before[i],
      );
      most.running = Math.max(most.running, count("running"), moved.length);
      most.queued = Math.max(most.queued, count("queued"));
      before = now;
    }
    return { most: most.running, queued: most.queued };
  });
  assert.ok(most >= 1 && most <= 4, `${most} trained at once`);
  assert.ok(queued >= 8, `${queued} waited`);
  assert.deepEqual(wrong, []);
  await done();
});

test("a thousand cycles of start, stop and change leave nothing behind", async () => {
  for (const [panels, count] of [
    ["none", 880],
    ["field curves network", 120],
  ]) {
    const { page, element, wrong, done } = await site.open(embed);
    await element.evaluate((it, panels) => Object.assign(it, { panels, controls: "none" }), panels);
    const session = await page.context().newCDPSession(page);
    const workers = await watchWorkers(session);
    const measure = async () => ({ ...(await heldBy(session)), ...(await workers()) });
    await cycles(page, 60);
    const first = await measure();
    await cycles(page, count);
    const last = await measure();
    console.log(`${count} cycles with ${panels}: ${JSON.stringify([first, last])}`);
    // What leaks does so in each cycle: objects, nodes and listeners are counted, and must not grow.
    // Bytes also hold compiled code and the browser's notes of long tasks, which grow the more the
    // busier the machine is: they only bound large strings and buffers, 5 KB a cycle.
    const most = {
      heap: 2e6 + 5e3 * count,
      objects: count / 2,
      nodes: 50,
      listeners: 10,
      workerHeap: 2e6,
    };
    for (const [what, room] of Object.entries(most)) {
      const grown = last[what] - first[what];
      assert.ok(grown <= room, `${what}: ${first[what]}, then ${last[what]}`);
    }
    assert.ok(last.workers <= 2, `${last.workers} workers`);
    assert.deepEqual(wrong, []);
    await done();
  }
});

const focused = (page) => page.evaluate(inPage.focused);
const stops = (page) => page.evaluate(inPage.stops);

test("Tab goes through every control with all views, each is seen, and none keeps it", async () => {
  const link = "#v=1&data=moons&norm=batch&epochs=20&p=0.2&b.p=0.5";
  const { page, element, wrong, done } = await site.open(`embed.html${link}`);
  await element.evaluate(
    (it, panels) => Object.assign(it, { panels, controls: "full", mode: "mc" }),
    everything,
  );
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await reach(page, "finished");
  await page.getByText(/AUROC of/).waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  const seen = [];
  const most = (await stops(page)) + 20;
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (now === null && seen.length > 0) break;
    if (now === null) continue;
    assert.ok(now.ring, `the focus is not seen on ${now.name}`);
    assert.ok(now.visible, `${now.name} has the focus out of sight`);
    seen.push(now);
  }
  assert.equal(new Set(seen.map(({ number }) => number)).size, seen.length, "no stop comes twice");
  const all = await stops(page);
  assert.ok(all > 60, `${all} controls`);
  assert.equal(seen.length, all, seen.map(({ name }) => name).join("; "));
  assert.equal(await focused(page), null, "the last Tab leaves the element");
  await page.keyboard.press("Shift+Tab");
  assert.equal((await focused(page)).name, seen.at(-1).name, "and comes back");
  assert.deepEqual(wrong, []);
  await done();
});

test("every kind of control is worked by its keys", async () => {
  const { page, element, wrong, done } = await site.open(embed);
  await element.evaluate((it) => Object.assign(it, { panels: "curves", controls: "full" }));
  const spec = () => element.evaluate((it) => it.specs[0]);
  const press = async (locator, ...keys) => {
    await locator.focus();
    for (const key of keys) await page.keyboard.press(key);
  };
  await press(page.getByRole("slider", { name: "Dropout p" }), "ArrowRight");
  assert.equal((await spec()).p, 0.55);
  await press(page.getByRole("spinbutton", { name: "Width" }), "Control+a", "4", "8", "Enter");
  assert.equal((await spec()).width, 48);
  await press(page.getByRole("combobox", { name: "Data", exact: true }), "ArrowDown");
  assert.equal((await spec()).data, "circles");
  await press(page.locator(".group > summary").first(), "Enter");
  assert.equal(await page.locator(".group").first().getAttribute("open"), null);
  await press(page.getByRole("radio", { name: "Eval" }), "ArrowRight");
  assert.equal(await element.evaluate((it) => it.mode), "mc");
  await press(page.getByRole("checkbox", { name: "Weights" }), "Space");
  assert.match(await element.evaluate((it) => it.panels), /weights/);
  await press(page.locator(".transport").getByRole("radio", { name: "MC" }), "Space", ".");
  await soon(async () =>
    assert.equal(await element.evaluate((it) => it.result[0]?.status?.step), 1),
  );
  await page.keyboard.press("r");
  await soon(async () => assert.equal(await element.evaluate((it) => it.result[0].status.step), 0));
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  assert.ok(!(await page.getByRole("dialog").isVisible()));
  await page.keyboard.press("Control+z");
  assert.equal((await spec()).data, "moons");
  await press(page.getByRole("checkbox", { name: /log scale/ }).first(), "Space");
  assert.ok(
    await page
      .getByRole("checkbox", { name: /log scale/ })
      .first()
      .isChecked(),
  );
  await press(page.getByRole("button", { name: "Train", exact: true }), "Enter");
  await reach(page, "finished");
  await press(page.locator(".curves .chart-box").first(), "Home", "End");
  const tip = page.locator(".curves .chart-tip").first();
  assert.match(await tip.textContent(), /^epoch 200\n.*\n.*\n/, "all values at once");
  await page.screenshot({ path: `${shots}/curves-log-1280.png`, fullPage: true });
  assert.deepEqual(wrong, []);
  await done();
});

test("in forced colours the focus and what is chosen are seen", async () => {
  const { page, element, wrong, done } = await site.open(embed, { forcedColors: "active" });
  await element.evaluate((it) => Object.assign(it, { panels: "field curves", controls: "full" }));
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await reach(page, "finished");
  await page.getByText("training points lie where").first().waitFor();
  const colours = (locator) =>
    locator.evaluate((it) => {
      const { color, backgroundColor } = getComputedStyle(it);
      return [color, backgroundColor];
    });
  const mode = page.locator(".mode .segments");
  const chosen = await colours(mode.locator("input:checked + span"));
  const other = await colours(mode.locator("input:not(:checked) + span").first());
  assert.notEqual(chosen[1], other[1], "the chosen mode stands out by its ground");
  await page.keyboard.press("Tab");
  assert.ok((await focused(page)).ring);
  const seen = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("dropout-playground");
    const { outlineColor, backgroundColor } = getComputedStyle(shadowRoot.activeElement);
    return outlineColor !== backgroundColor;
  });
  assert.ok(seen, "the focus ring has a colour of its own");
  await page.screenshot({ path: `${shots}/forced-colours-1280.png`, fullPage: true });
  assert.deepEqual(wrong, []);
  await done();
});

const narrow = [
  ["moons", "model=mlp&data=moons&norm=batch&epochs=10&p=0.2&b.p=0.5", everything, 0],
  ["line", "model=mlp&data=xsinx&n=40&epochs=10&p=0.1", "field uncertainty", 0],
  ["text", "model=text&n=400&width=16&emb=16&p=0.4", "curves text weights", 5],
  ["image", "model=cnn&data=fashion&n=64&width=32&batch=16&epochs=1&p=0.3", "maps uncertainty", 2],
  [
    "names",
    "model=transformer&data=names&n=600&width=16&context=12&depth=1&heads=2&patt=0.3&batch=8",
    "write attention",
    5,
  ],
];
for (const [name, link, panels, steps] of narrow) {
  test(`320 px wide, ${name}: nothing is cut and nothing scrolls aside`, async () => {
    const options = { viewport: { width: 320, height: 800 } };
    const { page, element, wrong, done } = await site.open(`embed.html#v=1&${link}`, options);
    await element.evaluate(
      (it, panels) => Object.assign(it, { panels, controls: "full", mode: "mc" }),
      panels,
    );
    if (steps > 0) await element.evaluate((it, count) => it.step(count), steps);
    else await element.evaluate((it) => it.start());
    await page.waitForFunction((steps) => {
      const { result, status } = document.querySelector("dropout-playground");
      const there = result[0]?.status?.step >= Math.max(1, steps);
      return there && (steps > 0 || status === "finished");
    }, steps);
    await soon(async () =>
      assert.equal(await page.locator(".panel.is-coming").count(), 0, "all views are there"),
    );
    await frames(page);
    await page.screenshot({ path: `${shots}/narrow-${name}-320.png`, fullPage: true });
    const wide = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("dropout-playground");
      const inScroll = (it) => it.closest(".scroll, .chart-holder, .unseen, dialog, .chart-tip");
      return {
        page: document.documentElement.scrollWidth,
        parts: [...shadowRoot.querySelectorAll("*")]
          .filter((it) => !inScroll(it) && it.checkVisibility())
          .filter((it) => it.getBoundingClientRect().right > 321)
          .map((it) => `${it.localName}.${it.className} ${it.textContent.trim().slice(0, 40)}`),
      };
    });
    assert.ok(wide.page <= 320, `the page is ${wide.page} px wide`);
    assert.deepEqual(wide.parts, []);
    assert.deepEqual(wrong, []);
    await done();
  });
}

/** Lets the page's clock, once it stands still a minute later, run 50 ms after each of 60 snapshots; canvases drawn a second of it. */
async function drawnPerSecond(page, element) {
  const step = () => element.evaluate((it) => it.result[0].status.step);
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 60_000));
  const from = await page.evaluate(() => window.drawn);
  for (let i = 0; i < 60; i++) {
    const before = await step();
    await soon(async () => assert.notEqual(await step(), before));
    await page.clock.runFor(50);
  }
  return ((await page.evaluate(() => window.drawn)) - from) / 3;
}

test("a training that is over between two frames is told like any other", async () => {
  const { page, element, wrong, done } = await site.open("embed.html#v=1&epochs=2&width=8");
  await element.evaluate((it) => {
    window.told = 0;
    it.addEventListener("dropout-done", () => window.told++);
    return it.start();
  });
  await reach(page, "finished");
  await soon(async () => assert.equal(await page.evaluate(() => window.told), 1));
  const digest = () => element.evaluate((it) => it.result[0].digest);
  const first = await digest();
  await element.evaluate((it) => {
    const request = window.requestAnimationFrame;
    const held = [];
    window.requestAnimationFrame = (draw) => held.push(draw);
    window.release = () => {
      window.requestAnimationFrame = request;
      for (const draw of held) request(draw);
    };
    it.show("#v=1&epochs=2&width=8&seed=2");
    return it.start();
  });
  await reach(page, "finished");
  await soon(async () => assert.ok(![null, undefined, "", first].includes(await digest())));
  await page.evaluate(() => window.release());
  await soon(async () => assert.equal(await page.evaluate(() => window.told), 2));
  assert.deepEqual(wrong, []);
  await done();
});

test("with little motion what trains is drawn rarely, off the screen not at all", async () => {
  const drawn = async (reducedMotion) => {
    const { page, element, done } = await site.open(
      "embed.html#v=1&p=0.5&width=128&epochs=100000",
      { reducedMotion },
      async (page) => {
        await page.clock.install();
        await page.addInitScript(() => {
          window.drawn = 0;
          const { clearRect } = CanvasRenderingContext2D.prototype;
          CanvasRenderingContext2D.prototype.clearRect = function (...box) {
            window.drawn++;
            return clearRect.apply(this, box);
          };
        });
      },
    );
    await element.evaluate((it) => Object.assign(it, { panels: "curves" }));
    await element.evaluate((it) => it.start());
    await reach(page, "running");
    const shown = await drawnPerSecond(page, element);
    await page.clock.resume();
    await page.evaluate(() => {
      document.body.style.paddingTop = "4000px";
      scrollTo(0, 0);
    });
    await soon(async () => assert.notEqual(await element.evaluate((it) => it.status), "running"));
    const step = () => element.evaluate((it) => it.result[0].status.step);
    // The slice that the worker was in may still be told after it was asked to pause.
    await soon(async () => {
      const before = await step();
      await frames(page, 30);
      assert.equal(await step(), before, "off the screen nothing trains");
    });
    await done();
    return shown;
  };
  const often = await drawn("no-preference");
  const rarely = await drawn("reduce");
  console.log(`canvases drawn a second: ${often}, with little motion ${rarely}`);
  assert.ok(rarely <= 4.5, `${rarely} of two canvases a second`);
  // Curves are drawn when a point has come, which is not in each snapshot: how often depends on the
  // machine. That it is not held back to the slow pace does not.
  assert.ok(often >= 9, `${often} a second where motion is wanted`);
});
