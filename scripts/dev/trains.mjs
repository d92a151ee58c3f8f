// Whether a served page trains: plays the first figure of the essay in Chromium until it has
// taken a step. node scripts/dev/trains.mjs <address>
import { chromium } from "playwright-core";

const [address] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
page.setDefaultTimeout(600_000); // only an end to what hangs
page.on("console", (message) => console.log(message.text()));
await page.goto(address);
await page.waitForFunction(() => customElements.get("dropout-playground"));
const element = page.locator("dropout-playground").first();
await element.evaluate((it) => it.updateComplete.then(() => it.scrollIntoView()));
await element.evaluate((it) => it.start());
await page.waitForFunction(() =>
  ["running", "finished"].includes(document.querySelector("dropout-playground").status),
);
await browser.close();
console.log("it trains");
