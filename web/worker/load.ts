// Loads an engine: the SIMD build, or the whole scalar one where the browser has no SIMD. All give
// the same bits. Compiles while the bytes come in where the server's type allows it.
import createSmall from "../../build/wasm/core-small.mjs";
import type { Core } from "../shared/core";
import type { EngineName } from "../shared/engines";
import { hasSimd } from "../shared/simd";

export async function loadCore(engine: EngineName): Promise<{ core: Core; simd: boolean }> {
  const simd = hasSimd();
  if (!simd) {
    const scalar = await import("../../build/wasm/core-scalar.mjs");
    const wasm = new URL("../../build/wasm/core-scalar.wasm", import.meta.url);
    return { core: await start(scalar.default, wasm), simd };
  }
  if (engine === "small") {
    const wasm = new URL("../../build/wasm/core-small.wasm", import.meta.url);
    return { core: await start(createSmall, wasm), simd };
  }
  const full = await import("../../build/wasm/core.mjs");
  const wasm = new URL("../../build/wasm/core.wasm", import.meta.url);
  return { core: await start(full.default, wasm), simd };
}

type Imports = WebAssembly.Imports;
type Received = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

type CreateCore = (options: {
  instantiateWasm(imports: Imports, received: Received): object;
}) => Promise<Core>;

function start(create: CreateCore, wasm: URL): Promise<Core> {
  return new Promise((done, failed) => {
    create({
      instantiateWasm(imports, received) {
        instantiate(wasm, imports).then((it) => received(it.instance, it.module), failed);
        return {};
      },
    }).then(done, failed);
  });
}

async function instantiate(
  wasm: URL,
  imports: Imports,
): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  const response = await fetch(wasm);
  if (!response.ok) throw new Error(`HTTP ${response.status} for ${wasm.pathname}`);
  const streams = response.headers.get("Content-Type") === "application/wasm";
  if (streams && WebAssembly.instantiateStreaming) {
    return WebAssembly.instantiateStreaming(response, imports);
  }
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
