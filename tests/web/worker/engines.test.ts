// The small engine beside the whole one, both as built: same bits, same answers, and an error
// where it ends.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Core, fullQuestion } from "../../../web/shared/core";
import { engineOf } from "../../../web/shared/engines";
import { queries } from "../../../web/shared/generated/questions";
import { defaultSpec, type Spec } from "../../../web/shared/spec";
import { AnsweringRun } from "../../../web/worker/answering-run";
import { openOn, setupOf } from "../setup";

const folder = join(import.meta.dirname, "../../../build/wasm");
const built = ["core", "core-small"].every((name) => existsSync(join(folder, `${name}.wasm`)));

async function load(name: string): Promise<Core> {
  const create = (await import(/* @vite-ignore */ join(folder, `${name}.mjs`))).default;
  return create({ wasmBinary: readFileSync(join(folder, `${name}.wasm`)) });
}

describe("engineOf", () => {
  it("takes the small engine for dense networks alone", () => {
    const engines = (["mlp", "text", "cnn", "lstm", "transformer"] as const).map((model) =>
      engineOf(defaultSpec(model)),
    );
    expect(engines).toEqual(["small", "small", "full", "full", "full"]);
  });

  it("takes the whole engine where layers are not plain", () => {
    const spec = (changes: Partial<Spec>) => ({ ...defaultSpec("text"), ...changes });
    expect(engineOf(spec({ drop: "word", p: 0.2, act: "tanh", opt: "sgd" }))).toBe("small");
    expect(engineOf(spec({ drop: "concrete" }))).toBe("full");
    expect(engineOf(spec({ norm: "batch" }))).toBe("full");
    expect(engineOf({ ...defaultSpec("mlp"), data: "csv" })).toBe("full");
  });
});

describe.runIf(built)("the small engine", () => {
  let small: Core;
  let full: Core;
  beforeAll(async () => {
    [small, full] = await Promise.all([load("core-small"), load("core")]);
  });

  function trained(core: Core, link: string, steps: number) {
    const run = new core.Experiment();
    expect(openOn(run, link)).toBe(null);
    while (run.status().step < steps) run.advance();
    return run;
  }

  it.each([
    "#v=1&p=0.5",
    "#v=1&data=spirals&p=0.3&act=gelu&opt=momentum",
    "#v=1&data=xsinx&act=tanh&batch=10&opt=adamw&decay=0.01",
    "#v=1&data=blobs&p=0.8&depth=3&maxnorm=2&clip=1",
    "#v=1&p=0.1&depth=0",
    "#v=1&data=circles&act=selu&pin=0.2&sched=cosine&psched=early&p=0.4",
  ])("trains and answers to the same bits: %s", (link) => {
    const runs = [small, full].map((core) => trained(core, link, 60));
    const [mine, whole] = runs.map((run) => run.digest());
    expect(mine).toMatch(/^[0-9a-f]{16}$/);
    expect(mine).toBe(whole);
    const said = { mode: "mc", samples: 5, count: 9 } as const;
    for (const asked of [
      queries.field(said),
      queries.sites(),
      queries.peek(said),
      queries.weights(),
    ]) {
      const question = fullQuestion(asked);
      const [a, b] = runs.map((run) => run.ask(question));
      expect(a?.error).toBe(null);
      expect(a).toEqual(b);
    }
    for (const run of runs) run.delete();
  });

  it("says which models and questions it does not have", () => {
    const run = new small.Experiment();
    for (const link of ["#v=1&model=lstm&data=recall", "#v=1&drop=alpha", "#v=1&norm=layer"]) {
      expect(openOn(run, link)?.code).toBe("small_engine");
    }
    run.delete();
    expect(small.answers("predict") && full.answers("predict")).toBe(true);
    expect(small.answers("uncertainty")).toBe(false);
    expect(full.answers("uncertainty")).toBe(true);
  });

  it("has what it cannot answer answered by a second run, as if it were the whole", () => {
    const link = "#v=1&p=0.5";
    const mine = trained(small, link, 40);
    const whole = trained(full, link, 40);
    const answering = new AnsweringRun(setupOf(link));
    answering.asked(fullQuestion(queries.freeze({ draw: 7 })));
    whole.ask(fullQuestion(queries.freeze({ draw: 7 })));
    const said = { mode: "mc", samples: 9, count: 20 } as const;
    for (const asked of [queries.uncertainty(said), queries.mode3(said), queries.histogram(said)]) {
      const question = fullQuestion(asked);
      expect(answering.ask(full, mine, question)).toEqual(whole.ask(question));
      expect(mine.digest()).toBe(whole.digest());
    }
    for (const run of [mine, whole, answering.experiment]) run?.delete();
  });
});
