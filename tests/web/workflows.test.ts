// The workflows have no errors, and their linter finds each of some planted ones.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openLinter } from "../../scripts/dev/workflows.mjs";

const folder = join(import.meta.dirname, "../../.github/workflows");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const lint = await openLinter();

const planted = [
  ["a misspelt key", "runs-on:", "runs-onn:", "syntax-check"],
  ["a job that is not there", "needs: build", "needs: bild", "job-needs"],
  ["a step that is not there", "steps.deployment.", "steps.deploiment.", "expression"],
  ["an event that is not there", "workflow_dispatch:", "workflow_despatch:", "events"],
  ["broken YAML", "permissions:", "permissions: [", "yaml"],
] as const;

describe("the workflows", () => {
  for (const name of readdirSync(folder)) {
    test(`${name} has no errors`, () => expect(lint(read(name), name)).toEqual([]));
  }
  const source = read("pages.yml");
  for (const [what, right, wrong, kind] of planted) {
    test(`would fail with ${what}`, () => {
      expect(source).toContain(right);
      const found = lint(source.replace(right, wrong), "pages.yml");
      expect(found.map((one) => one.kind)).toContain(kind);
      expect(found.every(({ line, message }) => line > 1 && message.length > 0)).toBe(true);
    });
  }
});
