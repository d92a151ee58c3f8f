// Writes dropout-playground.html: the element, its worker and the core in one file that opens from a disk,
// without a server: node scripts/build/single.mjs <folder>.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { inlined } from "./inlined.mjs";

// And embed-single.html: the page of frames in one file, for sandboxes that can load no other.

const top = fileURLToPath(new URL("../..", import.meta.url));
const folder = process.argv[2] ?? `${top}build/site`;

const options = (entry) => ({
  root: top,
  configFile: false,
  mode: "single",
  logLevel: "error",
  base: "./",
  publicDir: false,
  plugins: [inlined()],
  build: {
    write: false,
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: `${top}web/embed/${entry}`,
      output: { codeSplitting: false },
    },
  },
});

/** An entry and all it imports, as text that may stand in a page. */
async function inPage(entry) {
  const { output } = await build(options(entry));
  const { code } = output.find((one) => one.type === "chunk");
  // A script may not contain what would end it.
  return code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
}

const read = (path) => readFile(top + path, "utf8");
const style = (await read("web/shared/tokens.css")) + (await read("web/embed/embed.css"));
const frame = (await read("embed.html"))
  .replace(/ *<link rel="stylesheet"[^>]*>\n/g, "")
  .replace(/<script type="module"[^>]*>/, '<script type="module">/* the frame */')
  .replace("</head>", () => `<style>\n${style}</style>\n</head>`);
const frameScript = await inPage("embed.ts");
await writeFile(
  `${folder}/embed-single.html`,
  frame.replace("/* the frame */", () => frameScript),
);

const script = await inPage("dropout-playground.ts");
const page = await readFile(`${top}web/embed/single.html`, "utf8");
await writeFile(
  `${folder}/dropout-playground.html`,
  page.replace("/* the element */", () => script),
);
