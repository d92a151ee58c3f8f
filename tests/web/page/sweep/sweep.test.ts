// The page's plan of a sweep, by the examples that the core plans too (corpus_test.cpp) and by the
// command line's own lines; what is said of bad ones, and the numbers that are made of results.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkOf, readLink } from "../../../../web/page/link/link";
import { Gathering, type Line, writeLines } from "../../../../web/page/sweep/lines";
import {
  type Job,
  mostJobs,
  planSweep,
  splitAxes,
  sweepCommand,
  sweptArms,
} from "../../../../web/page/sweep/plan";
import {
  cellSpread,
  cellsOf,
  spreadOf,
  valuesOf,
  verdictOf,
  wantsLog,
} from "../../../../web/page/sweep/stats";
import { linkLetterOf } from "../../../../web/shared/arms";
import corpus from "../../../corpus/sweeps.json";

const recorded = readFileSync(join(import.meta.dirname, "sweep.jsonl"), "utf8");
const parse = (text: string): Line[] =>
  text
    .trim()
    .split("\n")
    .map((row) => JSON.parse(row));
const lines = parse(recorded);

const plan = (link: string, axes: readonly string[], seeds = 1) =>
  planSweep(readLink(link).arms, axes, seeds);

/** What a job and a line both say of a run. */
const ofJob = (axes: readonly { parameter: { key: string } }[], job: Job) => ({
  index: job.index,
  arm: linkLetterOf(job.arm),
  over: Object.fromEntries(axes.map(({ parameter: { key } }) => [key, job.spec[key as "p"]])),
  seed: job.spec.seed,
  link: linkOf(job),
});
const ofLine = ({ index, arm, over, seed, link }: Line) => ({ index, arm, over, seed, link });

describe("the plan", () => {
  it("is the command line's, job for job (recorded)", () => {
    const made = plan(
      "#v=1&data=moons&n=20&epochs=2&width=4&seed=4294967295&b.norm=batch",
      ["p=0:0.9:0.3", "act=relu,tanh"],
      2,
    );
    expect(made.problem).toBeNull();
    expect(made.jobs.map((job) => ofJob(made.axes, job))).toEqual(lines.map(ofLine));
  });

  it.each(corpus.plans)("is the core's for $link over $axes", ({ link, axes, seeds, jobs }) => {
    const { arms, extras } = readLink(link);
    const made = planSweep(arms, axes, seeds, extras.pts);
    expect(made.problem).toBeNull();
    expect(made.jobs.map(({ index }) => index)).toEqual([...jobs.keys()]);
    expect(
      made.jobs.map((job) => ({ arm: job.arm, values: job.values, link: linkOf(job) })),
    ).toEqual(jobs);
  });

  it.each(corpus.refused)("refuses $link over $axes with $seeds seeds", ({ link, axes, seeds }) => {
    const { jobs, problem } = plan(link, axes, seeds);
    expect(problem).not.toBeNull();
    expect(jobs).toEqual([]);
  });

  it("never throws, whatever is asked for", () => {
    const key = fc.constantFrom("p", "lr", "act", "seed", "__proto__", "heads", "");
    const text = fc.oneof(fc.string(), fc.constantFrom("0:1:0.1", "relu", "1,2", "::", "1:2:3"));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, text)), fc.double(), (axes, seeds) => {
        const made = plan(
          "#v=1",
          axes.map((one) => one.join("=")),
          seeds,
        );
        expect(made.problem === null).toBe(made.jobs.length > 0);
        expect(made.jobs.length).toBeLessThanOrEqual(mostJobs);
      }),
    );
  });

  it("has one arm where arms differ in nothing but what is swept over", () => {
    const { arms } = readLink("#v=1&p=0&b.p=0.5&c.norm=batch");
    expect(sweptArms(arms, ["p"])).toEqual([arms[0], arms[2]]);
    expect(sweptArms(arms, ["lr"])).toHaveLength(3);
  });

  it("names the reader's table in its command", () => {
    const { arms } = readLink("#v=1&data=csv");
    expect(sweepCommand(arms, ["p=0,1"], 1)).toBe(
      'dropout sweep "#v=1&data=csv" --over p=0,1 --csv FILE --target COLUMN',
    );
  });

  it("reads as an attribute, and as a command", () => {
    expect(splitAxes(" p=0:0.8:0.2; act=relu,tanh ")).toEqual(["p=0:0.8:0.2", "act=relu,tanh"]);
    expect(splitAxes("")).toEqual([]);
    const { arms } = readLink("#v=1&n=20");
    expect(sweepCommand(arms, ["p=0,1"], 3)).toBe(
      'dropout sweep "#v=1&n=20" --over p=0,1 --seeds 3',
    );
  });
});

