// How well networks learn well-known tables: ours beside PyTorch's, on the same splits, and how many
// held-out rows lie in the 95 % interval. Prints the tables of web/docs/tables.md; --write puts them
// there. Needs `scripts/build.sh native` and a python3 with torch and numpy.
//   node tests/bench/tables.mjs [--only NAME]... [--seeds 5] [--write]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createServer } from "vite";
import { gather } from "../../scripts/data/tables.mjs";

const root = join(import.meta.dirname, "../..");
const native = join(root, "build/native/dropout");
const document = join(root, "web/docs/tables.md");
const mostSteps = 2000;
const batch = 32;

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    seeds: { type: "string", default: "5" },
    write: { type: "boolean", default: false },
  },
});
const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => i + 1);
const folder = mkdtempSync(join(tmpdir(), "dropout-tables-"));
const vite = await createServer({
  root,
  configFile: false,
  appType: "custom",
  logLevel: "error",
  server: { middlewareMode: true, watch: null, hmr: false },
});
const { pytorchOf } = await vite.ssrLoadModule("/web/page/pytorch/script.ts");
const { readLink } = await vite.ssrLoadModule("/web/page/link/link.ts");

const python = ["/usr/bin/python3", "python3"].find(
  (name) => spawnSync(name, ["-c", "import torch, numpy"]).status === 0,
);
if (!python) throw new Error("there is no python3 with torch and numpy");

function ours(link, { file, words }) {
  const all = ["run", link, "--json", "--csv", file, ...words];
  const run = spawnSync(native, all, { encoding: "utf8", maxBuffer: 1e9 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

function theirs(link, { file, layout }, schema) {
  const table = { delimiter: ",", header: true, ...layout, file, schema };
  const path = join(folder, "script.py");
  writeFileSync(path, pytorchOf(readLink(link).arms[0], { table }).code);
  const run = spawnSync(python, [path], {
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: "1" },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const found = /eval mode: validation loss ([\d.]+)(?:, accuracy ([\d.]+))?/.exec(run.stdout);
  return { loss: Number(found[1]), accuracy: Number(found[2]) };
}

const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values) =>
  Math.sqrt(values.reduce((sum, one) => sum + (one - mean(values)) ** 2, 0) / (values.length - 1));
const figure = (value) => String(Number(value.toPrecision(3)));
const spread = (values) => `${figure(mean(values))} ± ${figure(deviation(values))}`;
const percent = (values) =>
  `${(100 * mean(values)).toFixed(1)} ± ${(100 * deviation(values)).toFixed(1)} %`;

/** Null where there is nothing to learn from. */
function measure(table) {
  let first;
  try {
    first = ours("#v=1&data=csv&epochs=1&width=1&T=2", table);
  } catch (refusal) {
    process.stderr.write(`${table.name}: ${refusal.message}`);
    return null;
  }
  const steps = Math.ceil(first.train_rows / batch);
  const epochs = Math.max(5, Math.min(100, Math.round(mostSteps / steps)));
  const link = `#v=1&data=csv&p=0.1&width=32&batch=${batch}&epochs=${epochs}`;
  const runs = seeds.map((seed) => {
    const mine = ours(`${link}&seed=${seed}`, table);
    return { mine, other: theirs(`${link}&seed=${seed}`, table, mine.table) };
  });
  const held = runs.reduce((sum, { mine }) => sum + mine.rows, 0);
  const covered = runs.reduce((sum, { mine }) => sum + (mine.coverage ?? 0) * mine.rows, 0);
  return { runs, held, covered, schema: first.table, steps: epochs * steps };
}

const cells = (...all) => `| ${all.join(" | ")} |`;

function regressionRow({ name }, { runs, held, covered, schema, steps }) {
  const scaled = (loss, { mine }) => Math.sqrt(loss) * mine.table.y_scale.deviation[0];
  return cells(
    name,
    schema.target,
    `${schema.used} × ${schema.x_scale.mean.length}`,
    steps,
    spread(runs.map((run) => scaled(run.mine.valid.loss, run))),
    spread(runs.map((run) => scaled(run.other.loss, run))),
    `${((100 * covered) / held).toFixed(1)} % of ${held}`,
  );
}

function classRow({ name }, { runs, schema, steps }) {
  return cells(
    name,
    `${schema.target}, ${schema.classes.length}`,
    `${schema.used} × ${schema.x_scale.mean.length}`,
    steps,
    percent(runs.map(({ mine }) => mine.valid.accuracy)),
    percent(runs.map(({ other }) => other.accuracy)),
    spread(runs.map(({ mine }) => mine.valid.loss)),
    spread(runs.map(({ other }) => other.loss)),
  );
}

const regressions = [];
const classes = [];
let held = 0;
let covered = 0;
for (const table of gather().found) {
  if (options.only.length > 0 && !options.only.includes(table.name)) continue;
  const found = measure(table);
  if (!found) continue;
  const regress = found.schema.task === "regress";
  const row = regress ? regressionRow(table, found) : classRow(table, found);
  (regress ? regressions : classes).push(row);
  if (regress) [held, covered] = [held + found.held, covered + found.covered];
  process.stderr.write(`${row}\n`);
}
await vite.close();
rmSync(folder, { recursive: true });

const text = `${[
  "### Regressions",
  "",
  cells(
    "table",
    "target",
    "rows × inputs",
    "steps",
    "our RMSE",
    "PyTorch's RMSE",
    "in the 95 % interval",
  ),
  cells("---", "---", "---", "---", "---", "---", "---"),
  ...regressions,
  "",
  `In all, ${((100 * covered) / held).toFixed(1)} % of ${held} held-out rows lie in their 95 % interval.`,
  "",
  "### Classifications",
  "",
  cells(
    "table",
    "target, classes",
    "rows × inputs",
    "steps",
    "our accuracy",
    "PyTorch's accuracy",
    "our log loss",
    "PyTorch's log loss",
  ),
  cells("---", "---", "---", "---", "---", "---", "---", "---"),
  ...classes,
].join("\n")}\n`;
process.stdout.write(text);
if (options.write) {
  const before = readFileSync(document, "utf8");
  writeFileSync(document, before.slice(0, before.indexOf("### Regressions")) + text);
}
