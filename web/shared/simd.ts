// Whether this browser's WebAssembly has SIMD: which build of the engine it gets.

/** A module of one function that uses a v128: valid only with SIMD. */
const probe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

export const hasSimd = (): boolean =>
  typeof WebAssembly === "object" && WebAssembly.validate(probe);
