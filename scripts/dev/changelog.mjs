// The text of a release: node scripts/dev/changelog.mjs v1.2.3 prints the changelog's section of
// that version. Fails where the tag is not package.json's version, or the section says nothing.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The section of `version` in a changelog in the form of Keep a Changelog, without its heading. */
export function sectionOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((text) => text.startsWith(`[${version}] - `));
  return found?.slice(found.indexOf("\n")).trim() ?? "";
}

/** What is wrong with a release of `tag`, or "". */
export function problemOf(tag, version, changelog) {
  if (tag !== `v${version}`) return `the tag is ${tag}, but package.json says version ${version}`;
  if (sectionOf(changelog, version) === "") {
    return `CHANGELOG.md has no section "## [${version}] - <date>" with text`;
  }
  return "";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
  const { version } = JSON.parse(read("package.json"));
  const changelog = read("CHANGELOG.md");
  const problem = problemOf(process.argv[2], version, changelog);
  if (problem) {
    console.error(`changelog: ${problem}`);
    process.exit(1);
  }
  console.log(sectionOf(changelog, version));
}
