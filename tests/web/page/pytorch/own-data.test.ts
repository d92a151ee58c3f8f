// Scripts for PyTorch of a reader's own tables and drawn points. Given the weights that the command
// line has trained, a script's network has the command line's losses and accuracies on its training
// and validation rows: features, targets and split are the same. Trained by itself, it comes to the
// same scores within the spread of the seeds.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { reachOf } from "../../../../web/page/link/drawable";
import { type Drawn, packPoints, unpackPoints } from "../../../../web/page/link/drawn";
import { pytorchOf } from "../../../../web/page/pytorch/script";
import { defaultSpec } from "../../../../web/shared/spec";
import {
  expectAlike,
  folder,
  missing,
  ourResult,
  ours,
  type Result,
  runPython,
  seeded,
  specOf,
  torchResults,
} from "./tools";

/** Numbers between 0 and 1 that follow no rule a network could learn. */
const chance = (i: number) => (((i * 7919 + 104729) % 6151) / 6151 + (i % 7) / 7) % 1;
const rows = (count: number, row: (i: number) => readonly (string | number)[], mark = ",") =>
  Array.from({ length: count }, (_, i) => row(i).join(mark)).join("\n");

/** A file as it comes: what parts its cells, what is told about it, and keys of the link. */
const table = (delimiter: string, text: string, words: string[] = [], keys = "") => ({
  text,
  layout: { delimiter, header: delimiter !== "space" },
  words,
  keys,
});

const tables = {
  "German prices, categories and missing cells": table(
    ";",
    `Fläche;Lage;Preis\n${rows(
      80,
      (i) => [
        i % 9 === 4 ? "k. A." : `${1 + (i % 3)}.${String(100 + i)},${i % 10}`,
        ["Nord", "Süd", "", " West "][i % 4] as string,
        `${400 + (i % 3) * 100 + i},50 €`,
      ],
      ";",
    )}\n`,
    ["--missing", "category"],
  ),
  "rows with missing cells left out, dates and texts, too": table(
    ",",
    `sep=,\nid,day,Größe (cm),"colour, written",kind\n${rows(
      90,
      (i) =>
        [
          `"name ${i},\n${i * i}"`,
          `2024-01-${String(1 + (i % 28)).padStart(2, "0")}`,
          i % 11 === 3 ? "NA" : (1.5 + (i % 2) + chance(i)).toFixed(3),
          ["red", '"dark ""red"""', "blue"][i % 3] as string,
          i % 13 === 5 ? "" : ["rose", "iris"][i % 2],
        ] as string[],
    )}\n\n`,
  ),
  "seconds since 1970": table(
    ",",
    `time,y\n${rows(120, (i) => [1700000000 + i, (0.1 * i + chance(i)).toFixed(4)])}\n`,
  ),
  "numbers as classes, blanks between, no header": table(
    "space",
    `${rows(100, (i) => [` ${(chance(i) + (i % 3)).toFixed(4)}`, "  ", i % 5, " ", i % 3, ""], " ")}\n`,
  ),
  "a part of the rows, another split, exotic signs": table(
    "tab",
    `a\tb\ty\r${rows(
      70,
      (i) => [
        `${i % 2 ? "−" : ""}1 ${String(i).padStart(3, "0")}`,
        i % 4 ? `$${i}.5` : `($${i}.5)`,
        `${i % 2 ? 10 + i : 40 - i}%`,
      ],
      "\t",
    ).replaceAll("\n", "\r")}`,
    [],
    "&n=20&dseed=77",
  ),
  "texts as classes, one column constant": table(
    ",",
    `a,b,c,"the kind"\n${rows(60, (i) => [0.1, chance(i).toFixed(5), `${10 * chance(i + 3)}e-2`, ["NA", "EU", "AS"][Math.floor(3 * chance(i))] as string])}`,
  ),
} as const;

const link = (keys = "") => `#v=1&data=csv&p=0.2&width=8&epochs=20&batch=256&T=5${keys}`;

/** Each script's network with trained weights: its scores on both parts, and its training inputs. */
const withWeights = `
import contextlib, io, json, sys
import numpy as np, torch
def scores(net, part):
    with torch.no_grad():
        outputs = net(*part[0])
    if outputs.shape[1] == 1:
        return {"loss": float(((outputs - part[1]) ** 2).mean()), "accuracy": None}
    right = (outputs.argmax(1) == part[1]).double().mean()
    loss = torch.nn.functional.cross_entropy(outputs, part[1])
    return {"loss": float(loss), "accuracy": float(right)}
for i in range(int(sys.argv[1])):
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(open(f"{i}.py").read(), "script", "exec"), names)
    net, weights = names["net"], np.load(f"{i}.npz")
    layers = [m for m in net.modules() if isinstance(m, torch.nn.Linear)]
    stored = [n[:-7] for n in weights if n.endswith(".weight") and n.count(".") == 1]
    assert len(layers) == len(stored)
    for layer, name in zip(layers, stored):
        layer.weight.data = torch.tensor(weights[name + ".weight"])
        layer.bias.data = torch.tensor(weights[name + ".bias"][0])
    net.eval()
    print(json.dumps({
        "train": scores(net, names["train"]),
        "valid": scores(net, names["valid"]),
        "inputs": names["train"][0][0].tolist(),
    }))
`;

