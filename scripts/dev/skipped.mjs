// Says what a run of vitest skipped, by file and group: scripts/dev/skipped.mjs <its JSON report>.
// Lines are "skipped <number of tests>: <file>: <group>", which scripts/test.sh repeats at its end.
import { readFileSync } from "node:fs";
import { relative } from "node:path";

const { testResults } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const counts = new Map();
for (const { name, assertionResults } of testResults) {
  for (const { status, ancestorTitles, title } of assertionResults) {
    if (status === "passed" || status === "failed") continue;
    const line = `${relative(process.cwd(), name)}: ${ancestorTitles.join(", ") || title}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
}
for (const [line, count] of counts) {
  console.log(`skipped ${count}: ${line}${count > 1 ? ` (${count} tests)` : ""}`);
}
