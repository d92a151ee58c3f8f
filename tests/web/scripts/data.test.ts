// The builders of data sets: reproducible bytes, manifests that tell the truth, and a container
// that says what src/lab/data/data.h promises. Real packages, no network.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test, vi } from "vitest";
// @ts-expect-error: a plain module of the build
import { names as allNames, buildDataset } from "../../../scripts/data/make.mjs";

vi.setConfig({ testTimeout: 60_000 });
const folder = mkdtempSync(join(tmpdir(), "dropout-data-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hasFashion = existsSync("/usr/share/datasets/fashion-mnist");
const names = (allNames as string[]).filter((name) => name !== "fashion" || hasFashion);

interface Section {
  type: number;
  rows: number;
  columns: number;
  values: number[];
}

function sectionsOf(bytes: Buffer): Map<string, Section> {
  const sections = new Map<string, Section>();
  expect(bytes.toString("ascii", 0, 8)).toBe("DROPDATA");
  expect(bytes.readUInt32LE(8)).toBe(1);
  let at = 16;
  for (let left = bytes.readUInt32LE(12); left > 0; --left) {
    const name = bytes.toString("ascii", at, at + 16).replace(/\0+$/, "");
    const type = bytes.readUInt32LE(at + 16);
    const rows = bytes.readUInt32LE(at + 20);
    const columns = bytes.readUInt32LE(at + 24);
    at += 28;
    const values = Array.from({ length: rows * columns }, (_, i) => {
      if (type === 4) return bytes.readFloatLE(at + 4 * i);
      return type === 2 ? bytes.readUInt16LE(at + 2 * i) : bytes.readUInt8(at + i);
    });
    sections.set(name, { type, rows, columns, values });
    at += Math.ceil((rows * columns * type) / 4) * 4;
  }
  expect(at).toBe(bytes.length);
  return sections;
}

function lines(sections: Map<string, Section>, name: string): string[] {
  return Buffer.from(sections.get(name)?.values ?? [])
    .toString("utf8")
    .split("\n");
}

const build = (name: string) => buildDataset(name, folder) as Promise<boolean>;
const binary = (name: string) => readFileSync(join(folder, `${name}.bin`));
const manifest = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

describe.each(names)("%s", (name) => {
  test("is built, described and left alone when current", async () => {
    expect(await build(name)).toBe(true);
    const bytes = binary(name);
    const record = manifest(name);
    expect(record).toMatchObject({ name, bytes: bytes.length, format: "DROPDATA 1" });
    expect(record.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(record.source.length).toBeGreaterThan(0);
    expect(record.licence).toBeTruthy();
    const before = statSync(join(folder, `${name}.bin`)).mtimeMs;
    expect(await build(name)).toBe(false);
    expect(statSync(join(folder, `${name}.bin`)).mtimeMs).toBe(before);
  });

  test("comes out the same again, after damage", async () => {
    const bytes = binary(name);
    const text = JSON.stringify(manifest(name));
    writeFileSync(join(folder, `${name}.bin`), bytes.subarray(1));
    expect(await build(name)).toBe(true);
    expect(binary(name).equals(bytes)).toBe(true);
    expect(JSON.stringify(manifest(name))).toBe(text);
  });

  test("has parts of the sizes its manifest counts", () => {
    const sections = sectionsOf(binary(name));
    const { counts } = manifest(name);
    for (const part of ["train", "valid"]) {
      const rows = ["x", "count", "tokens"].map((kind) => sections.get(`${part}.${kind}`)?.rows);
      expect(rows.find((count) => count !== undefined)).toBe(counts[part]);
    }
    if (counts.vocabulary) expect(lines(sections, "words")).toHaveLength(counts.vocabulary);
    if (counts.classes) expect(lines(sections, "classes")).toHaveLength(counts.classes);
  });
});

describe("wordnet", () => {
  test("is 40,000 and 10,000 definitions in 24 classes, small to fetch", () => {
    expect(manifest("wordnet").counts).toMatchObject({ train: 40000, valid: 10000, classes: 24 });
    expect(manifest("wordnet").notice).toContain("Princeton University");
    expect(gzipSync(binary("wordnet")).length).toBeLessThan(1.5e6);
  });

  test("has no duplicate, and a vocabulary of the training part alone", () => {
    const sections = sectionsOf(binary("wordnet"));
    const words = lines(sections, "words");
    const texts = new Set<string>();
    const repeated: string[] = [];
    const counts = new Map<number, number>();
    for (const part of ["train", "valid"]) {
      const tokens = sections.get(`${part}.tokens`)?.values ?? [];
      let at = 0;
      for (const count of sections.get(`${part}.count`)?.values ?? []) {
        const ids = tokens.slice(at, at + count);
        at += count;
        if (part === "train") for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
        if (ids.includes(0)) continue; // with unknown words two texts may look alike
        const text = ids.join(" ");
        if (texts.has(text)) repeated.push(text);
        texts.add(text);
      }
      expect(at).toBe(tokens.length);
    }
    expect(repeated).toEqual([]);
    expect(words[0]).toBe("<unk>");
    for (let id = 1; id < words.length; ++id) expect(counts.get(id)).toBeGreaterThanOrEqual(2);
  });
});

test.runIf(hasFashion)("any beginning of fashion is balanced", () => {
  const sections = sectionsOf(binary("fashion"));
  const labels = sections.get("train.label")?.values ?? [];
  for (let i = 0; i < 5000; ++i) expect(labels[i]).toBe(i % 10);
  expect(sections.get("image")?.values).toEqual([28, 28, 1]);
});

test("co2 keeps its last fifth beyond the training years", () => {
  const sections = sectionsOf(binary("co2"));
  const years = (part: string) => sections.get(`${part}.x`)?.values ?? [];
  expect(Math.min(...years("beyond"))).toBeGreaterThan(Math.max(...years("train")));
  expect(Math.max(...years("valid"))).toBeLessThan(Math.min(...years("beyond")));
  expect(years("beyond").length / 741).toBeCloseTo(0.2, 2);
});

test("names stand in one part only", () => {
  const sections = sectionsOf(binary("names"));
  const words = lines(sections, "words");
  const all = ["train", "valid"].flatMap((part) => {
    const tokens = sections.get(`${part}.tokens`)?.values ?? [];
    let at = 0;
    return (sections.get(`${part}.count`)?.values ?? []).map((count) => {
      at += count;
      return tokens
        .slice(at - count, at)
        .map((id) => words[id])
        .join("");
    });
  });
  expect(new Set(all).size).toBe(all.length);
  expect(all).toContain("ada");
});

describe("penguins", () => {
  test("are those without a missing cell, and the manifest counts the others", async () => {
    await build("penguins");
    const all = JSON.parse(readFileSync("node_modules/vega-datasets/data/penguins.json", "utf8"));
    const isMissing = (cell: unknown) => cell === null || cell === ".";
    const complete = all.filter((row: object) => !Object.values(row).some(isMissing));
    const { train, valid, incomplete } = manifest("penguins").counts;
    expect(train + valid).toBe(complete.length);
    expect(incomplete).toBe(all.length - complete.length);
    expect(incomplete).toBeGreaterThan(0);
    const sections = sectionsOf(binary("penguins"));
    const species = lines(sections, "classes");
    const counts = species.map((_, label) =>
      ["train.label", "valid.label"]
        .flatMap((name) => sections.get(name)?.values ?? [])
        .reduce((sum, one) => sum + Number(one === label), 0),
    );
    expect(counts).toEqual(
      species.map(
        (name) => complete.filter((row: { Species: string }) => row.Species === name).length,
      ),
    );
    const { values = [], columns = 0 } = sections.get("train.x") ?? {};
    for (let row = 0; row < train; row++) {
      const [, , , , ...choices] = values.slice(row * columns, (row + 1) * columns);
      expect(
        [choices.slice(0, 3), choices.slice(3)].map((all) => all.reduce((a, b) => a + b)),
      ).toEqual([1, 1]);
    }
  });
});
