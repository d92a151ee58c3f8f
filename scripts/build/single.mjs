// Writes playground.html: the element, its worker and the core in one file that opens from a disk,
// without a server: node scripts/build/single.mjs <folder>.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { inlined } from "./inlined.mjs";

const top = fileURLToPath(new URL("../..", import.meta.url));
const folder = process.argv[2] ?? `${top}build/site`;

const result = await build({
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
      input: `${top}web/embed/dropout-playground.ts`,
      output: { codeSplitting: false },
    },
  },
});
const { code } = result.output.find((one) => one.type === "chunk");
// A script may not contain what would end it.
const script = code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const page = await readFile(`${top}web/embed/single.html`, "utf8");
await writeFile(
  `${folder}/playground.html`,
  page.replace("/* the element */", () => script),
);
