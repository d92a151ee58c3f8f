// What a sweep says and draws, in both languages, from the command line's recorded lines.
import { describe, expect, it } from "vitest";
import { english as chartWords } from "../../../../web/charts/figure/strings";
import { toCsv } from "../../../../web/charts/figure/table";
import { sweepKind } from "../../../../web/charts/kinds/sweep";
import { SvgPainter } from "../../../../web/charts/paint/svg";
import { formatFor } from "../../../../web/element/text/format";
import { words as german } from "../../../../web/element/views/sweep/de";
import { words as english } from "../../../../web/element/views/sweep/en";
import {
  type Look,
  marginsOf,
  suggested,
  sweepData,
  sweepFound,
  sweepSentence,
  sweptNames,
  wishOf,
} from "../../../../web/element/views/sweep/sweep-data";
import { Gathering, type Line, type LineNotice } from "../../../../web/page/sweep/lines";
import type { Problem } from "../../../../web/page/sweep/plan";
import { planSweep } from "../../../../web/page/sweep/plan";
import { defaultSpec, parameter, parameters, type Spec } from "../../../../web/shared/spec";
import { theme } from "../../charts/fixtures";
import recorded from "../../page/sweep/sweep.jsonl?raw";

const gathering = new Gathering();
gathering.addFile("sweep.jsonl", recorded);
const { lines } = gathering;
const format = formatFor("en");
const look: Look = { lines, key: "p", at: { act: "tanh" }, metric: "loss", planned: [] };

const keys = (table: object, path = ""): string[] =>
  Object.entries(table).flatMap(([key, value]) =>
    typeof value === "object" ? keys(value, `${path}${key}.`) : [`${path}${key}:${typeof value}`],
  );

