// The benchmark: every row by us and by its peers in turn, round after round, as a table of
// medians or as JSON. scripts/bench.sh builds and installs what it needs.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { growth, memory, steady } from "./growth.mjs";
import { make } from "./ours.mjs";
import { armsOnce, defaultSite, manyOnce, openSite, pageOnce, startOnce } from "./page.mjs";
import { products } from "./products.mjs";
import { rows } from "./rows.mjs";
import { makeSides } from "./sides.mjs";
import { median, useClock } from "./timing.mjs";
import { vitalsOf } from "./vitals.mjs";

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "0.5" },
    engine: { type: "string", multiple: true, default: ["Node", "Chromium"] },
    site: { type: "string", default: defaultSite },
    clock: { type: "string", default: "wall" },
    wasm: { type: "string", default: "build/bench/wasm" },
    data: { type: "string", default: "build/data" },
    modules: { type: "string", default: "build/bench/node_modules" },
  },
});
if (options.clock === "cpu") options.engine = ["Node"]; // a page cannot ask for it
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const wants = (name) => options.only.length === 0 || options.only.includes(name);
const tell = (text) => process.stderr.write(`${text}\n`);
const sides = makeSides(options);
const peerNames = {
  tfjs: "TensorFlow.js",
  convnetjs: "ConvNetJS",
  torch: "PyTorch",
  eigen: "Eigen",
};

const results = [];
let elements = []; // [workers that train at once, microseconds a step]
let grown = [];
const limit = {}; // GFLOP/s of the best product by engine
let most = 0; // and of multiplications and additions alone, in any

/** Lowest, median and highest. */
const spread = (values) => [Math.min(...values), median(values), Math.max(...values)];

/** Adds a result; `reach` is the ratio that is asked for. */
function add(row, engine, ours, peerName, peer, reach, more = {}) {
  const ratio = row.rate ? median(ours) / median(peer) : median(peer) / median(ours);
  results.push({
    name: row.name,
    of: row.of,
    engine,
    ours: median(ours),
    peer: median(peer),
    peer_name: peerName,
    unit: row.unit,
    ratio,
    reach,
    ours_spread: spread(ours),
    peer_spread: spread(peer),
    ...more,
  });
}

async function gemm() {
  for (const engine of options.engine) {
    const { found, arithmetic } = await products(engine, options.wasm, sides, rounds);
    for (const [n, { ours, eigen }] of found) {
      const row = { name: "gemm", of: `n = ${n}`, unit: "GFLOP/s", rate: true };
      add(row, engine, ours, "Eigen", eigen, 2);
    }
    limit[engine] = Math.max(...[...found.values()].map(({ ours }) => median(ours)));
    most = Math.max(most, arithmetic);
  }
}

/** Asks a side to open a row, and stops everything if its loss does not fall. */
async function open(side, name, row) {
  const { losses, form } = await side.ask({ do: "open", row });
  if (!(losses[1] < losses[0])) {
    throw new Error(`${row.name}: the loss of ${name} does not fall: ${losses.join(" -> ")}`);
  }
  return { losses, form };
}

async function measure(row) {
  const players = [];
  for (const engine of options.engine) {
    players.push({ side: "ours", engine });
    for (const side of Object.keys(row.peers)) {
      if (side !== "torch") players.push({ side, engine });
    }
  }
  if (row.peers.torch) players.push({ side: "torch", engine: "native" });
  for (const player of players) {
    player.talk = await sides.get(player.side, player.engine);
    Object.assign(player, await open(player.talk, player.side, row));
    player.found = [];
  }
  const convert = row.rate ? (us) => 1e6 / us : (us) => us * (row.scale ?? 1);
  for (let round = 0; round < rounds; ++round) {
    for (const player of players) {
      const { us } = await player.talk.ask({ do: "measure", row, seconds });
      player.found.push(convert(us));
    }
  }
  for (const { engine, found, losses } of players.filter(({ side }) => side === "ours")) {
    const rate = row.flop ? row.flop / median(found) / 1e3 : undefined; // GFLOP/s of microseconds
    const more = { losses };
    if (rate) more.gflops = rate;
    if (rate && limit[engine]) {
      more.share = rate / limit[engine];
      more.share_reach = row.share;
    }
    if (row.least) add(row, engine, found, "to reach", [row.least], 1, more);
    for (const peer of players.filter((one) => one.side !== "ours")) {
      if (peer.engine !== engine && peer.engine !== "native") continue;
      const name = peerNames[peer.side] + (peer.form ? ` (${peer.form})` : "");
      const reach = row.peers[peer.side];
      add(row, engine, found, name, peer.found, reach, { ...more, peer_losses: peer.losses });
    }
  }
}

