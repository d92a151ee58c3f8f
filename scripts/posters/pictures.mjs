// Pictures for previews, as PNG: a title above a poster. Painted by Chromium where there is one,
// for text needs fonts; without it there are none, and a sentence says so. Kept by content.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toText } from "./figures.mjs";

const chromiums = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];

const page = (title, svg) => `<!doctype html><html lang="en"><meta charset="utf-8"><style>
body { margin: 0; padding: 40px 60px; width: 1080px; height: 550px; overflow: hidden;
  display: flex; flex-direction: column; gap: 28px; background: #fff; color: #1a1c1e; }
h1 { margin: 0; font: 600 44px/1.2 Charter, Georgia, serif; }
img { flex: 1; min-height: 0; object-fit: contain; object-position: left; }
p { margin: 0; font: 24px sans-serif; color: #565c63; }
</style><h1>${toText(title)}</h1>
<img src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}" alt="">
<p>Dropout Playground: networks that train while you read</p>`;

/** Writes each { file, title, svg } as a picture of that size. */
export async function pictures(list, size, folder) {
  mkdirSync(folder, { recursive: true });
  const jobs = list.map(({ file, title, svg }) => {
    const text = page(title, readFileSync(svg, "utf8"));
    const key = createHash("sha256").update(text).digest("hex").slice(0, 16);
    return { file, text, kept: join(folder, `${key}.png`) };
  });
  const fresh = jobs.filter(({ kept }) => !existsSync(kept));
  const executablePath = chromiums.find((path) => path && existsSync(path));
  if (fresh.length > 0 && executablePath) {
    const { chromium } = await import("playwright-core");
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    const tab = await browser.newPage({ viewport: size });
    for (const { text, kept } of fresh) {
      await tab.setContent(text, { waitUntil: "load" });
      writeFileSync(kept, await tab.screenshot({ type: "png" }));
    }
    await browser.close();
  } else if (fresh.length > 0) console.log("no Chromium here: pages go without preview pictures");
  for (const { file, kept } of jobs) if (existsSync(kept)) copyFileSync(kept, file);
}
