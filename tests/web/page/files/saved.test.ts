// Runs kept as files, on the cores as built: what is read back trains on to the bits of a run that
// was never interrupted; numpy reads what is written; what is damaged is said to be so.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  digestOf,
  isMoment,
  type Saved,
  savedOf,
  savedRunOf,
} from "../../../../web/page/files/saved";
import { readSaved, writeJson, writeNpz } from "../../../../web/page/files/saved-files";
import { type Core, type Experiment, fullQuestion } from "../../../../web/shared/core";
import type { CoreError } from "../../../../web/shared/errors";
import { queries } from "../../../../web/shared/generated/questions";
import { openOn } from "../../setup";

const folder = join(import.meta.dirname, "../../../../build/wasm");
const built = ["core", "core-small"].every((name) => existsSync(join(folder, `${name}.wasm`)));
/** Debian's own python has numpy; another may be first on the path. */
const python = ["/usr/bin/python3", "python3"].find(
  (name) => spawnSync(name, ["-c", "import numpy"]).status === 0,
);

async function load(name: string): Promise<Core> {
  const create = (await import(/* @vite-ignore */ join(folder, `${name}.mjs`))).default;
  return create({ wasmBinary: readFileSync(join(folder, `${name}.wasm`)) });
}

function open(core: Core, link: string): Experiment {
  const run = new core.Experiment();
  expect(openOn(run, link)).toBe(null);
  return run;
}

function trainTo(run: Experiment, step: number): Experiment {
  while (run.status().step < step) run.advance();
  return run;
}

function finish(run: Experiment): Experiment {
  while (!run.status().finished) run.advance();
  return run;
}

function keep(run: Experiment, link: string): Saved {
  const answer = run.ask(fullQuestion(queries.state()));
  const saved = savedOf(answer, { link, version: "test", altered: false, own: null });
  if (!saved) throw new Error("no state");
  return saved;
}

async function readBack(parts: BlobPart[]): Promise<Saved> {
  const found = await readSaved(new Blob(parts));
  if (!("saved" in found)) throw new Error(JSON.stringify(found));
  return found.saved;
}

function resume(run: Experiment, saved: Saved): CoreError | null {
  const { values, points: count } = savedRunOf(saved);
  return run.ask(fullQuestion(queries.resume({ values, count }))).error;
}

