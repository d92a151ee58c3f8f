// The scripts for PyTorch: every model and every kind of dropout writes one that Python compiles,
// and trained on a few seeds each comes to the validation results of the command line, within the
// spread of the seeds. A script of another experiment does not.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { pytorchOf } from "../../../../web/page/pytorch/script";
import {
  choicesFor,
  defaultSpec,
  parameter,
  type Spec,
  withValue,
} from "../../../../web/shared/spec";
import {
  apart,
  data,
  expectAlike,
  far,
  folder,
  missing,
  ourResult,
  runPython,
  seeded,
  specOf,
  type TorchResult,
  torchResults,
} from "./tools";

const models = ["mlp", "text", "cnn", "lstm", "transformer"] as const;

const codeOf = (spec: Spec): string => pytorchOf(spec)?.code ?? "";
/** Reads the data where they were built. */
const runnable = (spec: Spec) => codeOf(spec).replace('DATA = "', `DATA = "${data}/`);

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
      const count = runPython(
        "import json, sys\nprint(len([compile(s, 's', 'exec') for s in json.load(open(sys.argv[1]))]))",
        path,
      );
      expect(Number(count)).toBe(everyKind.length);
      const drops = new Set(everyKind.map((link) => specOf(link).drop));
      expect([...drops].sort()).toEqual([...parameter("drop").choices].sort());
    });

    it("finds its data beside it, or else fetches them once", () => {
      const spec = specOf("#v=1&model=text&n=50&epochs=1&width=4&emb=4&p=0.2&T=2");
      const run = (address: string) => {
        const script = pytorchOf(spec, { dataAddress: () => address });
        writeFileSync(join(folder, "dropout.py"), script?.code ?? "");
        return runPython("import runpy; runpy.run_path('dropout.py', run_name='__main__')");
      };
      const trained = run(pathToFileURL(join(data, "wordnet.bin")).href);
      expect(trained).toMatch(/eval mode: validation loss/);
      expect(readFileSync(join(folder, "wordnet.bin"))).toEqual(
        readFileSync(join(data, "wordnet.bin")),
      );
      expect(run("")).toBe(trained);
      rmSync(join(folder, "wordnet.bin"));
      expect(() => run("")).toThrow("wordnet.bin is not here: save it beside this script.");
    });

    const theirs = new Map<string, TorchResult[]>();
    beforeAll(() => {
      const links = [...small, ...controls.flat()];
      const results = torchResults(
        links.flatMap((link) => seeded(link).map((one) => runnable(specOf(one)))),
      );
      for (const [i, link] of links.entries()) {
        theirs.set(link, results.slice(4 * i, 4 * (i + 1)));
      }
    }, 900_000);

    it.each(small)("comes to our results within the spread of seeds: %s", (link) => {
      const script = theirs.get(link) ?? [];
      expectAlike(
        seeded(link).map((one) => ourResult(one)),
        script,
      );
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
