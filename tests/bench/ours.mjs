// Our side of a row: the core as WebAssembly, through the Experiment that the page uses.
import { timed } from "./timing.mjs";
import { instantiate } from "./wasi.mjs";

/** `read(path)` gives the bytes of a file, by fetching or from disk. */
export async function make(read) {
  const { exports: core, memory } = await instantiate(await read("train_bench.wasm"));
  core.memory ??= memory;

  async function start(link, file) {
    const data = file ? await read(`data/${file}.bin`) : new Uint8Array();
    const words = new TextEncoder().encode(`${link}\0`);
    const at = core.bench_room(words.length + data.length);
    new Uint8Array(memory.buffer).set(words, at);
    new Uint8Array(memory.buffer).set(data, at + words.length);
    const sentence = core.bench_open(data.length);
    const bytes = new Uint8Array(memory.buffer, sentence, 1000);
    const error = new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
    if (error) throw new Error(`${link}: ${error}`);
  }

  let passes = 50;
  const works = {
    step: (count) => core.bench_steps(count),
    epoch: (count) => core.bench_steps(count), // timed by the step, since it is long
    sample(count) {
      for (let i = 0; i < count; ++i) core.bench_sample(passes, i);
    },
    field: (count) => core.bench_field(count, 100),
  };

  return {
    version: "this checkout",
    start,
    /** Bytes that live now, and how often memory was asked for since the start. */
    memory: () => ({ bytes: core.bench_bytes(), allocations: core.bench_allocations() }),
    /** Opens a row and learns a little: the losses before and after. */
    async open(row) {
      await start(row.link, row.file);
      const before = core.bench_loss();
      core.bench_steps(row.learn);
      return [before, core.bench_loss()];
    },
    /** Steps a second, for so many seconds. */
    train(seconds) {
      const begin = performance.now();
      let steps = 0;
      while (performance.now() - begin < 1000 * seconds) {
        core.bench_steps(20);
        steps += 20;
      }
      return (1000 * steps) / (performance.now() - begin);
    },
    /** Microseconds a unit of the row's work. */
    async measure(row, seconds) {
      passes = row.passes ?? 50;
      core.bench_rewind();
      core.bench_steps(5); // and the first point of the curves, which comes before
      const most = row.once
        ? row.once * core.bench_steps_per_epoch() - 6 // the curves take a point after that
        : Number.POSITIVE_INFINITY;
      const took = await timed(works[row.work], { seconds, most });
      return row.work === "epoch" ? took * core.bench_steps_per_epoch() : took;
    },
  };
}