interface Found {
  train: { loss: number; accuracy: number | null };
  valid: { loss: number; accuracy: number | null };
  inputs: number[][];
}

/** Untrained scripts, with the weights that are stored beside them. */
function foundBy(scripts: readonly string[]): Found[] {
  for (const [i, script] of scripts.entries()) {
    const untrained = script.replace("for epoch in range(EPOCHS)", "for epoch in range(0)");
    writeFileSync(join(folder, `${i}.py`), untrained);
  }
  const lines = runPython(withWeights, String(scripts.length)).trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

function expectSame(found: Found, want: Found): void {
  for (const part of ["train", "valid"] as const) {
    expect(found[part].loss).toBeGreaterThan(0);
    expect(Math.abs(found[part].loss / want[part].loss - 1), part).toBeLessThan(1e-5);
    expect(found[part].accuracy).toBe(want[part].accuracy);
  }
}

const sorted = (inputs: readonly (readonly number[])[], column: number) =>
  inputs.map((row) => row[column] as number).sort((a, b) => a - b);

const points: readonly Drawn[] = Array.from({ length: 57 }, (_, i) => ({
  x: 3 * chance(i) * (i % 2 ? 1 : -1),
  y: 2 * chance(i + 11) - 1,
  label: i % 3,
}));

/** One experiment: what the command line is told, and the script. */
interface Case {
  name: string;
  link: string;
  words: readonly string[];
  script(link: string): string;
}

const tableCases: Case[] = Object.entries(tables).map(
  ([name, { text, layout, words, keys }], i) => {
    const file = `table-${i}.csv`;
    const all = ["--csv", file, ...words];
    const script = (from: string) => {
      writeFileSync(join(folder, file), text);
      const { table: schema } = ours("run", from, ...all);
      return pytorchOf(specOf(from), { table: { ...layout, schema, file } })?.code ?? "";
    };
    return { name, link: link(keys), words: all, script };
  },
);

/** `count` points drawn on data: fewer than ten are not split. */
function drawn(data: string, count: number): Case {
  const base = `#v=1&data=${data}&p=0.2&width=8&epochs=20&batch=256&T=5`;
  const reach = reachOf(specOf(base));
  const pts = packPoints(points.slice(0, count), reach);
  const script = (from: string) =>
    pytorchOf(specOf(from), { points: unpackPoints(pts, reach) })?.code ?? "";
  return { name: `${count} ${data}`, link: `${base}&pts=${pts}`, words: [], script };
}
const alone = [drawn("points", 57), drawn("points", 9), drawn("curve", 57), drawn("curve", 7)];
const beside = [drawn("moons", 40), drawn("sine", 30)];

describe("the script for one's own data", () => {
  it("is none where the data are not there", () => {
    expect(pytorchOf({ ...defaultSpec("mlp"), data: "csv" })).toBeNull();
    expect(pytorchOf({ ...defaultSpec("mlp"), data: "points" })).toBeNull();
  });

  const why = missing && ` (skipped: ${missing})`;
  describe.skipIf(missing !== "")(`under python3-torch${why}`, () => {
    const found = new Map<string, Found>();
    const trained = new Map<string, Result[]>();
    beforeAll(() => {
      const given = [...tableCases, ...alone];
      const scripts = given.map(({ link, script, words }, i) => {
        const code = script(link);
        ours("run", link, "--save", `${i}.npz`, ...words);
        return code;
      });
      for (const [i, one] of foundBy(scripts).entries()) found.set(given[i]?.name ?? "", one);
      const all = [...given, ...beside];
      const codes = all.flatMap(({ link, script }) => seeded(link).map(script));
      const results = torchResults(codes);
      for (const [i, { name }] of all.entries()) trained.set(name, results.slice(4 * i, 4 * i + 4));
    }, 900_000);

    it.each([...tableCases, ...alone])(
      "has our rows in our split: $name",
      ({ name, link, words }) => {
        expectSame(found.get(name) as Found, ours("run", link, ...words));
      },
    );

    it.each(tableCases)("has our inputs: $name", ({ name, link, words }) => {
      // The first batch holds all training rows, in an order of its own.
      const { sites } = ours("inspect", link, "--rows", "1000", ...words);
      const want: number[][] = sites[0].before;
      const { inputs } = found.get(name) as Found;
      expect(inputs.length).toBe(want.length);
      for (const column of want[0]?.keys() ?? []) {
        const theirs = sorted(inputs, column);
        const apart = sorted(want, column).map((value, i) => Math.abs(value - (theirs[i] ?? 1e9)));
        expect(Math.max(...apart), `input ${column}`).toBeLessThan(1e-5);
      }
    });

    it.each([...tableCases, ...alone, ...beside])(
      "comes to our results within the spread of seeds: $name",
      ({ name, link, words }) => {
        const results = seeded(link).map((one) => ourResult(one, ...words));
        expectAlike(results, trained.get(name) ?? []);
      },
    );
  });
});
