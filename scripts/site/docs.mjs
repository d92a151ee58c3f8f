// Builds the documentation into the site: web/docs/*.md to docs/*.html, with the table of keys from
// the generated descriptors and the element's reference from its manifest:
// node scripts/site/docs.mjs <site>.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { manifest } from "../build/manifest.mjs";
import { architecture } from "./architecture.mjs";
import { toHtml } from "./markdown.mjs";

const top = fileURLToPath(new URL("../..", import.meta.url));
const site = process.argv[2] ?? `${top}build/site`;
const read = (path) => readFile(top + path, "utf8");

const row = (...cells) =>
  `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
const table = (head, rows) => [row(...head), row(...head.map(() => "---")), ...rows].join("\n");
const code = (text) => (text === "" || text === undefined ? "" : `\`${text}\``);

async function keys() {
  const { parameters: list } = JSON.parse(await read("web/shared/generated/descriptors.json"));
  const every = Math.max(...list.map(({ models }) => models.length));
  return table(
    ["key", "what", "values", "default", "models"],
    list.map((one) => {
      const values = one.type === "choice" ? one.choices.join(", ") : `${one.min} to ${one.max}`;
      const others = Object.entries(one.defaults).map(([model, value]) => `${value} (${model})`);
      return row(
        code(one.key),
        `${one.label.en}: ${one.help.en}${one.unit.en ? ` (${one.unit.en})` : ""}${one.live ? "; may change while it trains" : ""}`,
        values,
        [one.default, ...others].join(", "),
        one.models.length === every ? "" : one.models.join(", "),
      );
    }),
  );
}

async function element() {
  const { attributes, members, events, slots, cssParts, cssProperties } =
    manifest().modules[0].declarations[0];
  const names = new Set(attributes.map(({ name }) => name));
  const list = (title, head, rows) => `## ${title}\n\n${table(head, rows)}`;
  const type = (one) => code(one.type?.text);
  const call = ({ name, parameters = [] }) =>
    code(`${name}(${parameters.map((p) => p.name).join(", ")})`);
  return [
    list(
      "Attributes",
      ["attribute", "type", "default", "what"],
      attributes.map((one) => row(code(one.name), type(one), code(one.default), one.description)),
    ),
    list(
      "Properties",
      ["property", "type", "what"],
      members
        .filter((one) => one.kind === "field" && !names.has(one.name))
        .map((one) => row(code(one.name), type(one), one.description)),
    ),
    "Attributes are properties too, by the same name.",
    list(
      "Methods",
      ["method", "what"],
      members.filter((one) => one.kind === "method").map((one) => row(call(one), one.description)),
    ),
    list(
      "Events",
      ["event", "detail", "what"],
      events.map((one) => row(code(one.name), type(one), one.description)),
    ),
    list(
      "Slots",
      ["slot", "what"],
      slots.map((one) => row(one.name === "" ? "(the content)" : code(one.name), one.description)),
    ),
    list(
      "Parts",
      ["part", "what"],
      cssParts.map((one) => row(code(one.name), one.description)),
    ),
    list(
      "CSS variables",
      ["variable", "what"],
      cssProperties.map((one) => row(code(one.name), one.description)),
    ),
  ].join("\n\n");
}

const title = (markdown) => /^# (.+)$/m.exec(markdown)[1];
const page = (name, body) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${name} · Dropout Playground</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="docs.css" />
  </head>
  <body>
    <nav aria-label="Documentation">
      <a href="../index.html">Dropout Playground</a> · <a href="index.html">Documentation</a>
    </nav>
    <main>
${body}
    </main>
  </body>
</html>
`;

await mkdir(`${site}/docs`, { recursive: true });
const styles = [await read("web/shared/tokens.css"), await read("web/docs/docs.css")];
await writeFile(`${site}/docs/docs.css`, styles.join("\n"));
await writeFile(`${site}/docs/architecture.svg`, architecture());
const filled = { "<!-- keys -->": await keys(), "<!-- element -->": await element() };
for (const file of (await readdir(`${top}web/docs`)).filter((name) => name.endsWith(".md"))) {
  let markdown = await read(`web/docs/${file}`);
  for (const [mark, text] of Object.entries(filled)) markdown = markdown.replace(mark, () => text);
  const html = page(title(markdown), toHtml(markdown));
  await writeFile(`${site}/docs/${basename(file, ".md")}.html`, html);
}
