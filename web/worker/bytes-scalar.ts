// The core without SIMD by gzip and base64, for browsers that have none. Its glue is the other's.
export { default as bytes } from "../../build/wasm/core-scalar.wasm?gzip";