describe.runIf(built)("a saved run", () => {
  let small: Core;
  let full: Core;
  beforeAll(async () => {
    [small, full] = await Promise.all([load("core-small"), load("core")]);
  });

  const links = [
    ["#v=1&p=0.5&epochs=9", 20],
    ["#v=1&data=sine&p=0.2&opt=momentum&lr=0.01&epochs=12&batch=7&sched=cosine", 55],
    ["#v=1&data=blobs&p=0.3&opt=sgd&lr=0.1&epochs=5", 0],
    ["#v=1&p=0.4&drop=concrete&norm=batch&epochs=6&clip=1", 31],
    ["#v=1&model=lstm&data=recall&drop=variational&p=0.2&n=60&width=8&emb=5&context=6&epochs=3", 4],
    [
      "#v=1&model=transformer&data=recall&p=0.2&patt=0.1&n=60&width=8&heads=2&context=6&epochs=3",
      3,
    ],
  ] as const;

  it.each(links)("goes on to the same bits from both kinds of file: %s", async (link, step) => {
    const whole = finish(open(full, link));
    const core = /model|drop|norm/.test(link) ? full : small;
    const saved = keep(trainTo(open(core, link), step), link);
    expect(saved.step).toBe(step);
    for (const parts of [writeNpz(saved), writeJson(saved)]) {
      const back = await readBack(parts);
      expect(back.link).toBe(link);
      const run = trainTo(open(full, link), 2);
      expect(resume(run, back)).toBe(null);
      expect(run.status().step).toBe(step);
      expect(run.digest()).toBe(saved.digest);
      finish(run);
      expect(run.digest()).toBe(whole.digest());
      expect(run.points(0)).toEqual(whole.points(0));
    }
  });

  it("has the core's digest of its weights", () => {
    const run = trainTo(open(full, "#v=1&p=0.5&norm=batch"), 30);
    const saved = keep(run, "#v=1");
    expect(digestOf(saved.tensors.filter((one) => !isMoment(one)))).toBe(run.digest());
  });

  it("keeps a network whose loss is no number, and minus nothing", async () => {
    const run = open(full, "#v=1&lr=10&opt=sgd&data=sine&noise=2&epochs=50");
    const saved = keep(finish(run), "#v=1");
    expect(run.status().diverged).toBe(true);
    saved.tensors[0]?.data.set([-0, Number.NaN, Number.POSITIVE_INFINITY, 0.1]);
    saved.digest = digestOf(saved.tensors.filter((one) => !isMoment(one)));
    const back = await readBack(writeJson(saved));
    for (const [i, { data }] of back.tensors.entries()) {
      expect(data).toEqual(saved.tensors[i]?.data); // Object.is: -0 is not 0
    }
    expect(back.points).toEqual(saved.points);
  });

  it("of another network is refused, and leaves the run as it was", () => {
    const saved = keep(open(full, "#v=1&width=9"), "#v=1&width=9");
    const run = trainTo(open(full, "#v=1&width=8"), 5);
    const before = run.digest();
    expect(resume(run, saved)?.code).toBe("state_misfit");
    expect(run.digest()).toBe(before);
  });

  it("is known to be damaged wherever a byte changes, is lost or comes from elsewhere", async () => {
    const link = "#v=1&data=sine&width=4&depth=1&epochs=2";
    const saved = keep(trainTo(open(small, link), 3), link);
    const pieces = writeNpz(saved);
    const npz = new Uint8Array(await new Blob(pieces).arrayBuffer());
    for (let at = 0; at < npz.length; at += 7) {
      const bytes = npz.slice();
      bytes[at] = (bytes[at] as number) ^ 0x41;
      const found = await readSaved(new Blob([bytes]));
      // A date, a name of the system or the like may change; values never.
      if ("saved" in found) expect(found.saved).toEqual(saved);
      else expect(found).toHaveProperty("problem");
    }
    for (let size = 2; size < npz.length; size += 97) {
      expect(await readSaved(new Blob([npz.slice(0, size)]))).toEqual({ problem: "damaged" });
    }
    const json = writeJson(saved).join("");
    for (let size = 60; size < json.length - 3; size += 211) {
      expect(await readSaved(new Blob([json.slice(0, size)]))).toEqual({ problem: "damaged" });
    }
    const digit =
      json.indexOf("tensors") + json.slice(json.indexOf("tensors")).search(/\.\d\d/) + 2;
    const other = json[digit] === "5" ? "6" : "5";
    const changed = json.slice(0, digit) + other + json.slice(digit + 1);
    expect(await readSaved(new Blob([changed]))).toEqual({ problem: "damaged" });
    for (const foreign of ["", "{}", '{"format":"onnx"}', "a,b\n1,2\n", "\x89PNG", "{"]) {
      expect(await readSaved(new Blob([foreign]))).toEqual({ problem: "foreign" });
    }
    expect(
      await readSaved(new Blob(['{"format":"dropout-playground","v":1,"link":"#v=1"}'])),
    ).toEqual({
      link: "#v=1",
    });
  });

  const reason = python ? "" : " (skipped: there is no python3 with numpy)";
  it.runIf(python)(
    `is read by numpy, and read back from numpy${reason}`,
    async () => {
      const link = "#v=1&p=0.5&norm=batch&epochs=3";
      const run = trainTo(open(full, link), 10);
      const saved = keep(run, link);
      const at = mkdtempSync(join(tmpdir(), "dropout-npz-"));
      const [path, stored, packed] = ["run", "stored", "packed"].map((name) =>
        join(at, `${name}.npz`),
      );
      if (!path || !stored || !packed) throw new Error("unreachable");
      writeFileSync(path, new Uint8Array(await new Blob(writeNpz(saved)).arrayBuffer()));
      const script = `
import json, sys, numpy as np
f = np.load(sys.argv[1])
np.savez(sys.argv[2], **f)
np.savez_compressed(sys.argv[3], **f)
tensors = {k: [f[k].shape, str(f[k].dtype), float(f[k].astype("f8").sum())] for k in f if "." in k}
print(json.dumps({"link": str(f["link"]), "step": int(f["step"]), "digest": str(f["digest"]),
                  "points": f["points"].shape, "tensors": tensors}))`;
      const { stdout, stderr } = spawnSync(python as string, ["-c", script, path, stored, packed]);
      expect(String(stderr)).toBe("");
      const seen = JSON.parse(String(stdout));
      expect(seen).toMatchObject({ link, step: 10, digest: run.digest() });
      expect(seen.points).toEqual([saved.points.length / 11, 11]);
      expect(Object.keys(seen.tensors)).toEqual(saved.tensors.map(({ name }) => name));
      for (const { name, rows, cols, data } of saved.tensors) {
        const sum = data.reduce((total, value) => total + value, 0);
        expect(seen.tensors[name]).toEqual([[rows, cols], "float32", expect.closeTo(sum, 6)]);
      }
      for (const again of [stored, packed]) {
        expect(await readBack([readFileSync(again)])).toEqual(saved);
      }
      rmSync(at, { recursive: true });
    },
    60_000,
  );
});
