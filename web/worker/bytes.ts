// The core by gzip and base64: a chunk of its own, fetched only where a module worker cannot be.
export { default as bytes } from "../../build/wasm/core.wasm?gzip";
