// Tables of one's own on the command line: what is said of them, saved runs, and predictions for
// new rows. Skipped where the program has not been built.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readSaved, writeNpz } from "../../../web/page/files/saved-files";

const top = join(import.meta.dirname, "../../..");
const program = join(top, "build/native/dropout");
const folder = mkdtempSync(join(tmpdir(), "tables-"));
afterAll(() => rmSync(folder, { recursive: true }));

function dropout(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}

function table(name: string, lines: readonly string[]): string {
  writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
  return name;
}

const link = "#v=1&data=csv&p=0.1&epochs=40";
const numbers = Array.from({ length: 90 }, (_, i) => [(i * 37) % 90, (i * 53) % 17] as const);
const rowsOf = (shift: number) =>
  numbers.map(([a, b]) => `${shift + a},${b % 3 ? "red" : "blue"},${(0.1 * a + b).toFixed(2)}`);

const train = (csv: string, ...more: string[]) => {
  const { status, stdout, stderr } = dropout("run", link, "--csv", csv, "--json", ...more);
  expect(status, stderr).toBe(0);
  return { ...JSON.parse(stdout), said: stderr };
};

describe.skipIf(!existsSync(program))("a table of one's own", () => {
  it("trains to the same weights wherever its numbers begin", () => {
    const zero = train(table("zero.csv", ["t,c,y", ...rowsOf(0)]));
    for (const shift of [1700000000, 1700000000000, -58123450]) {
      const far = train(table("far.csv", ["t,c,y", ...rowsOf(shift)]));
      expect([far.digest, far.rmse]).toEqual([zero.digest, zero.rmse]);
    }
  });

  it("says what was decided, and what to look at", () => {
    const csv = table("decided.csv", [
      "id,x,day,y",
      ...numbers.map(
        ([a, b], i) => `${i},${b || "NA"},2020-01-${10 + (i % 20)},${a < 45 ? "p" : "q"}`,
      ),
    ]);
    const { said, table: decided, target } = train(csv, "--leave-out", "x");
    expect(target).toBe("y");
    expect(said).toContain('"id": input, a number');
    expect(said).toContain('"x": left out, by choice');
    expect(said).toContain('"day": left out, it holds dates');
    expect(said).toContain('"y": target, 2 classes');
    expect(said).toContain('"id" counts the rows');
    expect(decided.columns.map(({ role }: { role: string }) => role)).toEqual([
      ...["input", "left out", "left out", "target"],
    ]);
    const missing = train(csv);
    expect(missing.table.incomplete).toBe(numbers.filter(([, b]) => b === 0).length);
    expect(missing.said).toContain("with missing cells left out");
    expect(train(csv, "--missing", "category").table.incomplete).toBe(0);
  });

  it("takes the layout from options where it looks otherwise", () => {
    const lines = numbers.map(([a, b]) => `${a}|1.${100 + b}|${a % 2}`);
    const csv = table("told.csv", lines);
    const plain = train(csv, "--delimiter", "|", "--header", "no");
    expect(plain.table.columns[1]).toMatchObject({ name: "column 2", decimal: "." });
    const comma = train(csv, "--decimal", ",");
    expect(comma.table.columns[1]).toMatchObject({ decimal: ",", low: 1100 });
    const asked = dropout(
      "run",
      link,
      "--csv",
      table(
        "ask.csv",
        lines.map((l) => l.replaceAll("|", ";")),
      ),
    );
    expect([asked.status, asked.stdout]).toEqual([1, ""]);
    expect(asked.stderr).toMatch(/may be 1\.\d+ or 1\d\d\d:/);
  });

  it("saves runs that the page reads, generated ones byte for byte as it writes them", async () => {
    const csv = table("save.csv", ["t,c,y", ...rowsOf(0)]);
    const { digest } = train(csv, "--save", "run.npz");
    const bytes = readFileSync(join(folder, "run.npz"));
    const found = await readSaved(new Blob([bytes]));
    if (!("saved" in found)) throw new Error(JSON.stringify(found));
    expect(found.saved.digest).toBe(digest);
    expect(found.saved.own).toMatchObject({ name: "save.csv", target: "y" });
    const made = "#v=1&data=moons&n=60&epochs=3";
    expect(dropout("run", made, "--save", "made.npz").status).toBe(0);
    const stored = readFileSync(join(folder, "made.npz"));
    const again = await readSaved(new Blob([stored]));
    if (!("saved" in again)) throw new Error(JSON.stringify(again));
    expect(Buffer.concat(writeNpz(again.saved)).equals(stored)).toBe(true);
  });

  it("goes on with a saved run to the bits of one that was never interrupted", () => {
    const whole = dropout("run", "#v=1&data=moons&n=100&epochs=20", "--json");
    const { steps, digest } = JSON.parse(whole.stdout);
    const half = `#v=1&data=moons&n=100&epochs=20&at=${steps / 2}`;
    expect(dropout("run", half, "--save", "half.npz").status).toBe(0);
    const rest = dropout("resume", "half.npz", "--json");
    expect(JSON.parse(rest.stdout)).toMatchObject({ steps, digest });
  });

  it("predicts new rows, says how sure it is, and averages runs", () => {
    const csv = table("many.csv", ["t,c,y", ...rowsOf(0)]);
    train(csv, "--save", "one.npz");
    expect(dropout("run", `${link}&seed=2`, "--csv", csv, "--save", "two.npz").status).toBe(0);
    const fresh = table("fresh.csv", ["c,t", "red,12", "blue,40", "green,5000", "red,"]);
    const rows = (...words: string[]) => {
      const { status, stdout, stderr } = dropout("predict", ...words, "--csv", fresh, "--json");
      expect(status, stderr).toBe(0);
      return JSON.parse(stdout) as Record<string, number>[];
    };
    const [one, two, both] = [["one.npz"], ["two.npz"], ["one.npz", "two.npz"]].map((runs) =>
      rows(...runs, "--mode", "eval"),
    );
    for (const i of [0, 1, 2]) {
      const mean = ((one?.[i]?.prediction ?? NaN) + (two?.[i]?.prediction ?? NaN)) / 2;
      expect(both?.[i]?.prediction).toBeCloseTo(mean, 4);
      const half =
        Math.abs((one?.[i]?.prediction ?? NaN) - (two?.[i]?.prediction ?? NaN)) / Math.SQRT2;
      expect(both?.[i]?.sd).toBeCloseTo(half, 4);
      expect(one?.[i]?.sd).toBe(0);
    }
    expect(both?.[3]).toMatchObject({ row: 4, prediction: null });
    const sampled = rows("one.npz", "--T", "20");
    expect(sampled[0]?.sd).toBeGreaterThan(0);
    const { stdout, stderr } = dropout("predict", "one.npz", "--csv", fresh);
    expect(stdout.split("\n")[0]).toBe("row,prediction,sd,lower,upper");
    expect(stdout.trim().split("\n")).toHaveLength(5);
    expect(stderr).toContain('1 of 4 cells of the column "t" are outside 0 to 89');
    expect(stderr).toContain('1 of 4 cells of the column "c" have categories not trained on');
    expect(stderr).toContain("1 of 4 rows have missing cells");
    const other = table("other.csv", ["c,z", "red,12", "red,3"]);
    const refused = dropout("predict", "one.npz", "--csv", other);
    expect([refused.status, refused.stdout]).toEqual([1, ""]);
    expect(refused.stderr).toContain('The column "t" is missing');
  });
});

describe.skipIf(!existsSync(program))("a replayed link", () => {
  const whole = "https://example.org/p.html?x=1#v=1&data=moons&p=0.5&n=200&epochs=30&at=210&h=";

  it("is taken from an address, and its digest is verified", () => {
    expect(dropout("run", `${whole}92d332d7fcd37ae0`).status).toBe(0);
    const { status, stderr } = dropout("run", `${whole}0123456789abcdef`);
    expect(status).toBe(3);
    expect(stderr).toContain("92d332d7fcd37ae0");
    expect(dropout("run", whole.replace("at=210", "at=500").replace("&h=", "")).status).toBe(3);
  });

  it("returns 4 where training diverged", () => {
    const { status, stderr } = dropout("run", "#v=1&data=sine&opt=sgd&lr=10&epochs=50");
    expect([status, stderr.includes("not finite")]).toEqual([4, true]);
  });
});
