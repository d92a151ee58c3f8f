// Says what a run of vitest skipped, by file and group, and what failed:
// scripts/dev/outcomes.mjs <its JSON report>. Lines are "skipped <number of tests>: <file>: <group>"
// and "failed: <file>: <test>: <first line of the error>", which scripts/test.sh repeats at its end.
import { readFileSync } from "node:fs";
import { relative } from "node:path";

const { testResults } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const counts = new Map();
for (const { name, message, status: outcome, assertionResults } of testResults) {
  const file = relative(process.cwd(), name);
  if (outcome === "failed" && assertionResults.every(({ status }) => status !== "failed")) {
    console.log(`failed: ${file}: ${message.split("\n")[0]}`);
  }
  for (const { status, ancestorTitles, title, fullName, failureMessages } of assertionResults) {
    if (status === "passed") continue;
    if (status === "failed") {
      console.log(`failed: ${file}: ${fullName}: ${failureMessages.join("\n").split("\n")[0]}`);
      continue;
    }
    const line = `${file}: ${ancestorTitles.join(", ") || title}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
}
for (const [line, count] of counts) {
  console.log(`skipped ${count}: ${line}${count > 1 ? ` (${count} tests)` : ""}`);
}
