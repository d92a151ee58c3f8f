// The native program as a shell sees it: what it prints where, and what it returns. Skipped where it
// has not been built.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const top = join(import.meta.dirname, "../../..");
const program = join(top, "build/native/dropout");
const commands = ["run", "resume", "predict", "inspect", "sweep", "spec"];

function dropout(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: top, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe.skipIf(!existsSync(program))("the command line", () => {
  it("names its version", () => {
    const { version } = JSON.parse(readFileSync(join(top, "package.json"), "utf8"));
    expect(dropout("--version")).toEqual({ status: 0, stdout: `dropout ${version}\n`, stderr: "" });
  });

  it("explains itself and each command", () => {
    const { status, stdout, stderr } = dropout("--help");
    expect([status, stderr]).toEqual([0, ""]);
    for (const command of commands) expect(stdout).toContain(`  ${command} `);
    for (const command of commands) {
      const help = dropout(command, "--help");
      expect([help.status, help.stderr]).toEqual([0, ""]);
      expect(help.stdout).toContain(`dropout ${command}`);
      expect(help.stdout).toContain("--json");
      expect(help.stdout.includes("--shard")).toBe(command === "sweep");
      expect(help.stdout.includes("--site")).toBe(command === "inspect");
    }
  });

  it("trains a link to its digest", () => {
    const { status, stdout } = dropout("run", "#v=1&data=moons&p=0.5&n=200&epochs=30");
    expect(status).toBe(0);
    expect(stdout).toMatch(/digest 92d332d7fcd37ae0\n$/);
  });

  it("takes an option given again as a grid, wherever the link stands", () => {
    const grid = ["--over", "p=0,0.5", "--over", "width=4,8"];
    const link = "#v=1&data=moons&n=20&epochs=1";
    const behind = dropout("sweep", ...grid, link);
    expect(behind.stdout.trim().split("\n")).toHaveLength(4);
    expect(dropout("sweep", link, ...grid)).toEqual(behind);
    const shards = ["1/2", "2/2"].map((shard) => dropout("sweep", link, ...grid, "--shard", shard));
    expect(shards.map(({ stdout }) => stdout.trim().split("\n").length)).toEqual([2, 2]);
  });

  const link = "#v=1&data=moons";
  it.each([
    [[], "subcommand"],
    [["fly"], "fly"],
    [["run"], "link"],
    [["spec", link], link],
    [["run", link, "and", "more"], "and"],
    [["run", link, "--seeds", "2"], "--seeds"],
    [["run", link, "--csv"], "--csv"],
    [["run", link, "--task", "dream"], "dream"],
    [["run", link, "--train-index", "rows"], "--test-index"],
    [["run", link, "--csv", "table.csv"], "data=csv"],
    [["run", "#v=1&p=2"], "p=2"],
    [["inspect", link, "--step", "0"], "--step"],
    [["inspect", link, "--step", "1.5"], "--step"],
    [["sweep", link, "--over", "p=0,1", "--seeds", "0"], "--seeds"],
    [["sweep", link, "--over", "p=0,1", "--shard", "3/2"], "--shard"],
  ])("refuses %j with 2 and names what is wrong", (words, named) => {
    const { status, stdout, stderr } = dropout(...words);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^dropout: /);
    expect(stderr).toContain(named);
  });

  it("returns 1 where data cannot be read", () => {
    const { status, stdout, stderr } = dropout(
      "run",
      "#v=1&data=csv",
      "--csv",
      "build/no-such-file",
    );
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("build/no-such-file cannot be read");
  });
});