describe("JSON lines", () => {
  const gather = (texts: readonly string[], before: readonly Line[] = []) => {
    const gathering = new Gathering(before);
    for (const [i, text] of texts.entries()) gathering.addFile(`${i + 1}.jsonl`, text);
    return gathering;
  };
  const about = ({ notices }: Gathering) => notices.map((one) => one.about);
  const rows = recorded.trim().split("\n");

  it("are read as the command line wrote them, and written so that they read the same", () => {
    const { lines: read, notices } = gather([recorded]);
    expect(notices).toEqual([]);
    expect(read).toEqual(lines);
    expect(gather([writeLines(read)]).lines).toEqual(lines);
    expect(gather([`\ufeff${recorded.replaceAll("\n", "\r\n")}`]).lines).toEqual(lines);
  });

  it("of shards are merged by concatenation, in any order", () => {
    const shard = (n: number) => rows.filter((_, i) => i % 3 === n).join("\n");
    const { lines: read, notices } = gather([shard(2), shard(0), `${shard(1)}\n\n`]);
    expect(notices).toEqual([]);
    expect(read.map(({ index }) => index).sort((a, b) => a - b)).toEqual([...rows.keys()]);
  });

  it("that come twice count once, and the place is named", () => {
    const { lines: read, notices } = gather([`${rows[0]}\n\n${rows[1]}`, rows[1] as string]);
    expect(read).toHaveLength(2);
    expect(notices).toEqual([
      { file: "2.jsonl", line: 1, about: "repeated", seed: 0, of: { file: "1.jsonl", line: 3 } },
    ]);
    const again = gather([rows[0] as string], lines);
    expect(again.notices).toMatchObject([{ about: "repeated", of: null }]);
  });

  it("with other weights for the same run contradict", () => {
    const forged = JSON.stringify({ ...lines[0], digest: "0".repeat(16) });
    expect(about(gather([`${rows[0]}\n${forged}`]))).toEqual(["contradicts"]);
  });

  it.each([
    ["not-json", "{"],
    ["not-json", '{"index":0'],
    ["not-line", "[]"],
    ["not-line", "null"],
    ["not-line", '{"link":"#v=1"}'],
    ["not-line", (rows[1] as string).replace('"steps":2', '"steps":-1')],
    ["not-line", (rows[1] as string).replace('"arm":"a"', '"arm":"e"')],
    ["not-line", (rows[1] as string).replace('"act":', '"what":')],
    ["not-said", (rows[1] as string).replace('"p":0.0', '"p":0.3')],
    ["not-said", (rows[1] as string).replace('"seed":0,"link"', '"seed":1,"link"')],
    ["not-said", (rows[1] as string).replace("#v=1&width=4", "#v=1&width=4&what=1")],
    ["other-experiment", (rows[1] as string).replace("#v=1&width=4", "#v=1&width=5")],
    ["other-experiment", (rows[1] as string).replace("&seed=0", "&seed=0&pts=b8._wAD")],
    [
      "other-axes",
      (rows[1] as string).replace('"over":{"p":0.0,"act":"relu"}', '"over":{"p":0.0}'),
    ],
  ])("that are %s are left out: %s", (what, row) => {
    const gathering = gather([`${rows[0]}\n${row}`]);
    expect(gathering.lines).toHaveLength(1);
    expect(gathering.notices).toMatchObject([{ about: what, file: "1.jsonl", line: 2 }]);
  });

  it("of any text never throw", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.json(), fc.string())), (texts) => {
        expect(gather(texts).lines).toEqual([]);
      }),
    );
  });
});

