// Fetches a data set once for the whole page, with its size and hash checked against the manifest.
// What goes wrong becomes a DataFailed; nothing half-read is ever kept.
import { dataSets } from "../../shared/generated/data-sets";
import type { Own } from "../../shared/messages";
import { dataFile } from "../link/address";

/** Generated, drawn or from the user's table: nothing to fetch. */
const needsNoFetch = (name: string) =>
  Object.entries(dataSets).some(([one, { source }]) => one === name && source !== "file");

export type DataProblem = "missing" | "truncated" | "wrong";

export class DataFailed extends Error {
  readonly problem: DataProblem;
  readonly data: string;

  constructor(problem: DataProblem, data: string, detail: string) {
    super(detail);
    this.problem = problem;
    this.data = data;
  }
}

export type Progress = (received: number, total: number) => void;

interface Manifest {
  bytes: number;
  sha256: string;
}

interface Load {
  bytes: Promise<Uint8Array>;
  listeners: Set<Progress>;
  received: number;
  total: number;
}

const loads = new Map<string, Load>();

/** The bytes of a data set; shared, not to be changed or given away. */
export function loadData(name: string, progress: Progress = () => {}): Promise<Uint8Array> {
  if (needsNoFetch(name)) return Promise.resolve(new Uint8Array(0));
  let load = loads.get(name);
  if (!load) {
    const fresh: Load = {
      bytes: Promise.resolve(new Uint8Array(0)),
      listeners: new Set(),
      received: 0,
      total: 0,
    };
    fresh.bytes = fetchData(name, (received, total) => {
      fresh.received = received;
      fresh.total = total;
      for (const listener of fresh.listeners) listener(received, total);
    });
    fresh.bytes
      .catch(() => loads.delete(name)) // the next try fetches again
      .finally(() => fresh.listeners.clear());
    loads.set(name, fresh);
    load = fresh;
  }
  if (load.total > 0) progress(load.received, load.total);
  if (load.total === 0 || load.received < load.total) load.listeners.add(progress);
  return load.bytes;
}

/** More than the core takes of a table: it refuses a larger file with a sentence. */
const tableBytes = 1 << 25;

/** Reads the reader's file here where its worker could not: a page from a disk has no origin. */
export async function readTable(own: Own): Promise<void> {
  if (globalThis.origin !== "null") return;
  own.bytes ??= new Uint8Array(await own.file.slice(0, tableBytes).arrayBuffer());
}

async function get(name: string, file: string, cache: RequestCache): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(dataFile(file), { cache });
  } catch {
    throw new DataFailed("missing", name, "network");
  }
  if (!response.ok) throw new DataFailed("missing", name, `HTTP ${response.status}`);
  return response;
}

/** The hash is part of the address, so that a cache never mixes two versions. */
const markOf = (sha256: string) => sha256.slice(0, 12);
const fetchFile = (name: string, mark: string) => get(name, `${name}.bin?${mark}`, "default");

declare global {
  /** The marks when the site was built, put here by vite.config.ts: a file can be asked for before
   *  its manifest is there, which alone says whether it is the right one. */
  var dataMarks: Readonly<Record<string, string>> | undefined;
}

async function fetchData(name: string, progress: Progress): Promise<Uint8Array> {
  const guess = globalThis.dataMarks?.[name];
  const early = guess ? fetchFile(name, guess).catch(() => null) : null;
  const manifest = await readManifest(name);
  progress(0, manifest.bytes);
  const mark = markOf(manifest.sha256);
  const response = (mark === guess && (await early)) || (await fetchFile(name, mark));
  const bytes = new Uint8Array(manifest.bytes);
  let received = 0;
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done || !value) break;
      if (received + value.length > bytes.length) {
        void reader?.cancel();
        throw new DataFailed("wrong", name, "longer than its manifest says");
      }
      bytes.set(value, received);
      received += value.length;
      progress(received, bytes.length);
    }
  } catch (error) {
    throw error instanceof DataFailed ? error : new DataFailed("truncated", name, String(error));
  }
  if (received < bytes.length) {
    throw new DataFailed("truncated", name, `${received} of ${bytes.length} bytes`);
  }
  const hash = await sha256(bytes);
  if (hash !== null && hash !== manifest.sha256) {
    throw new DataFailed("wrong", name, "its hash differs from the manifest's");
  }
  return bytes;
}

async function readManifest(name: string): Promise<Manifest> {
  const response = await get(name, `${name}.json`, "no-cache");
  try {
    const { bytes, sha256 } = (await response.json()) as Manifest;
    const plausible = Number.isInteger(bytes) && bytes > 0 && bytes <= 64 * 2 ** 20;
    if (plausible && /^[0-9a-f]{64}$/.test(sha256)) return { bytes, sha256 };
  } catch {
    // falls through: not JSON
  }
  throw new DataFailed("wrong", name, "its manifest cannot be read");
}

/** Null where the page is not in a secure context. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
