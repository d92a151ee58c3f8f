// The scripts for PyTorch: every model and every kind of dropout writes one that Python compiles,
// and trained on a few seeds each comes to the validation results of the command line, within the
// spread of the seeds. A script of another experiment does not.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLink } from "../../../../web/page/link/link";
import { pytorchOf } from "../../../../web/page/pytorch/script";
import {
  choicesFor,
  defaultSpec,
  parameter,
  type Spec,
  withValue,
} from "../../../../web/shared/spec";

const top = join(import.meta.dirname, "../../../..");
const native = join(top, "build/native/dropout");
const data = join(top, "build/data");
const seeds = [1, 2, 3, 4];
/** Debian's own python has torch; another may be first on the path. */
const python = ["/usr/bin/python3", "python3"].find(
  (name) => spawnSync(name, ["-c", "import torch, numpy"]).status === 0,
);
const missing = python
  ? existsSync(native) && existsSync(join(data, "wordnet.bin"))
    ? ""
    : "the command line or its data are not built"
  : "there is no python3 with torch and numpy";
const models = ["mlp", "text", "cnn", "lstm", "transformer"] as const;

const specOf = (link: string): Spec => readLink(link).arms[0] as Spec;
const codeOf = (spec: Spec): string => pytorchOf(spec)?.code ?? "";

/** Runs each script's text in one interpreter; what each has printed. */
const driver = `
import contextlib, io, json, sys
import torch
torch.set_num_threads(1)
for script in json.load(open(sys.argv[1])):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(script, "script", "exec"), {"__name__": "__main__"})
    print(json.dumps(out.getvalue()))
`;

