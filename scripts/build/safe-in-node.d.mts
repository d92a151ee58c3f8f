// The type of safe-in-node.mjs.
export function safeInNode(): import("vite").Plugin;
