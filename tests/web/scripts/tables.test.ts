// Well-known tables as they are downloaded: what is decided about each column is what a person would
// decide (tests/golden/tables.json, which was read line by line). Tables of Debian's packages are
// skipped where apt cannot fetch them, all where the program has not been built.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gather, tables } from "../../../scripts/data/tables.mjs";
import golden from "../../golden/tables.json";

const top = join(import.meta.dirname, "../../..");
const program = join(top, "build/native/dropout");
const built = existsSync(program);
const { found, why } = built ? gather() : { found: [], why: "" };

interface Column {
  name: string;
  role: string;
  type: string;
  missing: number;
  levels?: string[];
  unit?: string;
  why?: string;
}

/** "input, category of 3, 11 cells missing" */
function inWords({ role, type, levels, unit, missing, why: reason }: Column): string {
  const kind = levels ? `${type} of ${levels.length}` : type;
  const parts = [role, role === "left out" ? reason : kind, unit && `in ${unit}`];
  return [...parts, missing > 0 && `${missing} cells missing`].filter(Boolean).join(", ");
}

function decided(file: string, words: readonly string[]) {
  const link = "#v=1&data=csv&epochs=1&width=1&T=2";
  const run = spawnSync(program, ["run", link, "--csv", file, "--json", ...words], {
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (run.status !== 0) return { refused: run.stderr.trim().replaceAll(file, "FILE") };
  const { task, classes, columns, used, incomplete, skipped_lines, notes } = JSON.parse(
    run.stdout,
  ).table;
  return {
    task: classes ? `${task}, ${classes.length} classes` : task,
    rows: `${used} used, ${incomplete} incomplete, ${skipped_lines} lines above`,
    columns: Object.fromEntries(columns.map((one: Column) => [one.name, inWords(one)])),
    ...(notes.length > 0 && { notes }),
  };
}

describe.skipIf(!built)("well-known tables", () => {
  it("are at least 20, each with what should be decided", () => {
    expect(tables.length).toBeGreaterThanOrEqual(20);
    expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(golden).sort());
  });

  it.each(found)("$name: its columns are taken for what they are", ({ name, file, words }) => {
    expect(decided(file, words)).toEqual(golden[name as keyof typeof golden]);
  });

  const absent = tables.filter(({ name }) => !found.some((one) => one.name === name));
  it.skipIf(absent.length > 0)(
    absent.length > 0 ? `${absent.length} tables more (skipped: ${why})` : "none is missing",
    () => expect(absent).toEqual([]),
  );
});
