// The core from bytes that came inlined in a script: for when nothing can be fetched, or a worker has
// no address of its own.
import createCore from "../../build/wasm/core.mjs";
import type { Core } from "../shared/core";
import { inflate } from "../shared/inflate";
import { hasSimd } from "../shared/simd";

type Imports = WebAssembly.Imports;
type Received = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;
type Create = (options: {
  locateFile(): string;
  instantiateWasm(imports: Imports, received: Received): object;
}) => Promise<Core>;

function unpacked(packed: string): Promise<Uint8Array<ArrayBuffer>> {
  return inflate(
    Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)),
    "gzip",
  );
}

/** `packed`: the bytes of a build that this browser can run, by gzip and base64. */
export async function inlinedCore(packed: string): Promise<{ core: Core; simd: boolean }> {
  const bytes = await unpacked(packed);
  const create = createCore as unknown as Create;
  const core = await new Promise<Core>((done, failed) => {
    create({
      locateFile: () => "core.wasm", // never fetched
      instantiateWasm(imports, received) {
        WebAssembly.instantiate(bytes, imports).then(
          ({ instance, module }) => received(instance, module),
          failed,
        );
        return {};
      },
    }).then(done, failed);
  });
  return { core, simd: hasSimd() };
}
