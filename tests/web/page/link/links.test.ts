// Links that are out in the world, with what they mean. links.json only grows: a line that no
// longer holds is a broken promise, and a changed default needs a new version of the grammar.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLink, writeLink } from "../../../../web/page/link/link";
import { defaultSpec, type Spec } from "../../../../web/shared/spec";
import corpus from "./links.json";

const about = (notices: readonly { about: string }[]) => notices.map((notice) => notice.about);
/** As it was when the line was written: later keys have their defaults beside it. */
const frozenDefaults = (model: string) => corpus.defaults.find((one) => one.model === model);

describe("the frozen links", () => {
  it("have the defaults they were made with", () => {
    for (const frozen of corpus.defaults) {
      expect(defaultSpec(frozen.model as Spec["model"])).toMatchObject(frozen);
    }
  });

  it.each(corpus.links)("$link", ({ link, arms, extras, notices, errors, canonical }) => {
    const reading = readLink(link);
    expect(reading.arms).toHaveLength(arms.length);
    for (const [i, arm] of arms.entries()) {
      expect(reading.arms[i]).toMatchObject({ ...frozenDefaults(arm.model), ...arm });
    }
    expect(reading.extras).toEqual(extras);
    expect(about(reading.notices)).toEqual(notices);
    expect(about(reading.errors)).toEqual(errors);
    expect(writeLink(reading.arms, reading.extras)).toBe(canonical);
    expect(writeLink(readLink(canonical).arms, reading.extras)).toBe(canonical);
  });
});

const folder = join(import.meta.dirname, "../../../../build/wasm");

describe.runIf(existsSync(join(folder, "core.wasm")))("the core", () => {
  it("reads the flawless ones the same", async () => {
    const create = (await import(/* @vite-ignore */ join(folder, "core.mjs"))).default;
    const wasmBinary = readFileSync(join(folder, "core.wasm"));
    const core = await create({ wasmBinary });
    let read = 0;
    for (const { link, notices, errors } of corpus.links) {
      if (notices.length + errors.length > 0) continue;
      const { error, link: canonical } = core.read(link);
      if (error !== "") continue; // does not fit together, which the page leaves to the core
      const { arms, extras } = readLink(link);
      expect(canonical).toBe(writeLink(arms, extras.pts ? { pts: extras.pts } : {}));
      read++;
    }
    expect(read).toBeGreaterThan(15);
  }, 30_000);
});
