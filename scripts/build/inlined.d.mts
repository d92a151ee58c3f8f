// The type of inlined.mjs.
export function inlined(): import("vite").Plugin;
