// Pictures of every figure of the built essay after it was trained as it stands on the page:
// build/shots/<number>-<name>.png, and what each answered on the console. Takes minutes.
//   node scripts/dev/shots.mjs [--only NAME,NAME] [--width 1280] [--dark] [--during MS] [--site FOLDER]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { serve } from "../site/serve.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    width: { type: "string", default: "1280" },
    during: { type: "string" },
    dark: { type: "boolean", default: false },
    site: { type: "string", default: join(root, "build/site") },
    out: { type: "string", default: join(root, "build/shots") },
  },
});
const only = values.only.split(",").filter(Boolean);
const patienceMs = 600_000;

mkdirSync(values.out, { recursive: true });
const server = serve(values.site);
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const context = await browser.newContext({
  viewport: { width: Number(values.width), height: 1000 },
  colorScheme: values.dark ? "dark" : "light",
  serviceWorkers: "block",
});
const page = await context.newPage();
page.on("pageerror", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
await page.goto(`http://localhost:${server.address().port}/`);
await page.waitForFunction(() => customElements.get("dropout-playground"));

/** Waits until the figure's run is over and its sentence has numbers. */
const over = (figure) =>
  figure.evaluate(
    (it, patience) =>
      new Promise((done, failed) => {
        const look = () => {
          const element = it.querySelector("dropout-playground");
          const phase = element?.sweepResult?.phase ?? element?.status;
          const said = it.querySelector(".answer").textContent;
          if (/^(finished|done)$/.test(phase) && /\d/.test(said)) return done(said);
          if (/^(failed|diverged)$/.test(phase)) return failed(new Error(phase));
          setTimeout(look, 200);
        };
        setTimeout(() => failed(new Error("it takes too long")), patience);
        look();
      }),
    patienceMs,
  );

const ids = await page.$$eval(".experiment", (all) => all.map(({ id }) => id));
for (const [i, id] of ids.entries()) {
  const name = id.replace("figure-", "");
  if (only.length > 0 && !only.includes(name)) continue;
  const figure = page.locator(`#${id}`);
  const file = (what) =>
    join(values.out, `${String(i + 1).padStart(2, "0")}-${name}${what && `-${what}`}.png`);
  await figure.getByRole("button", { name: /^Run this figure/ }).click();
  if (values.during) {
    await page.waitForTimeout(Number(values.during));
    await figure.screenshot({ path: file("during") });
  }
  await over(figure);
  await page.waitForTimeout(2000); // what is asked once more at the end
  console.log(`${name}: ${await figure.locator(".answer").textContent()}`);
  await figure.scrollIntoViewIfNeeded();
  await figure.screenshot({ path: file("") });
  await figure.evaluate((it) => it.querySelector("dropout-playground").remove());
}
await browser.close();
server.closeAllConnections();
server.close();