const folder = mkdtempSync(join(tmpdir(), "dropout-pytorch-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Result {
  loss: number;
  accuracy: number;
  /** Of one pass of Monte Carlo dropout, over the passes. */
  passLoss: number;
  passSpread: number;
}

function torchResults(specs: readonly Spec[]): Result[] {
  const scripts = specs.map((spec) => codeOf(spec).replace('DATA = "data', `DATA = "${data}`));
  const path = join(folder, "scripts.json");
  writeFileSync(path, JSON.stringify(scripts));
  const { stdout, stderr, status } = spawnSync(python as string, ["-c", driver, path], {
    env: { ...process.env, OMP_NUM_THREADS: "1" },
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(String(stderr));
  return String(stdout)
    .trim()
    .split("\n")
    .map((line) => {
      const text: string = JSON.parse(line);
      const evaluated = /eval mode: validation loss ([\d.]+)(?:, accuracy ([\d.]+))?/.exec(text);
      const sampled = /MC, \d+ passes: validation loss ([\d.]+) ± ([\d.]+) a pass/.exec(text);
      expect(evaluated && sampled, text).toBeTruthy();
      return {
        loss: Number(evaluated?.[1]),
        accuracy: Number(evaluated?.[2] ?? Number.NaN),
        passLoss: Number(sampled?.[1]),
        passSpread: Number(sampled?.[2]),
      };
    });
}

function ourResult(link: string): Pick<Result, "loss" | "accuracy"> {
  const run = spawnSync(native, ["run", link, "--json", "--data", data]);
  const { valid } = JSON.parse(String(run.stdout));
  return { loss: Number(valid.loss), accuracy: Number(valid.accuracy ?? Number.NaN) };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);

/** How many standard errors of their difference two means are apart (Welch). */
function apart(a: readonly number[], b: readonly number[]): number {
  const error = Math.sqrt(variance(a) / a.length + variance(b) / b.length);
  return Math.abs(mean(a) - mean(b)) / Math.max(error, 1e-9);
}

const seeded = (link: string) => seeds.map((seed) => `${link}&seed=${seed}`);

/** With 6 degrees of freedom, |t| > 5.5 comes by chance once in 650; these seeds are fixed. */
const far = 5.5;

const everyKind = models.flatMap((model) =>
  choicesFor(parameter("drop"), model).map((drop) => `#v=1&model=${model}&drop=${drop}&p=0.25`),
);

const small = [
  "#v=1&n=60&epochs=25&p=0.3&T=20",
  "#v=1&data=circles&drop=classic&n=60&epochs=25&p=0.3&opt=sgd&lr=0.1&norm=layer&T=5",
  "#v=1&data=blobs&drop=gaussian&n=60&epochs=15&p=0.3&opt=nesterov&lr=0.02&norm=batch&T=5",
  "#v=1&data=xor&drop=alpha&act=selu&n=60&epochs=25&p=0.1&opt=momentum&sched=cosine&clip=1&T=5",
  "#v=1&data=spirals&drop=dropconnect&n=90&epochs=30&p=0.2&opt=adamw&decay=0.05&maxnorm=1.5&T=5",
  "#v=1&data=sine&drop=path&depth=3&epochs=40&p=0.3&T=5",
  "#v=1&data=xsinx&drop=concrete&epochs=60&p=0.2&T=5",
  "#v=1&data=cars&epochs=20&p=0.2&pin=0.05&sched=step&T=5",
  "#v=1&model=text&n=500&epochs=6&p=0.4&pin=0.1&width=32&emb=16&smooth=0.1&T=2",
  "#v=1&model=text&n=500&epochs=6&drop=word&p=0.3&decay=0.01&width=16&emb=16&T=2",
  "#v=1&model=cnn&n=200&epochs=2&drop=spatial&p=0.2&pconv=0.1&width=32&lr=0.003&T=2",
  "#v=1&model=cnn&n=200&epochs=2&drop=dropblock&p=0.2&norm=batch&width=32&T=2",
  "#v=1&model=lstm&data=recall&context=6&n=200&epochs=5&p=0.2&width=16&emb=8&T=2",
  "#v=1&model=lstm&data=recall&context=6&n=200&epochs=5&drop=variational&p=0.2&width=16&T=2",
  "#v=1&model=lstm&data=recall&context=6&n=200&epochs=5&drop=recurrent&p=0.2&width=16&T=2",
  "#v=1&model=lstm&n=200&epochs=3&width=16&emb=8&p=0.1&T=1",
  "#v=1&model=transformer&data=recall&context=6&n=200&epochs=4&p=0.1&patt=0.2&pres=0.1&width=16&T=2",
  "#v=1&model=transformer&data=recall&context=6&n=200&epochs=4&drop=path&p=0.2&order=post&width=16&T=2",
  "#v=1&model=transformer&n=150&epochs=2&width=16&heads=2&depth=1&psched=ramp&p=0.3&T=1",
  "#v=1&data=penguins&epochs=10&p=0.3&T=5",
  "#v=1&model=transformer&data=recall&context=6&n=200&epochs=4&drop=dropkey&p=0.3&width=16&T=2",
  "#v=1&data=blobs&n=120&epochs=20&p=0.2&flip=0.3&T=5",
] as const;

/** What must be told apart: experiments that differ in their rate. */
const controls = [["#v=1&epochs=25&T=2&p=0", "#v=1&epochs=25&T=2&p=0.9"]] as const;

describe("the script for PyTorch", () => {
  it("names a table of one's own as what it cannot read", () => {
    expect(pytorchOf({ ...defaultSpec("mlp"), data: "csv" })).toBeNull();
  });

  it("says what the Spec says", () => {
    const code = codeOf(specOf("#v=1&model=cnn&drop=spatial&p=0.25&lr=0.01&batch=17&seed=9"));
    expect(code).toContain("nn.Dropout2d(0.25)");
    expect(code).toContain("EPOCHS, BATCH, LR = 15, 17, 0.01");
    expect(code).toContain("SEED = 9");
    for (const value of ["sgd", "momentum", "nesterov", "adam", "adamw"] as const) {
      const name = { adam: "Adam(", adamw: "AdamW(" }[value as "adam"] ?? "SGD(";
      expect(codeOf(withValue(defaultSpec("mlp"), "opt", value))).toContain(`torch.optim.${name}`);
    }
  });

  const why = missing && ` (skipped: ${missing})`;
  describe.skipIf(missing !== "")(`under python3-torch${why}`, () => {
    it("is one that Python compiles, for every model and kind", () => {
      const path = join(folder, "all.json");
      writeFileSync(path, JSON.stringify(everyKind.map((link) => codeOf(specOf(link)))));
      const check =
        "import json, sys\nfor s in json.load(open(sys.argv[1])): compile(s, 's', 'exec')";
      const { stderr, status } = spawnSync(python as string, ["-c", check, path]);
      expect([status, String(stderr)]).toEqual([0, ""]);
      const drops = new Set(everyKind.map((link) => specOf(link).drop));
      expect([...drops].sort()).toEqual([...parameter("drop").choices].sort());
    });

    const theirs = new Map<string, Result[]>();
    beforeAll(() => {
      const links = [...small, ...controls.flat()];
      const results = torchResults(links.flatMap((link) => seeded(link).map(specOf)));
      for (const [i, link] of links.entries()) {
        theirs.set(link, results.slice(i * seeds.length, (i + 1) * seeds.length));
      }
    }, 900_000);

    it.each(small)("comes to our results within the spread of seeds: %s", (link) => {
      const ours = seeded(link).map(ourResult);
      const script = theirs.get(link) ?? [];
      for (const what of ["loss", "accuracy"] as const) {
        const [a, b] = [ours, script].map((all) => all.map((one) => one[what]));
        if (Number.isNaN(a?.[0])) continue; // a regression has no accuracy
        expect(apart(a ?? [], b ?? []), JSON.stringify([what, a, b])).toBeLessThan(far);
      }
      const drops = specOf(link).T > 1;
      for (const { passSpread } of script) if (drops) expect(passSpread).toBeGreaterThan(0);
    });

    it.each(controls)("tells %s from %s", (link, other) => {
      const ours = seeded(link).map((one) => ourResult(one).loss);
      const script = (theirs.get(other) ?? []).map(({ loss }) => loss);
      expect(apart(ours, script)).toBeGreaterThan(far);
    });
  });
});
