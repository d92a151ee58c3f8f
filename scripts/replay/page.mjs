// The page of a replay: trains what the server asks for, and posts what came out.
import { trainAll } from "./train.mjs";

async function bytes(path) {
  const response = await fetch(path);
  return new Uint8Array(response.ok ? await response.arrayBuffer() : 0);
}

async function replay() {
  const { module, links } = await (await fetch("job.json")).json();
  const { default: create } = await import(`./${module}.mjs`);
  const container = (data) => bytes(`data/${data}.bin`);
  return { digests: await trainAll(create, await bytes(`${module}.wasm`), links, container) };
}

const result = await replay().catch((error) => ({ error: error.message ?? String(error) }));
await fetch("result", { method: "POST", body: JSON.stringify(result) });