async function start() {
  const site = await openSite(options.site);
  const { browser } = await sides.browser();
  for (const [of, path] of Object.entries({ playground: "embed.html", essay: "" })) {
    const found = [];
    let sent;
    await startOnce(browser, site, path); // the server compresses each file once
    for (let round = 0; round < rounds; ++round) {
      const one = await startOnce(browser, site, path);
      found.push(one.took);
      sent = one.sent;
    }
    const bytes = sent.reduce((sum, one) => sum + one.bytes, 0);
    tell(`${of}: ${bytes} bytes: ${sent.map((one) => `${one.path} ${one.bytes}`).join(", ")}`);
    const row = { name: "start", of: `${of}, ${Math.round(bytes / 1000)} kB`, unit: "ms" };
    add(row, "Chromium", found, "to reach", [500], 1, { bytes, sent });
  }
  site.stop();
}

async function page() {
  const site = await openSite(options.site);
  const { browser } = await sides.browser();
  const found = [];
  const many = [];
  for (let round = 0; round < rounds; ++round) {
    found.push(await pageOnce(browser, site));
    many.push(await manyOnce(browser, site));
  }
  site.stop();
  const values = (key) => found.map((one) => one[key]);
  // Only tasks above 50 ms and answers above 16 ms are reported at all.
  const atLeast = (low, all) => all.map((value) => Math.max(low, value));
  const one = (of, unit, ours, target, rate) =>
    add({ name: "page", of, unit, rate }, "Chromium", ours, "to reach", [target], 1);
  one("longest task (50 or less is not told)", "ms", atLeast(50, values("longest")), 50);
  one("INP (16 or less is not told)", "ms", atLeast(16, values("slowest")), 100);
  one("INP with 12 elements", "ms", atLeast(16, many), 200);
  one("frames", "frames/s", values("perSecond"), 50, true);
}

async function arms() {
  const opened = await sides.browser();
  const [row] = rows;
  const found = new Map([1, 2, 4, 8].map((count) => [count, []]));
  for (let round = 0; round < rounds; ++round) {
    for (const [count, rates] of found) rates.push(await armsOnce(opened, row, count));
  }
  for (const count of [2, 4, 8]) {
    const of = `${count} workers`;
    const reach = count === 2 ? 1.8 : undefined;
    const line = { name: "arms", of, unit: "steps/s", rate: true };
    add(line, "Chromium", found.get(count), "1 worker", found.get(1), reach);
  }
  return [...found].map(([count, rates]) => [count, (1e6 * count) / median(rates)]);
}

async function grow(player) {
  grown = await growth(player, Math.min(rounds, 3), median, seconds / 2);
  const bytes = await memory(player);
  for (const { name, measured, theory } of grown) {
    const row = { name: "growth", of: name, unit: "exponent" };
    add(row, "Node", [measured], "number of operations", [theory]);
  }
  for (const [of, megabytes] of Object.entries(bytes)) {
    add({ name: "memory", of, unit: "MB" }, "Node", [megabytes], "refused above", [192]);
  }
}

async function keepOn(player) {
  for (const { of, first, later } of await steady(player, rounds)) {
    const row = { name: "steady", of: `${of}, after 2 s`, unit: "steps/s", rate: true };
    add(row, "Node", later, "at first", first);
  }
}

const number = (value) =>
  value >= 1000 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);

