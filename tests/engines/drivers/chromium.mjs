// Chromium by playwright-core.
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { chromiumPath, makeHome, missingOf } from "../../../scripts/replay/launch.mjs";

export const missing = () => missingOf(chromiumPath);

export async function launch() {
  const executablePath = chromiumPath();
  const { downloads, remove } = makeHome();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

  async function open(address, { colorScheme, viewport }) {
    const context = await browser.newContext({
      colorScheme,
      viewport,
      serviceWorkers: "block", // it would stand between a page's requests and its test
    });
    const page = await context.newPage();
    const messages = [];
    page.on("pageerror", (error) => messages.push(error.message));
    page.on("console", (message) => {
      const text = message.text();
      if (text === "Service Worker registration blocked by Playwright") return;
      if (["error", "warning"].includes(message.type())) messages.push(text);
    });
    page.on("download", async (download) => {
      const path = join(downloads, download.suggestedFilename());
      await download.saveAs(`${path}.part`);
      await rename(`${path}.part`, path);
    });
    await page.goto(address);
    return {
      evaluate: (expression) => page.evaluate(expression),
      click: (x, y) => page.mouse.click(x, y),
      press: (chord) => page.keyboard.press(chord),
      choose: async (expression, path) => {
        const handle = await page.evaluateHandle(expression);
        await handle.asElement().setInputFiles(path);
      },
      screenshot: () => page.screenshot(),
      messages: async () => messages,
      close: () => context.close(),
    };
  }

  const close = () => browser.close().finally(remove);
  return { version: browser.version(), downloads, open, close };
}
