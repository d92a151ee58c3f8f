// The page's cost model against the core's: by a corpus that the core is held to as well
// (tests/core/lab/spec/corpus_test.cpp), and through the door of the built module.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLink, writeLink } from "../../../../web/page/link/link";
import { cheap, costOf, excess } from "../../../../web/page/state/cost";
import { State } from "../../../../web/page/state/state";
import { defaultSpec, parameters, type Spec } from "../../../../web/shared/spec";
import corpus from "../../../corpus/costs.json";

const folder = join(import.meta.dirname, "../../../../build/wasm");
const wasm = join(folder, "core.wasm");

interface Door {
  readLink(link: string): { error: string; link: string; arms: Record<string, unknown>[] };
}

/** Whole numbers of all sizes, the small ones as often as the large ones. */
const ofAllSizes = (min: number, max: number) =>
  fc
    .tuple(fc.integer({ min, max }), fc.integer({ min: 0, max: 30 }))
    .map(([value, shift]) => min + Math.floor((value - min) / 2 ** shift));

const anySpec: fc.Arbitrary<Spec> = fc
  .tuple(
    ...parameters.map((row) => {
      if (row.type === "choice") return fc.constantFrom(...row.choices);
      if (row.type === "integer") return ofAllSizes(row.min, row.max);
      return fc.double({ min: row.min, max: row.max, noNaN: true }).map((value) => value || 0);
    }),
  )
  .map((values) => Object.fromEntries(parameters.map((row, i) => [row.key, values[i]])) as Spec);

const sequences = ["wordnet", "names", "moby", "recall"] as const;
const dataOf = {
  mlp: ["moons", "spirals", "xsinx", "co2", "cars", "fashion", "csv"],
  text: ["wordnet"],
  cnn: ["fashion"],
  lstm: sequences,
  transformer: sequences,
} as const;

/** Made to fit together, so that the core says what it costs. */
const fittingSpec = anySpec.map((spec): Spec => {
  const choices = dataOf[spec.model];
  const data = choices[spec.seed % choices.length] as Spec["data"];
  const heads = 2 ** Math.floor(Math.log2(spec.heads));
  const width = Math.max(heads, spec.width - (spec.width % heads));
  const depth = Math.min(4, Math.max(1, spec.depth));
  return { ...spec, data, drop: "standard", block: spec.block | 1, heads, width, depth };
});

describe.runIf(existsSync(wasm))("the cost of a Spec", () => {
  it("is the same on the page and in the core, and so is the limit", async () => {
    const create = (await import(/* @vite-ignore */ join(folder, "core.mjs"))).default;
    const core: Door = await create({ wasmBinary: readFileSync(wasm) });
    const met = { equal: 0, over: 0, refused: 0 };
    fc.assert(
      fc.property(fittingSpec, (spec) => {
        const { error, arms } = core.readLink(writeLink([spec]));
        const over = excess(spec);
        if (error === "") {
          const { parameters, flopsPerStep, steps, bytes } = arms[0] as Record<string, unknown>;
          const cost = { parameters, flopsPerStep, steps, bytes };
          if (over !== null || JSON.stringify(cost) !== JSON.stringify(costOf(spec))) {
            throw new Error(`${JSON.stringify([cost, costOf(spec), over])}`);
          }
          met.equal++;
        } else if (/^This (network|run) needs about/.test(error)) {
          const [unit, what] = over?.what === "bytes" ? [1e6, "MB"] : [1e12, "trillion"];
          const given = Math.floor((over?.given ?? 0) / unit + 0.5);
          if (!error.includes(`needs about ${given} ${what}`)) throw new Error(`${error} ${given}`);
          met.over++;
        } else met.refused++; // for another reason
      }),
      { numRuns: 2500, seed: 1 }, // one draw of Specs, so that chance does not decide what is met
    );
    expect(met.equal).toBeGreaterThan(100);
    expect(met.over).toBeGreaterThan(100);
    expect(met.refused).toBeLessThan(100);
  }, 600_000);
});

describe("the corpus of costs", () => {
  it.each(corpus.costs)("$link", ({ link, ...cost }) => {
    expect(costOf(readLink(link).arms[0] as Spec)).toEqual(cost);
  });

  it.each(corpus.over)("$link is over the limit", ({ link, what, about }) => {
    const over = excess(readLink(link).arms[0] as Spec);
    expect(over?.what).toBe(what);
    expect(Math.round((over?.given ?? 0) / (what === "bytes" ? 1e6 : 1e12))).toBe(about);
  });
});

describe("a link over the limit", () => {
  const link = "#v=1&data=fashion&width=1024&batch=1024&epochs=100000";

  it("does not run until it has been made smaller", () => {
    const state = new State(readLink(link));
    expect(state.errors).toMatchObject([{ about: "cost", what: "flops", arm: "A" }]);
    state.set("epochs", 10, "all");
    expect(state.errors).toEqual([]);
  });

  it("is seen in any arm", () => {
    const state = new State(readLink(`#v=1&b.${link.slice(5).replaceAll("&", "&b.")}`));
    expect(state.errors).toMatchObject([{ about: "cost", arm: "B" }]);
  });

  it("is no matter of defaults: all of them are well below it", () => {
    for (const model of ["mlp", "text", "cnn", "lstm", "transformer"] as const) {
      expect(excess(defaultSpec(model))).toBeNull();
    }
    expect(cheap(defaultSpec("mlp"), 1000)).toBe(true);
    expect(cheap(defaultSpec("text"), 1000)).toBe(false);
  });
});
