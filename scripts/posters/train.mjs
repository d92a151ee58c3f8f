// Trains the arms of a figure in Node, as far as a budget of arithmetic goes: the same steps on
// every machine, so that a poster depends on nothing but its Spec and the engine. Also a thread's
// entry: workerData names the figure, the runs come back as a message.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

/** Multiply-adds of all arms together: some seconds on one core. */
const budget = 1e10;
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

const question = {
  ...{ what: "field", text: "", mode: "eval", samples: 50, draw: 0, index: 0, count: 0 },
  ...{ number: 0, points: new Float32Array(0), columns: 0 },
};

/** The runs of a link's arms, trained to the last whole epoch that the budget allows, or to the
 *  middle of the first. */
function train(core, root, link, { mode, field }) {
  const { error, arms } = core.read(link);
  if (error) throw new Error(error);
  const planned = Math.min(...arms.map(({ values }) => Number(values.epochs)));
  const cost = arms.reduce((sum, { flopsPerStep, steps }) => sum + flopsPerStep * steps, 0);
  const affordable = Math.min(planned, (planned * budget) / cost);
  const epochs = affordable < 1 ? 0.5 : Math.floor(affordable);
  const runs = arms.map(({ values }, arm) => {
    const run = new core.Experiment();
    const refused = run.open(link, arm, bytesOf(root, values.data));
    if (refused) throw new Error(refused);
    while (!run.status().finished && run.status().epoch < epochs) run.advance();
    // What is measured comes after the step: on to the point that this epoch ends with.
    for (let i = 0; i < 1000 && !measured(run, epochs); ++i) run.advance();
    const points = rows(run.points(0));
    const flat = values.model === "mlp" && field;
    const samples = Number(values.T);
    const asked = (count) => run.ask({ ...question, mode: askMode(mode, values), count, samples });
    let answer = flat ? asked(planeCells) : null;
    if (answer?.matrices.some(({ name }) => name === "x")) answer = asked(lineCells);
    if (answer?.sentence) answer = null;
    for (const matrix of answer?.matrices ?? []) matrix.data = Array.from(matrix.data);
    run.delete();
    return { points, field: answer };
  });
  return { arms: runs, epochs, planned };
}

const classifies = ({ data }) => !["sine", "xsinx", "co2", "cars"].includes(data);
/** A curve's single draws are Monte Carlo's. */
const askMode = (mode, values) => (mode === "train" && !classifies(values) ? "mc" : mode);

const width = 11;
function rows(points) {
  return Array.from({ length: points.length / width }, (_, i) =>
    Array.from(points.subarray(width * i, width * (i + 1))),
  );
}
const measured = (run, epochs) => {
  const last = rows(run.points(0)).at(-1);
  return run.status().finished || (last !== undefined && last[1] >= epochs);
};

if (parentPort) {
  const { root, link, figure } = workerData;
  parentPort.postMessage(train(await engine(root), root, link, figure));
}
