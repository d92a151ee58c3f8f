// The link codec: what is read, mended or refused; that writing and reading agree; that no text harms.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestLink, readLink, writeLink } from "../../../../web/page/link/link";
import { defaultSpec, parameters, type Spec } from "../../../../web/shared/spec";

const about = (notices: { about: string }[]) => notices.map((notice) => notice.about);

describe("reading", () => {
  it("gives a model its own defaults", () => {
    const { arms, notices, errors } = readLink("#v=1&model=text");
    expect(arms).toEqual([defaultSpec("text")]);
    expect(arms[0]).toMatchObject({ data: "wordnet", batch: 64, width: 256 });
    expect([notices, errors]).toEqual([[], []]);
  });

  it("lets what arm A says hold for arm B, then B's own words", () => {
    const { arms } = readLink("?model=text&p=0.5&lr=0.01&b.p=0&d.seed=7");
    expect(arms).toHaveLength(4);
    expect(arms.map(({ p }) => p)).toEqual([0.5, 0, 0.5, 0.5]);
    expect(arms.map(({ lr }) => lr)).toEqual([0.01, 0.01, 0.01, 0.01]);
    expect(arms.map(({ seed }) => seed)).toEqual([1, 1, 1, 7]);
  });

  it("takes the defaults of the arm's own model", () => {
    const { arms } = readLink("#v=1&b.model=text");
    expect(arms.map(({ data, lr }) => [data, lr])).toEqual([
      ["moons", 0.005],
      ["wordnet", 0.001],
    ]);
  });

  it("mends numbers that are out of range, with a notice", () => {
    const { arms, notices, errors } = readLink("#v=1&p=1.5&epochs=1e9&b.seed=-3");
    expect(arms.map(({ p, epochs, seed }) => [p, epochs, seed])).toEqual([
      [1, 100000, 1],
      [1, 100000, 0],
    ]);
    expect(notices).toMatchObject([
      { about: "clamped", key: "p", given: "1.5", used: "1" },
      { about: "clamped", key: "epochs", given: "1e9", used: "100000" },
      { about: "clamped", key: "b.seed", given: "-3", used: "0" },
    ]);
    expect(errors).toEqual([]);
  });

  it("rounds where only whole numbers stand, and has no negative zero", () => {
    const { arms, notices } = readLink("#width=12.6&p=-0");
    expect(arms[0]?.width).toBe(13);
    expect(Object.is(arms[0]?.p, 0)).toBe(true);
    expect(about(notices)).toEqual(["rounded"]);
  });

  it.each(["p=NaN", "p=", "p=0x1", "p=Infinity", "p=1e", "p=0,5", "p= 0.5", "seed=1.", "lr=--1"])(
    "does not run %s",
    (link) => {
      expect(about(readLink(link).errors)).toEqual(["not-number"]);
    },
  );

  it("does not run an unknown choice or a newer version", () => {
    expect(about(readLink("#v=2").errors)).toEqual(["newer"]);
    expect(readLink("#model=gpt").errors).toMatchObject([{ about: "not-choice", given: "gpt" }]);
    expect(about(readLink("#model=constructor").errors)).toEqual(["not-choice"]);
  });

  it("leaves out unknown keys, with a notice", () => {
    const { notices, errors } = readLink("#v=1&colour=red&b.&p&__proto__=1&constructor=2&a.p=0.1");
    expect(about(notices)).toEqual([
      "no-value",
      "no-value",
      "unknown",
      "unknown",
      "unknown",
      "unknown",
    ]);
    expect(errors).toEqual([]);
    expect(({} as Record<string, unknown>).p).toBeUndefined();
  });

  it("refuses what is too long", () => {
    const { arms, errors } = readLink(`#p=${"9".repeat(20_000)}`);
    expect(errors).toMatchObject([{ about: "too-long", limit: longestLink }]);
    expect(arms).toHaveLength(1);
  });

  it("carries where a run stood", () => {
    const { extras, notices } = readLink("#v=1&at=640&h=0123456789abcdef&e=1.4&pts=b8.AA-_&b.at=3");
    expect(extras).toEqual({ at: "640", h: "0123456789abcdef", e: "1.4", pts: "b8.AA-_" });
    expect(about(notices)).toEqual(["unknown"]);
    expect(about(readLink("#at=soon").notices)).toEqual(["unknown"]);
  });
});

/** Any Spec: every key within its range. */
const anySpec: fc.Arbitrary<Spec> = fc
  .tuple(
    ...parameters.map((row) => {
      if (row.type === "choice") return fc.constantFrom(...row.choices);
      if (row.type === "integer") return fc.integer({ min: row.min, max: row.max });
      const range = { min: row.min, max: row.max, noNaN: true };
      return fc.double(range).map((value) => value || 0);
    }),
  )
  .map((values) => Object.fromEntries(parameters.map((row, i) => [row.key, values[i]])) as Spec);

describe("writing", () => {
  it("leaves out defaults and keeps the table's order", () => {
    const a = { ...defaultSpec("text"), seed: 7, p: 0.5 };
    expect(writeLink([defaultSpec("mlp")])).toBe("#v=1");
    expect(writeLink([a])).toBe("#v=1&model=text&p=0.5&seed=7");
    expect(writeLink([a, { ...a, p: 0 }])).toBe("#v=1&model=text&p=0.5&seed=7&b.p=0");
    expect(writeLink([a, a], { at: "10" })).toBe("#v=1&model=text&p=0.5&seed=7&b.p=0.5&at=10");
  });

  it("reads back as it was, and is written the same again", () => {
    fc.assert(
      fc.property(fc.array(anySpec, { minLength: 1, maxLength: 4 }), (arms) => {
        const link = writeLink(arms);
        const { arms: back, notices, errors } = readLink(link);
        expect([notices, errors]).toEqual([[], []]);
        // An arm that says nothing of its own is not written.
        expect(back).toEqual(arms.slice(0, back.length));
        expect(writeLink(back)).toBe(link);
      }),
    );
  });
});

describe("garbage", () => {
  const key = fc.oneof(
    fc.constantFrom(
      ...parameters.map((row) => row.key),
      "__proto__",
      "constructor",
      "at",
      "pts",
      "sweep",
      "seeds",
    ),
    fc.string(),
  );
  const pair = fc.tuple(fc.constantFrom("", "b.", "d.", "z."), key, fc.string());
  const noise = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.array(pair).map((all) => all.map(([arm, k, v]) => `${arm}${k}=${v}`).join("&")),
  );

  it("never throws and always gives Specs that are whole and in range", () => {
    fc.assert(
      fc.property(noise, (text) => {
        const { arms } = readLink(text);
        expect(arms.length).toBeGreaterThanOrEqual(1);
        expect(arms.length).toBeLessThanOrEqual(4);
        const wrong = arms.flatMap((spec) =>
          parameters.filter((row) => {
            const value = spec[row.key];
            if (row.type === "choice") return !row.choices.includes(value as string);
            return !(Number(value) >= row.min && Number(value) <= row.max);
          }),
        );
        expect(wrong).toEqual([]);
        expect(readLink(writeLink(arms)).errors).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
