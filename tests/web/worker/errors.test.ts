// Errors at every door of the built core, in words: none is left in English on a German page.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { german } from "../../../web/element/text/de";
import { english } from "../../../web/element/text/en";
import { type Core, fullQuestion } from "../../../web/shared/core";
import type { CoreError, ErrorCode } from "../../../web/shared/errors";
import { englishErrors } from "../../../web/shared/generated/errors";
import { germanErrors } from "../../../web/shared/generated/german";
import { queries } from "../../../web/shared/generated/questions";
import { openOn } from "../setup";

const codes = Object.keys(englishErrors) as ErrorCode[];
const built = join(import.meta.dirname, "../../../build/wasm/core.wasm");

/** The code, and that its German is a sentence of its own with the values in it. */
function codeInGerman(error: CoreError | null | undefined): string {
  if (!error) return "no error";
  const said = german.failure({ code: "refused", error });
  expect(said).not.toBe(english.failure({ code: "refused", error }));
  expect(said).toMatch(/^\S.*[.?]$/);
  for (const value of error.values) expect(said).toContain(value);
  return error.code;
}

describe("an error in words", () => {
  it.each(codes)("%s has all its values, in both languages", (code) => {
    const values = Array.from({ length: 10 }, (_, i) => `<${i}>`);
    const named = (text: string) => [...new Set(text.match(/<\d>/g))].sort();
    const one = english.error({ code, values });
    const other = german.error({ code, values });
    expect(named(one)).toEqual(named(other));
    expect(one + other).not.toMatch(/[{}]/);
    expect(englishErrors[code]).not.toBe(germanErrors[code]);
  });

  it("is nothing where nothing is wrong", () => {
    expect([english.error(null), german.error(undefined)]).toEqual(["", ""]);
  });

  it("takes a value as it is, whatever it spells", () => {
    const error: CoreError = { code: "axis_twice", values: ["$& {0}"] };
    expect(english.error(error)).toBe("$& {0} is swept over twice.");
  });
});

describe.runIf(existsSync(built))("every door of the core", () => {
  it("refuses with a code that German has words for", async () => {
    const create = (await import(/* @vite-ignore */ built.replace(".wasm", ".mjs"))).default;
    const core: Core = await create({ wasmBinary: readFileSync(built) });
    const run = new core.Experiment();
    const asked = (question: Parameters<typeof fullQuestion>[0]) =>
      codeInGerman(run.ask(fullQuestion(question)).error);

    expect(asked(queries.sites())).toBe("no_run");
    expect(codeInGerman(run.open(new Float64Array(3), "", new Uint8Array()))).toBe("wrong_count");
    expect(codeInGerman(openOn(run, "#v=1&model=cnn&data=fashion"))).toBe("file_cut_short");
    expect(codeInGerman(openOn(run, "#v=1&data=points"))).toBe("points_missing");

    expect(openOn(run, "#v=1&data=moons&p=0.5")).toBe(null);
    expect(codeInGerman(run.set("width", "8"))).toBe("not_live");
    expect(codeInGerman(run.set("p", "2"))).toBe("out_of_range");
    expect(codeInGerman(run.set("none", "2"))).toBe("unknown_key");
    expect(asked(queries.lag())).toBe("no_lags");
    expect(asked(queries.mask({ text: "hidden9.drop" }))).toBe("no_site");
    expect(asked(queries.resume({ values: new Float32Array(5), count: 0 }))).toBe("state_misfit");
    run.delete();
  });
});
