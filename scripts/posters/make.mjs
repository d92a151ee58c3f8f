// Puts a poster into each figure of the built essay: what a real run of its Spec shows, drawn by
// the page's own charts, in both schemes and for wide and narrow pages. Kept by content in
// build/posters: results of a known Spec and engine are reused. The page is rewritten
// after each poster, so that it can be read meanwhile.
//   node scripts/posters/make.mjs <the page without posters> <site>
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { build } from "vite";
import { figuresOf, toText } from "./figures.mjs";
import { askedAs, unpack } from "./kept.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const [source = `${root}build/posters/page.html`, site = `${root}build/site`] =
  process.argv.slice(2);
const kept = join(root, "build/posters");
const read = (path) => readFileSync(join(root, path), "utf8");
const hash = (...parts) => {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part);
  return sum.digest("hex").slice(0, 8);
};

/** The page's own code for this, as one module for Node. */
async function pageCode() {
  const result = await build({
    root,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    ssr: { noExternal: true },
    build: { write: false, ssr: `${root}web/lessons/built.ts`, target: "node20" },
  });
  const { code } = result.output.find((one) => one.type === "chunk");
  mkdirSync(kept, { recursive: true });
  const file = join(kept, "code.mjs");
  writeFileSync(file, code);
  return pathToFileURL(file).href;
}

const tokens = new Map(
  [...read("web/shared/tokens.css").matchAll(/^ {2}--([\w-]+): (#\w+|light-dark\((.+), (.+)\));/gm)]
    // The first says it for everyone; what comes after is for a few.
    .reverse()
    .map(([, name, whole, light = whole, dark = whole]) => [name, [light, dark]]),
);
const color = (token, dark) => tokens.get(token)?.[dark ? 1 : 0] ?? "#000000";
const font = "system-ui, sans-serif";

const html = readFileSync(source, "utf8");
const code = await pageCode();
const { draw, answerOf } = await import(code);
const wasm = readFileSync(join(root, "build/wasm/core.wasm"));
const engine = hash(wasm, read("scripts/posters/train.mjs"));
mkdirSync(join(site, "assets"), { recursive: true });
mkdirSync(kept, { recursive: true });

const variants = { "": ["wide", 0], d: ["wide", 1], n: ["narrow", 0], nd: ["narrow", 1] };
/** Trains a figure's arms on a thread of its own. */
const train = (figure) =>
  new Promise((done, failed) => {
    const { name, spec, mode, field, sweep, seeds } = figure;
    const link = `#v=1&${spec}`;
    const workerData = { root, link, code, figure: { name, mode, field, sweep, seeds } };
    new Worker(join(root, "scripts/posters/train.mjs"), { workerData })
      .once("message", done)
      .once("error", failed);
  });

/** A figure's runs, with its sentence and its poster: trained once for each Spec and engine, unless
 *  these take what was not asked then. */
async function runsOf(figure) {
  const { name, spec, mode, field, sweep, seeds } = figure;
  const file = join(kept, `${hash(engine, spec, mode, String(field), sweep, String(seeds))}.json`);
  const link = `#v=1&${spec}`;
  const said = async (runs) => {
    const ask = (of, question) => {
      const answer = runs.asked[askedAs(of, question)];
      if (!answer) throw new Error(`${name}: not asked: ${question.what}`);
      return answer;
    };
    const sentence = await answerOf(name, link, runs, ask, ask);
    const poster = draw({ name, link, mode, field, ask, ...runs }, color, font);
    return { ...runs, said: sentence, poster };
  };
  if (existsSync(file)) {
    const found = await said(unpack(readFileSync(file, "utf8"))).catch(() => null);
    if (found) return found;
  }
  const text = await train(figure);
  writeFileSync(file, text);
  return said(unpack(text));
}

async function posterOf(figure) {
  const { asked: _, poster, ...runs } = await runsOf(figure);
  for (const width of ["wide", "narrow"]) poster[width] = poster[width].map(compressed);
  const seed = /(?:^|&)seed=(\d+)/.exec(figure.spec)?.[1] ?? 1;
  return { ...poster, ...runs, seed };
}

/** Our own PNGs are written without compression, which a browser has no short way to. */
function compressed(svg) {
  return svg.replace(/data:image\/png;base64,([^"]*)/g, (_, text) => {
    const png = Buffer.from(text, "base64");
    const chunk = (type, body) => {
      const out = Buffer.alloc(12 + body.length);
      out.writeUInt32BE(body.length);
      out.write(type, 4, "latin1");
      body.copy(out, 8);
      out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
      return out;
    };
    const header = png.subarray(0, 33); // signature and IHDR
    const data = png.subarray(41, 41 + png.readUInt32BE(33));
    const packed = deflateSync(inflateSync(data), { level: 9 });
    const parts = [header, chunk("IDAT", packed), chunk("IEND", Buffer.alloc(0))];
    return `data:image/png;base64,${Buffer.concat(parts).toString("base64")}`;
  });
}

const size = (svg) => /width="(\d+)" height="(\d+)"/.exec(svg).slice(1);

/** Which run that was. */
function shown({ epochs, planned, swept, seed }) {
  if (swept) return `${swept.lines.length} runs, ${swept.seeds} seeds each.`;
  const some = epochs < 1 ? "half an epoch" : epochs === 1 ? "1 epoch" : `${epochs} epochs`;
  return epochs < planned ? `Seed ${seed}, ${some} of ${planned}.` : `Seed ${seed}, ${some}.`;
}

function picture(name, poster, key) {
  const address = (variant) => `./assets/${name}-${key}${variant && `.${variant}`}.svg`;
  const [width, height] = size(poster.wide[0]);
  const [small, low] = size(poster.narrow[0]);
  const source = (variant, media, w, h) =>
    `<source srcset="${address(variant)}" media="${media}" width="${w}" height="${h}">`;
  return (
    `<div class="poster"><picture>` +
    source("nd", "(width < 600px) and (prefers-color-scheme: dark)", small, low) +
    source("n", "(width < 600px)", small, low) +
    source("d", "(prefers-color-scheme: dark)", width, height) +
    `<img src="${address("")}" width="${width}" height="${height}" loading="lazy" alt="${toText(poster.sentence)}">` +
    `</picture><p class="found">${toText(poster.said)}</p><p>${shown(poster)}</p></div>`
  );
}

const figures = figuresOf(html);
const pictures = new Map(); // by the figure's name

function writePoster({ name }, poster) {
  const key = hash(...poster.wide, ...poster.narrow);
  for (const [variant, [width, scheme]] of Object.entries(variants)) {
    const file = `${name}-${key}${variant && `.${variant}`}.svg`;
    writeFileSync(join(site, "assets", file), poster[width][scheme]);
  }
  pictures.set(name, picture(name, poster, key));
}

/** In one step: a reader never gets half a page. */
function writePage() {
  let text = html;
  for (const figure of figures) {
    const shown = `${pictures.get(figure.name) ?? ""}<template>`;
    text = text.replace(figure.text, () => figure.text.replace("<template>", () => shown));
  }
  writeFileSync(join(site, "index.html.new"), text);
  renameSync(join(site, "index.html.new"), join(site, "index.html"));
}

const turns = figures.values();
async function work() {
  for (const figure of turns) {
    const started = performance.now();
    writePoster(figure, await posterOf(figure));
    writePage();
    const took = Math.round(performance.now() - started);
    console.log(`[${pictures.size}/${figures.length}] ${figure.name}: ${took} ms`);
  }
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
