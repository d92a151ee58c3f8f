// The page of a replay: trains what its address asks for, and posts what came out.
import { train } from "./train.mjs";

async function bytes(path) {
  const response = await fetch(path);
  return new Uint8Array(response.ok ? await response.arrayBuffer() : 0);
}

async function replay() {
  const asked = new URLSearchParams(location.search);
  const name = asked.get("module");
  const { default: create } = await import(`./${name}.mjs`);
  const container = (data) => bytes(`data/${data}.bin`);
  return train(create, await bytes(`${name}.wasm`), asked.get("link"), container);
}

const result = await replay().catch((error) => ({ error: String(error) }));
await fetch("result", { method: "POST", body: JSON.stringify(result) });
