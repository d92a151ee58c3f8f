// Trains every arm of links in a core module, to its end, and reports the digests. Runs in Node and
// in pages alike: knows no file system and no document.

/** `create` is a core module's function, `wasm` its bytes, `container(name)` the bytes of a data
 * set (or none). Returns the digests of each link's arms. */
export async function trainAll(create, wasm, links, container) {
  const core = await create({ wasmBinary: wasm });
  const all = [];
  for (const link of links) all.push(await train(core, link, container));
  return all;
}

async function train(core, link, container) {
  const { error, arms } = core.readLink(link);
  if (error) throw new Error(error);
  const digests = [];
  for (const { values, points, words } of arms) {
    const run = new core.Experiment();
    const refused = run.open(values, points, await container(words.data));
    if (refused) throw new Error(`${link}: ${refused.code} ${refused.values}`);
    let rest = Date.now();
    while (!run.status().finished) {
      for (let unit = 0; unit < 20; ++unit) run.advance();
      if (Date.now() - rest < 200) continue;
      await new Promise((done) => setTimeout(done)); // yields to the event loop
      rest = Date.now();
    }
    digests.push(run.digest());
    run.delete();
  }
  return digests;
}