describe("the words", () => {
  it("are the same in German", () => {
    expect(keys(german)).toEqual(keys(english));
  });

  const given = "what-was-given";
  const problems: Problem[] = [
    { about: "no-values", given },
    { about: "no-key", given },
    { about: "no-range", given },
    { about: "not-swept", key: "model" },
    { about: "twice", key: "p" },
    { about: "seeds", given, limit: 10_000 },
    { about: "seeds-twice" },
    { about: "too-many", limit: 100_000 },
    { about: "not-choice", key: "act", given, choices: ["relu", "tanh"] },
    { about: "not-number", key: "p", given, min: 0, max: 1 },
    { about: "not-whole", key: "width", given, min: 1, max: 512 },
    { about: "not-fitting", key: "drop", given, model: "mlp" },
    { about: "even", given },
    { about: "blocks", width: 7, depth: 9, heads: 3 },
    { about: "no-layers" },
    { about: "cost", what: "bytes", given: 500e6, limit: 192e6 },
    { about: "cost", what: "flops", given: 90e12, limit: 60e12 },
  ];
  const place = { file: "a.jsonl", line: 12 };
  const notices: LineNotice[] = [
    { ...place, about: "not-json" },
    { ...place, about: "not-line" },
    { ...place, about: "not-said" },
    { ...place, about: "other-experiment" },
    { ...place, about: "other-axes", given: "lr", wanted: "p" },
    { ...place, about: "repeated", seed: 3, of: { file: "b.jsonl", line: 4 } },
    { ...place, about: "contradicts", of: null },
  ];
  it.each([
    ["English", english],
    ["German", german],
  ])("in %s say each problem in a sentence of its own, with what was given", (_, words) => {
    const said = [...problems.map(words.problem), ...notices.map(words.notice)];
    expect(new Set(said).size).toBe(said.length);
    for (const sentence of said) {
      expect(sentence).toMatch(/^.{10,}\.$/);
      expect(sentence).not.toMatch(/undefined|NaN|\[object/);
    }
    for (const [i, problem] of problems.entries()) {
      if ("given" in problem && problem.given === given) expect(said[i]).toContain(given);
    }
    for (const sentence of said.slice(problems.length)) {
      expect(sentence).toContain("a.jsonl");
      expect(sentence).toContain("12");
    }
  });
});

describe("the sentence", () => {
  // By hand from the recorded lines: the mean over two seeds of each of four values and two arms.
  const of = (arm: string, p: number) =>
    lines.filter(({ over, arm: a }) => a === arm && over.p === p && over.act === "tanh");
  const means = ["a", "b"].flatMap((arm) =>
    [0, 0.3, 0.6, 0.9].map((p) => {
      const losses = of(arm, p).map((line) => line.valid.loss as number);
      return { arm, p, mean: ((losses[0] as number) + (losses[1] as number)) / 2 };
    }),
  );

  it("names the least loss, its arm and its spread", () => {
    const best = means.reduce((a, b) => (b.mean < a.mean ? b : a));
    const sentence = sweepSentence(look, english, format);
    expect(sentence).toContain(`p = ${best.p} (arm ${best.arm.toUpperCase()})`);
    expect(sentence).toContain(`${best.mean.toFixed(3)} ± `);
    expect(sentence).toContain("over 2 runs");
    const inGerman = sweepSentence(look, german, formatFor("de"));
    expect(inGerman).toContain(best.mean.toFixed(3).replace(".", ","));
    expect(sweepFound(look)).toMatchObject({
      best: { arm: best.arm.toUpperCase(), value: best.p },
    });
  });

  it("averages the loss by each value of each key over all else", () => {
    const margins = marginsOf(lines);
    expect(Object.keys(margins)).toEqual(["arm", "p", "act"]);
    const all = lines.filter(({ over }) => over.act === "tanh").map(({ valid }) => valid.loss);
    const mean = all.reduce<number>((sum, loss) => sum + (loss as number), 0) / all.length;
    const [, found] = margins.act?.find(([value]) => value === "tanh") ?? [];
    expect(found).toBeCloseTo(mean, 9);
  });

  it("speaks of a single run without a spread, and of runs that are lost", () => {
    const one = { ...(lines[0] as Line) };
    const single = { ...look, lines: [one], at: { act: "relu" } };
    expect(sweepSentence(single, english, format)).toMatch(/0\.716, in a single run\.$/);
    const lost = { ...one, seed: 9, diverged: 7 };
    expect(sweepSentence({ ...single, lines: [one, lost] }, english, format)).toMatch(
      /; 1 run diverged\.$/,
    );
    expect(sweepSentence({ ...single, lines: [lost] }, english, format)).toBe(
      "No run has come to an end with a number; 1 run diverged.",
    );
    expect(sweepSentence({ ...single, lines: [] }, english, format)).toBe(english.wait);
  });
});

describe("the chart", () => {
  it("has a series for each arm and part, every run a dot, every line a row", () => {
    const data = sweepData(look, english);
    expect(data.series.map(({ name }) => name)).toEqual([
      "A, training data",
      "A, validation data",
      "B, training data",
      "B, validation data",
    ]);
    for (const { points } of data.series) {
      expect(points.map(({ x }) => x)).toEqual([0, 0.3, 0.6, 0.9]);
      expect(points.every(({ runs }) => runs.length === 2)).toBe(true);
    }
    expect(data.rows.rows).toHaveLength(32);
    const csv = toCsv(data.rows).split("\r\n");
    expect(csv[0]).toMatch(/^p,act,arm,seed,training loss,/);
    expect(csv[1]).toContain("0.680138036608696");
    expect(sweptNames(lines).slice(0, 2)).toEqual(["norm = none", "norm = batch"]);
  });

  it("gives a choice an axis of names", () => {
    const data = sweepData({ ...look, key: "act", at: { p: 0.3 } }, english);
    expect(data.names).toEqual(["relu", "tanh"]);
    expect(data.series[0]?.points.map(({ x }) => x)).toEqual([0, 1]);
  });

  it.each([["p"], ["act"]])("over %s is painted within its box, with its stops", (key) => {
    const at: Look["at"] = key === "p" ? { act: "tanh" } : { p: 0.3 };
    const lost = [{ ...(lines[0] as Line), diverged: 3, seed: 77 }];
    const data = sweepData({ ...look, lines: [...lines, ...lost], key, at }, english);
    for (const width of [320, 720]) {
      const painter = new SvgPainter();
      const size = { width, height: sweepKind.height(data, width) };
      const { cursor } = sweepKind.paint(painter, data, size, theme(), chartWords);
      const svg = painter.document(size.width, size.height, "sans-serif", "t", "s");
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      const circles = [...svg.matchAll(/<circle cx="([\d.-]+)" cy="([\d.-]+)"/g)];
      expect(circles.length).toBeGreaterThan(10);
      for (const [, x, y] of circles) {
        expect(Number(x)).toBeGreaterThan(0);
        expect(Number(x)).toBeLessThan(width);
        expect(Number(y)).toBeGreaterThan(0);
        expect(Number(y)).toBeLessThan(size.height);
      }
      expect(cursor?.rows).toBe(4);
      expect(cursor?.at(1, 0)?.text).toMatch(/validation data\n.*\nloss [\d.]+ ± [\d.]+\ncount 2/);
    }
  });
});

describe("what files were swept over", () => {
  it("is planned again, run for run", () => {
    const wish = wishOf(lines);
    expect(wish).toEqual({ over: "p=0,0.3,0.6,0.9;act=relu,tanh", seeds: 2 });
    const over = [1, 2, 4].map((seed): Line => ({ ...(lines[0] as Line), seed, over: { seed } }));
    expect(wishOf(over)).toEqual({ over: "seed=1,2,4", seeds: 1 });
    expect(wishOf([])).toBeNull();
  });
});

describe("what is suggested", () => {
  it("can be run, for every key of every model", () => {
    for (const model of parameter("model").choices) {
      const spec = defaultSpec(model as Spec["model"]);
      for (const { key, models } of parameters) {
        // block means something to one kind of dropout; the rest is refused by the core.
        if (key === "v" || key === "model" || !models.includes(model)) continue;
        const { problem } = planSweep([spec], [`${key}=${suggested(key, spec)}`], 1);
        expect([model, key, problem]).toEqual([model, key, null]);
      }
    }
  });
});
