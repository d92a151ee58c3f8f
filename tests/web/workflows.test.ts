// The workflows' linter finds what is wrong: each case plants one error in a workflow that is used.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const top = join(import.meta.dirname, "../..");
const script = join(top, "scripts/dev/workflows.mjs");
const source = readFileSync(join(top, ".github/workflows/pages.yml"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "workflows-"));
afterAll(() => rmSync(folder, { recursive: true }));

const planted = [
  ["a misspelt key", "runs-on:", "runs-onn:", "syntax-check"],
  ["a job that is not there", "needs: build", "needs: bild", "job-needs"],
  ["a step that is not there", "steps.deployment.", "steps.deploiment.", "expression"],
  ["an event that is not there", "workflow_dispatch:", "workflow_despatch:", "events"],
  ["broken YAML", "permissions:", "permissions: [", "yaml"],
] as const;

describe("the workflows", () => {
  test("have no errors", () => {
    expect(execFileSync(process.execPath, [script], { encoding: "utf8" })).toBe("");
  });
  for (const [what, right, wrong, kind] of planted) {
    test(`would fail with ${what}`, () => {
      expect(source).toContain(right);
      const file = join(folder, "workflow.yml");
      writeFileSync(file, source.replace(right, wrong));
      const { status, stderr } = spawnSync(process.execPath, [script, file], { encoding: "utf8" });
      expect(status).toBe(1);
      expect(stderr).toMatch(new RegExp(`workflow\\.yml:\\d+:\\d+: .*\\(${kind}\\)`));
    });
  }
});
