// Draws how the rooms of the code import each other, from the imports themselves:
// node scripts/site/architecture.mjs writes web/docs/architecture.svg. An arrow leads from a room to
// one that imports it; arrows that follow from others are left out.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../..", import.meta.url));

/** What stands under a room's name. */
const about = {
  "src/math": "kernels, random",
  "src/nn": "layers, dropout",
  "src/lab/spec": "Specs, links",
  "src/lab/data": "data sets",
  "src/lab/model": "networks",
  "src/lab/train": "experiments",
  "src/lab/measure": "metrics",
  "src/lab/query": "questions",
  "src/cli": "command line",
  "src/bindings": "Embind",
  "web/shared": "messages, keys",
  "web/worker": "loads the core",
  "web/charts": "data to pixels",
  "web/page": "links, runs",
  "web/element": "controls, views",
  "web/site": "posters, offline",
  "web/lessons": "the essay",
  "web/embed": "frame, package",
  "web/playground": "the program",
};

/** The room of a source: a folder of web or src, one level deeper in src/lab. */
function roomOf(path) {
  if (path === "src/main.cpp") return "src/cli";
  const parts = path.split("/");
  return parts.slice(0, parts[1] === "lab" ? 3 : 2).join("/");
}

function sourcesIn(folder, kinds) {
  const names = readdirSync(top + folder, { recursive: true, encoding: "utf8" });
  return names
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
    .filter((name) => kinds.test(name));
}

/** What a source imports, as paths from the top. */
function importsOf(path) {
  const text = readFileSync(top + path, "utf8");
  if (path.startsWith("src/")) {
    return [...text.matchAll(/^#include "([^"]+)"/gm)].map(([, name]) => `src/${name}`);
  }
  // Static imports only: who fetches code later does not stand on it.
  const found = text.matchAll(/\b(?:from|import) "(\.[^"]+)"/g);
  return [...found].map(([, name]) => posix.join(posix.dirname(path), name));
}

/** Which rooms each room of a folder imports. */
function graphOf(folder, kinds) {
  const graph = new Map();
  for (const path of sourcesIn(folder, kinds)) {
    const room = roomOf(path);
    if (path.includes("/generated/") || room === "web/docs") continue;
    if (!graph.has(room)) graph.set(room, new Set());
    for (const other of importsOf(path).map(roomOf)) {
      if (other !== room && other.startsWith(folder)) graph.get(room).add(other);
    }
  }
  for (const imports of graph.values()) {
    for (const other of imports) if (!graph.has(other)) imports.delete(other);
  }
  for (const room of [...graph.keys()].sort()) openCircles(graph, [room]);
  return graph;
}

/** Leaves out what closes a circle, which is the structure test's to refuse. */
function openCircles(graph, path) {
  const imports = graph.get(path.at(-1));
  for (const other of [...imports].sort()) {
    if (path.includes(other)) imports.delete(other);
    else openCircles(graph, [...path, other]);
  }
}

/** All rooms that a room can reach by at least `least` imports. */
function reached(graph, room, least) {
  const found = new Set();
  const walk = (from, depth) => {
    for (const next of graph.get(from)) {
      if (depth >= least) found.add(next);
      walk(next, depth + 1);
    }
  };
  walk(room, 1);
  return found;
}

const size = { width: 118, height: 52, gapX: 30, gapY: 16 };

/** Boxes in columns by how many rooms lie below, and the arrows between them. */
function draw(graph, kind, y0) {
  const rank = (room) => Math.max(-1, ...[...graph.get(room)].map(rank)) + 1;
  /** A room without imports stands beside its importers, so that arrows are short. */
  function column(room) {
    const importers = [...graph.keys()].filter((other) => graph.get(other).has(room));
    if (graph.get(room).size > 0 || importers.length === 0) return rank(room);
    return Math.min(...importers.map(rank)) - 1;
  }
  const columns = [];
  for (const room of [...graph.keys()].sort()) {
    columns[column(room)] ??= [];
    columns[column(room)].push(room);
  }
  const rows = Math.max(...columns.map((rooms) => rooms.length));
  const height = rows * (size.height + size.gapY) - size.gapY;
  const places = new Map();
  for (const [x, rooms] of columns.entries()) {
    const own = rooms.length * (size.height + size.gapY) - size.gapY;
    for (const [y, room] of rooms.entries()) {
      places.set(room, {
        x: 16 + x * (size.width + size.gapX),
        y: y0 + (height - own) / 2 + y * (size.height + size.gapY),
      });
    }
  }
  const boxes = [...places].map(([room, { x, y }]) => {
    const middle = x + size.width / 2;
    const name = room.split("/").slice(1).join("/");
    return (
      `<rect class="${kind}" x="${x}" y="${y}" width="${size.width}" height="${size.height}" rx="6"/>` +
      `<text class="t" x="${middle}" y="${y + 22}">${name}</text>` +
      `<text class="s" x="${middle}" y="${y + 40}">${about[room] ?? ""}</text>`
    );
  });
  const arrows = [...graph].flatMap(([room, imports]) => {
    const indirect = reached(graph, room, 2);
    return [...imports]
      .filter((other) => !indirect.has(other))
      .map((other) => {
        const from = places.get(other);
        const to = places.get(room);
        const [x1, y1] = [from.x + size.width, from.y + size.height / 2];
        const [x2, y2] = [to.x - 5, to.y + size.height / 2];
        const bend = Math.max(12, (x2 - x1) / 2);
        return `<path class="a" d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>`;
      });
  });
  const width = 16 + columns.length * (size.width + size.gapX);
  return { text: [...arrows, ...boxes].join("\n"), width, bottom: y0 + height };
}

export function architecture() {
  const core = draw(graphOf("src", /\.(h|cpp)$/), "core", 44);
  const page = draw(graphOf("web", /\.ts$/), "web", core.bottom + 66);
  const [width, height] = [Math.max(core.width, page.width), page.bottom + 16];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Which rooms of the code import which">
<!-- Drawn by scripts/site/architecture.mjs from the imports. -->
<style>
text { font-family: system-ui, sans-serif; text-anchor: middle; fill: #1f2328 }
.h { font-size: 15px; font-weight: 600; text-anchor: start } .t { font-size: 14px; font-weight: 600 } .s { font-size: 12px; fill: #57606a }
rect { stroke-width: 1.5 } .core { fill: #e8f1fa; stroke: #0072b2 } .web { fill: #e6f5ef; stroke: #009e73 }
.a { fill: none; stroke: #7d8790; stroke-width: 1.5; marker-end: url(#tip) }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .s { fill: #9da7b1 } .core { fill: #10283c; stroke: #56b4e9 } .web { fill: #0d2c22; stroke: #2fbf94 }
}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#7d8790"/></marker></defs>
<text class="h" x="16" y="26">C++ core: src</text>
${core.text}
<text class="h" x="16" y="${core.bottom + 48}">TypeScript: web</text>
${page.text}
</svg>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(`${top}web/docs/architecture.svg`, architecture());
}
