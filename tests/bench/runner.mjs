// One side of the rows in a process of its own: a JSON question a line, a JSON answer a line.
// runner.mjs <ours|tfjs|convnetjs> <folder of wasm> <folder of data> <folder of node_modules>
// <wall|cpu>
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { points } from "./points.mjs";
import { useClock } from "./timing.mjs";

const [side, wasm, data, folder, clock] = process.argv.slice(2);
const modules = resolve(folder ?? "."); // createRequire takes no relative path
if (clock === "cpu") {
  useClock(() => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  });
}
const read = (path) =>
  readFile(path.startsWith("data/") ? join(data, path.slice(5)) : join(wasm, path));

const sides = {
  ours: async () => (await import("./ours.mjs")).make(read),
  async tfjs() {
    const require = createRequire(join(modules, "any.js"));
    const tf = require("@tensorflow/tfjs");
    const backend = require("@tensorflow/tfjs-backend-wasm");
    backend.setWasmPaths(join(modules, "@tensorflow/tfjs-backend-wasm/dist/"));
    return (await import("./peer-tfjs.mjs")).make(tf, points());
  },
  async convnetjs() {
    const convnetjs = createRequire(join(modules, "any.js"))("convnetjs");
    return (await import("./peer-convnetjs.mjs")).make(convnetjs, points());
  },
};

console.warn = () => {}; // TensorFlow.js greets
const player = await sides[side]();
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  let answer = { version: player.version };
  if (question.do === "open") answer = { losses: await player.open(question.row) };
  if (question.do === "measure") {
    answer = { us: await player.measure(question.row, question.seconds) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
