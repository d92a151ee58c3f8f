// Runs a WebAssembly program that needs nothing but words in, words out and a clock, in Node and
// in browsers alike. Knows no benchmark.

/** An instance of `bytes`; what it prints collects in `said`. */
export async function instantiate(bytes, words = ["program"]) {
  const module = await WebAssembly.compile(bytes);
  const said = [];
  let memory;
  const view = () => new DataView(memory.buffer);
  const text = new TextEncoder();
  const written = new TextDecoder();
  const known = {
    clock_time_get(_clock, _precision, at) {
      view().setBigUint64(at, BigInt(Math.round(performance.now() * 1e6)), true);
      return 0;
    },
    args_sizes_get(count, size) {
      view().setUint32(count, words.length, true);
      view().setUint32(size, text.encode(`${words.join("\0")}\0`).length, true);
      return 0;
    },
    args_get(pointers, at) {
      for (const [i, word] of words.entries()) {
        const letters = text.encode(`${word}\0`);
        view().setUint32(pointers + 4 * i, at, true);
        new Uint8Array(memory.buffer).set(letters, at);
        at += letters.length;
      }
      return 0;
    },
    fd_write(_file, pieces, count, total) {
      let size = 0;
      for (let i = 0; i < count; ++i) {
        const [at, length] = [0, 4].map((k) => view().getUint32(pieces + 8 * i + k, true));
        said.push(written.decode(new Uint8Array(memory.buffer, at, length), { stream: true }));
        size += length;
      }
      view().setUint32(total, size, true);
      return 0;
    },
    proc_exit(code) {
      throw Object.assign(new Error(`the program ended with ${code}`), { code });
    },
  };
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = known[name] ?? (() => 0);
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  memory = exports.memory;
  exports._initialize?.();
  return { exports, said, memory };
}

/** What a whole program prints; it must end well. */
export async function run(bytes, ...words) {
  const { exports, said } = await instantiate(bytes, ["program", ...words]);
  try {
    exports._start();
  } catch (error) {
    if (error.code !== 0) throw error;
  }
  return said.join("");
}