describe("what runs say together", () => {
  const line = (p: number, seed: number, accuracy: number, more: object = {}): Line => {
    const score = { loss: 1 - accuracy, accuracy };
    const base = { index: 100 * p + seed, arm: "a", over: { p }, seed, link: "", steps: 1 };
    return {
      ...base,
      train: score,
      valid: score,
      best: { ...score, epoch: 1 },
      digest: "",
      ...more,
    };
  };

  it("has mean, standard deviation and standard error", () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares 32.
    const { n, mean, sd, se } = spreadOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect([n, mean]).toEqual([8, 5]);
    expect(sd).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(se).toBeCloseTo(Math.sqrt(32 / 7 / 8), 12);
    expect(spreadOf([3])).toEqual({ n: 1, mean: 3, sd: Number.NaN, se: Number.NaN });
    expect(spreadOf([]).mean).toBeNaN();
  });

  it("leaves out what diverged or failed, and counts it", () => {
    const cells = cellsOf(
      [line(0.5, 2, 0.8), line(0.5, 1, 0.6), line(0.5, 3, 0, { diverged: 7 }), line(0, 1, 0.5)],
      "p",
    );
    expect(valuesOf(cells)).toEqual([0, 0.5]);
    expect(cells.map(({ lost }) => lost)).toEqual([0, 1]);
    expect(cellSpread(cells[1] as never, "valid", "accuracy")).toMatchObject({ n: 2, mean: 0.7 });
    const failed = cellsOf([line(0.5, 1, 0, { failed: "it broke" })], "p");
    expect(verdictOf(failed, "accuracy")).toBeNull();
  });

  it("names the best, and what lies within one standard error", () => {
    // At 0.2: mean 0.9, sd 0.02, standard error 0.02 / sqrt 3 = 0.01155.
    const all = [0.88, 0.9, 0.92].map((v, s) => line(0.2, s, v));
    all.push(line(0, 1, 0.8888), line(0.4, 1, 0.8885), line(0.6, 1, 0.5));
    const verdict = verdictOf(cellsOf(all, "p"), "accuracy");
    expect(verdict?.best.value).toBe(0.2);
    expect(verdict?.near?.map(({ value }) => value)).toEqual([0, 0.4]);
    const loss = verdictOf(cellsOf(all, "p"), "loss");
    expect(loss?.best.value).toBe(0.2);
    const single = verdictOf(cellsOf([line(0, 1, 0.8), line(0.2, 1, 0.9)], "p"), "accuracy");
    expect(single).toMatchObject({ best: { value: 0.2 }, near: null });
  });

  it("keeps names in the order of the runs, and arms apart", () => {
    const named = (act: string, arm: string, index: number): Line => ({
      ...line(0, 1, 0.5),
      over: { act },
      arm,
      index,
    });
    const all = [named("tanh", "b", 3), named("relu", "a", 0), named("tanh", "a", 1)];
    const cells = cellsOf(all, "act");
    expect(cells.map(({ arm, value }) => [arm, value])).toEqual([
      [0, "relu"],
      [0, "tanh"],
      [1, "tanh"],
    ]);
  });

  it("lies on a logarithmic axis where its values do", () => {
    expect(wantsLog([0.001, 0.01, 0.1])).toBe(true);
    expect(wantsLog([8, 16, 32, 64])).toBe(true);
    expect(wantsLog([0.1, 0.2, 0.3, 0.4])).toBe(false);
    expect(wantsLog([0, 0.1, 1])).toBe(false);
    expect(wantsLog([1, 10])).toBe(false);
  });
});
