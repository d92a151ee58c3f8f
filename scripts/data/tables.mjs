// Well-known tables as people download them, gathered from packages: for the tests of what is decided
// about a table's columns, and for the scores in web/docs/tables.md. None of them is shipped.
//   node scripts/data/tables.mjs [FOLDER]    writes them to a folder (build/tables) and names them
// Debian's packages are only fetched and unpacked, not installed; where apt cannot do that, their
// tables are missing.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "../..");
const vega = (path) => readFileSync(join(root, "node_modules/vega-datasets/data", path), "utf8");

/** A cell as RFC 4180 has it; nothing for null. */
function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A list of records in JSON as the CSV file that it is also known as. */
function fromJson(path) {
  const records = JSON.parse(vega(path));
  const names = Object.keys(records[0]);
  const lines = records.map((record) => names.map((name) => cell(record[name])).join(","));
  return `${[names.map(cell).join(","), ...lines].join("\n")}\n`;
}

const sklearn = (name) => ["python3-sklearn", `sklearn/datasets/data/${name}`];
const statsmodels = (name, file = name) => [
  "python3-statsmodels",
  `statsmodels/datasets/${name}/${file}.csv`,
];

/** Each table: its file, where it is from, and what the command line is told of it. `layout` where
 *  cells are not parted by commas, or no row names the columns. */
export const tables = [
  // python3-sklearn of Debian, BSD-3-Clause
  { name: "iris", debian: sklearn("iris.csv"), words: [] },
  { name: "wine", debian: sklearn("wine_data.csv"), layout: { header: false }, words: [] },
  {
    name: "breast-cancer",
    debian: sklearn("breast_cancer.csv"),
    layout: { header: false },
    words: [],
  },
  { name: "boston", debian: sklearn("boston_house_prices.csv"), words: [] },
  {
    name: "linnerud",
    debian: sklearn("linnerud_physiological.csv"),
    layout: { delimiter: "space" },
    words: [],
  },
  // python3-statsmodels of Debian, BSD-3-Clause; the data are in the public domain
  { name: "anes96", debian: statsmodels("anes96"), layout: { delimiter: "tab" }, words: [] },
  { name: "ccard", debian: statsmodels("ccard"), words: ["--target", "AVGEXP"] },
  { name: "co2", debian: statsmodels("co2"), words: [] },
  { name: "copper", debian: statsmodels("copper"), words: ["--target", "WORLDCONSUMPTION"] },
  { name: "danish", debian: statsmodels("danish_data", "data"), words: ["--target", "lrm"] },
  { name: "elnino", debian: statsmodels("elnino"), words: [] },
  { name: "engel", debian: statsmodels("engel"), words: [] },
  { name: "fair", debian: statsmodels("fair"), words: [] },
  { name: "fertility", debian: statsmodels("fertility"), words: ["--target", "2010"] },
  { name: "grunfeld", debian: statsmodels("grunfeld"), words: ["--target", "invest"] },
  { name: "heart", debian: statsmodels("heart"), words: ["--target", "survival"] },
  { name: "macrodata", debian: statsmodels("macrodata"), words: ["--target", "infl"] },
  {
    name: "modechoice",
    debian: statsmodels("modechoice"),
    layout: { delimiter: ";" },
    words: ["--target", "choice"],
  },
  { name: "scotland", debian: statsmodels("scotland", "scotvote"), words: ["--target", "YES"] },
  { name: "spector", debian: statsmodels("spector"), layout: { delimiter: "space" }, words: [] },
  { name: "star98", debian: statsmodels("star98"), words: ["--target", "MATHTOT"] },
  { name: "statecrime", debian: statsmodels("statecrime"), words: ["--target", "murder"] },
  { name: "strikes", debian: statsmodels("strikes"), words: ["--target", "duration"] },
  // vega-datasets of npm, BSD-3-Clause
  { name: "airports", npm: "airports.csv", words: ["--target", "latitude"] },
  { name: "barley", npm: "barley.json", words: ["--target", "yield"] },
  { name: "birdstrikes", npm: "birdstrikes.csv", words: ["--target", "Wildlife Size"] },
  { name: "cars", npm: "cars.json", words: ["--target", "Miles_per_Gallon"] },
  { name: "disasters", npm: "disasters.csv", words: [] },
  { name: "gapminder", npm: "gapminder-health-income.csv", words: ["--target", "health"] },
  { name: "github", npm: "github.csv", words: [] },
  { name: "la-riots", npm: "la-riots.csv", words: ["--target", "type"] },
  { name: "movies", npm: "movies.json", words: ["--target", "IMDB Rating"] },
  { name: "penguins", npm: "penguins.json", words: ["--target", "Species"] },
  { name: "seattle-weather", npm: "seattle-weather.csv", words: [] },
  { name: "states", npm: "population_engineers_hurricanes.csv", words: ["--target", "engineers"] },
  { name: "unemployment", npm: "unemployment.tsv", layout: { delimiter: "tab" }, words: [] },
  { name: "us-employment", npm: "us-employment.csv", words: ["--target", "nonfarm"] },
  { name: "weather", npm: "weather.csv", words: ["--target", "location"] },
  { name: "wind", npm: "windvectors.csv", words: [] },
];

/** Unpacks the CSV files of a Debian package into a folder; whether that was possible. */
function unpack(name, folder) {
  const into = join(folder, name);
  if (existsSync(into)) return true;
  const made = join(folder, "debs");
  mkdirSync(made, { recursive: true });
  const got = spawnSync("apt-get", ["download", name], { cwd: made, stdio: "pipe" });
  const file = readdirSync(made).find((one) => one.startsWith(`${name}_`));
  if (got.status !== 0 || !file) return false;
  mkdirSync(into);
  const tar = execFileSync("dpkg-deb", ["--fsys-tarfile", join(made, file)], { maxBuffer: 1e9 });
  execFileSync("tar", ["-x", "-C", into, "--wildcards", "*.csv"], { input: tar });
  return true;
}

/** Writes the tables to a folder. Returns those that are there, each with its file, and why others are
 *  not. */
export function gather(folder = join(root, "build/tables")) {
  mkdirSync(folder, { recursive: true });
  const missing = new Set();
  const found = [];
  for (const table of tables) {
    const { name, debian, npm } = table;
    if (npm) {
      const file = join(folder, `${name}${npm.endsWith(".tsv") ? ".tsv" : ".csv"}`);
      writeFileSync(file, npm.endsWith(".json") ? fromJson(npm) : vega(npm));
      found.push({ ...table, file });
    } else if (unpack(debian[0], folder)) {
      const file = join(folder, debian[0], "usr/lib/python3/dist-packages", debian[1]);
      found.push({ ...table, file });
    } else missing.add(debian[0]);
  }
  const why = [...missing].map((name) => `apt-get cannot download ${name} here`).join(", ");
  return { found, why };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { found, why } = gather(process.argv[2]);
  for (const { name, file } of found) console.log(name.padEnd(16), file);
  if (why) console.log(why);
}
