// What the tests of the sweep share: the native command line, files for the picker, and a page with
// the sweep alone.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { soon } from "./tools.mjs";

const top = join(import.meta.dirname, "../..");

/** What the native command line prints for a sweep. */
export function commandLine(link, ...args) {
  const all = ["sweep", link, ...args];
  return execFileSync("build/native/dropout", all, { cwd: top, encoding: "utf8" });
}

export const parse = (text) =>
  text
    .trim()
    .split("\n")
    .map((row) => JSON.parse(row));

/** The bare element, or another page with it, with the sweep alone; `result` is what the element
 *  says of it. */
export async function openSweep(
  site,
  link,
  { sweep = "", seeds = 3, path = "embed.html", ...options } = {},
) {
  const opened = await site.open(`${path}#v=1&${link}`, options);
  await opened.element.evaluate((it, wish) => Object.assign(it, { panels: "sweep", ...wish }), {
    sweep,
    seeds,
  });
  await opened.page.locator(".sweep-form").waitFor();
  const result = () => opened.element.evaluate((it) => it.sweepResult);
  const reach = (phase) => soon(async () => assert.equal((await result())?.phase, phase));
  return { ...opened, result, reach, panel: opened.page.locator(".sweep-panel") };
}

/** A file for the picker, and its path. */
export function file(name, text) {
  const path = join(tmpdir(), `dropout-sweep-${process.pid}-${name}`);
  writeFileSync(path, text);
  return path;
}

export const small = "model=mlp&data=moons&n=60&epochs=20&width=8";
export const axis = "p=0:0.8:0.2";
