// The types of serve.mjs, for the tests in TypeScript.
import type { Server } from "node:http";

export function serve(folder: string): Server;
