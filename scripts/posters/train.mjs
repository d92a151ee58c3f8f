// Trains the arms of a figure in Node, as far as a budget of arithmetic goes: the same steps on
// every machine, so that a poster depends on nothing but its Spec and the engine. The entry of a
// thread: workerData names the figure and the page's code, the runs come back as a message.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { askedAs, pack } from "./kept.mjs";

const { askAll, fullQuestion, isRegression, modelOf, pointColumns, runSweep } = await import(
  workerData.code
);

/** Floating-point operations of all arms together: up to a minute on one core. */
const budget = 5e11;
const planeCells = 44;
const lineCells = 160;

const bytesOf = (root, name) => {
  const path = join(root, `build/data/${name}.bin`);
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : new Uint8Array();
};

async function engine(root) {
  const { default: create } = await import(pathToFileURL(join(root, "build/wasm/core.mjs")).href);
  return create({ wasmBinary: readFileSync(join(root, "build/wasm/core.wasm")) });
}

function opened(core, root, link, arm) {
  const { error, arms } = core.readLink(link);
  if (error) throw new Error(error);
  const { values, points, words } = arms[arm];
  const run = new core.Experiment();
  const refused = run.open(values, points, bytesOf(root, words.data));
  if (refused) throw new Error(`${link}: ${refused.code} ${refused.values}`);
  return run;
}

function answered(run, question) {
  const { error, matrices } = run.ask(fullQuestion({ what: "field", ...question }));
  const copies = matrices.map((matrix) => ({ ...matrix, data: Float32Array.from(matrix.data) }));
  return { error, matrices: copies };
}

/** The runs of a link's arms, trained to the last whole epoch that the budget allows, or to the
 *  middle of the first; and how to ask them. */
function train(core, root, link, { mode, field }) {
  const { error, arms } = core.readLink(link);
  if (error) throw new Error(error);
  const planned = Math.min(...arms.map(({ words }) => Number(words.epochs)));
  const cost = arms.reduce((sum, { flopsPerStep, steps }) => sum + flopsPerStep * steps, 0);
  const affordable = Math.min(planned, (planned * budget) / cost);
  const epochs = affordable < 1 ? 0.5 : Math.floor(affordable);
  const runs = arms.map((_, arm) => {
    const run = opened(core, root, link, arm);
    while (!run.status().finished && run.status().epoch < epochs) run.advance();
    // What is measured comes after the step: on to the point that this epoch ends with.
    for (let i = 0; i < 1000 && !measured(run, epochs); ++i) run.advance();
    return run;
  });
  const found = runs.map((run, arm) => {
    const { words } = arms[arm];
    const flat = modelOf(words).input === "numbers" && field;
    const samples = Number(words.T);
    const asked = (count) => answered(run, { mode: askMode(mode, words), count, samples });
    let answer = flat ? asked(planeCells) : null;
    if (answer?.matrices.some(({ name }) => name === "x")) answer = asked(lineCells);
    if (answer?.error) answer = null;
    return { points: rows(run.points(0)), field: answer };
  });
  const steps = runs.map((run) => run.status().step);
  return {
    runs: { arms: found, epochs, planned, swept: null },
    ask: (arm, question) => answered(runs[arm], question),
    member: (other, question) => {
      const run = opened(core, root, other, 0);
      while (!run.status().finished && run.status().step < steps[0]) run.advance();
      const answer = answered(run, question);
      run.delete();
      return answer;
    },
  };
}

/** One run to its end, for a figure's sweep. */
function toEnd(core, root, link) {
  const run = opened(core, root, link, 0);
  while (!run.status().finished) run.advance();
  const { step, diverged } = run.status();
  const ended = { step, diverged, digest: run.digest(), rows: run.points(0) };
  run.delete();
  return ended;
}

/** A curve's single draws are Monte Carlo's. */
const askMode = (mode, values) => (mode === "train" && isRegression(values) ? "mc" : mode);

const width = pointColumns.length;
function rows(points) {
  return Array.from({ length: points.length / width }, (_, i) =>
    Array.from(points.subarray(width * i, width * (i + 1))),
  );
}
const measured = (run, epochs) => {
  const last = rows(run.points(0)).at(-1);
  return run.status().finished || (last !== undefined && last[1] >= epochs);
};

/** What a figure's runs are, with all answers that its sentence and its poster take, by question. */
async function figureRuns({ root, link, figure }) {
  const core = await engine(root);
  if (figure.sweep) {
    const swept = runSweep(link, figure.sweep, figure.seeds, (job) => toEnd(core, root, job));
    return { arms: [], epochs: 0, planned: 0, swept };
  }
  const { runs, ask, member } = train(core, root, link, figure);
  const asked = {};
  const kept = (act) => (of, question) => (asked[askedAs(of, question)] = act(of, question));
  await askAll(figure.name, link, runs, kept(ask), kept(member));
  return { ...runs, asked };
}

parentPort.postMessage(pack(await figureRuns(workerData)));