function table() {
  const lines = [
    ["row", "of", "engine", "ours", "(spread)", "peer", "(spread)", "unit", "ratio", "asked", ""],
  ];
  for (const r of results) {
    const range = ([low, , high]) => `${number(low)}-${number(high)}`;
    const share =
      r.share === undefined
        ? ""
        : `${Math.round(100 * r.share)} % of gemm's limit${r.share_reach ? ` (asked ${100 * r.share_reach})` : ""}`;
    lines.push([
      r.name, r.of, r.engine, number(r.ours), range(r.ours_spread),
      `${number(r.peer)} ${r.peer_name}`, range(r.peer_spread), r.unit,
      `${r.ratio.toFixed(2)}x`, r.reach ? `${r.reach}x ${r.ratio >= r.reach ? "met" : "MISSED"}` : "",
      share,
    ]); // biome-ignore format: a row of the table
  }
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  for (const line of lines) {
    console.log(
      line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    );
  }
}

const load = () => loadavg()[0];
const loads = [load()];
/** The commit that is measured, where git knows one. */
function commit() {
  try {
    const words = ["describe", "--always", "--dirty"];
    return execFileSync("git", words, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

const machine = {
  date: new Date().toISOString(),
  processor: `${cpus()[0].model.trim()}, ${cpus().length} cores`,
  node: process.version,
  commit: commit(),
  clock: options.clock === "cpu" ? "processor time (for a busy machine)" : "wall time",
};
try {
  if (wants("gemm") || rows.some(({ name, flop }) => flop && wants(name))) {
    tell("gemm");
    await gemm();
    if (!wants("gemm")) results.length = 0;
  }
  for (const row of rows.filter(({ name }) => wants(name))) {
    tell(`${row.name}, ${row.of}`);
    await measure(row);
    loads.push(load());
  }
  const inBrowser = options.engine.includes("Chromium");
  const vitals = () => vitalsOf(sides, options.site, rounds, add);
  for (const [name, measureIt] of Object.entries({ start, page, arms, vitals })) {
    if (!inBrowser || !wants(name)) continue;
    tell(name);
    const found = await measureIt();
    if (name === "arms") elements = found;
    loads.push(load());
  }
  const alone = ["growth", "steady"].filter(wants); // without a peer
  if (alone.length > 0) {
    if (options.clock === "cpu") {
      useClock(() => {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1000;
      });
    }
    const read = async (path) =>
      readFileSync(join(path.startsWith("data/") ? options.data : options.wasm, basename(path)));
    const player = await make(read);
    for (const name of alone) {
      tell(name);
      if (name === "growth") await grow(player);
      else await keepOn(player);
    }
  }
  if (rows.some(({ name, peers }) => wants(name) && peers.torch)) {
    const { version, kernels } = await (await sides.get("torch", "native")).ask({ do: "version" });
    machine.pytorch = `${version}; ${kernels}`;
  }
  if (options.engine.includes("Chromium")) machine.chromium = (await sides.browser()).version;
} finally {
  await sides.stop();
}
machine.load = `${Math.min(...loads).toFixed(2)} to ${Math.max(...loads).toFixed(2)}`;
if (options.json) {
  console.log(JSON.stringify(results, null, 2));
} else {
  table();
  for (const { name, sizes, us, megabytes, measured, theory } of grown) {
    console.log(`\n${name}: us a step grow as its ${measured.toFixed(2)}th power`);
    console.log(`  (number of operations: ${theory.toFixed(2)}), from the upper three sizes`);
    const cells = sizes.map(
      (size, i) => `${size}: ${number(us[i])} us, ${number(megabytes[i])} MB`,
    );
    console.log(`  ${cells.join("; ")}`);
  }
  if (elements.length > 0) {
    const cells = elements.map(([count, us]) => `${count}: ${number(us)} us`);
    console.log(
      `\nelements that train at once (flat up to the number of cores): ${cells.join("; ")}`,
    );
  }
  console.log(
    "\nRatios say how many times better we are: peer / ours for times, ours / peer for rates.",
  );
}
const say = options.json ? tell : console.log;
say(
  Object.entries(machine)
    .map(([key, value]) => `${key}: ${value}`)
    .join("\n"),
);
if (Object.keys(limit).length > 0) {
  say(
    `gemm's limit: ${Object.entries(limit)
      .map(([e, l]) => `${l.toFixed(1)} GFLOP/s in ${e}`)
      .join(", ")}`,
  );
  say(`multiplications and additions alone, on four lanes: ${most.toFixed(1)} GFLOP/s`);
}
if (Math.max(...loads) > 1.5) {
  tell(
    "WARNING: the load average was above 1.5: other programs ran, and these numbers are worth little.",
  );
}
