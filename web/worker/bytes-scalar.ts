// The core without SIMD by gzip and base64, for browsers without SIMD. Uses the glue code of the
// SIMD build.
export { default as bytes } from "../../build/wasm/core-scalar.wasm?gzip";
