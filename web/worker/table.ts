// A reader's own file, passed to the core in pieces. Knows no message; the caller frees the table.
import type { Columns, Core, Experiment, Setup, Table } from "../shared/core";
import type { CoreError } from "../shared/errors";
import type { Own } from "../shared/messages";

/** What kept the file from being read, or null. Ends early once the table is refused, or not wanted. */
async function feed(table: Table, own: Own, wanted: () => boolean): Promise<CoreError | null> {
  const { file, bytes } = own;
  const stream = (bytes && new Response(bytes).body) ?? file.stream();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || !wanted() || !table.feed(value)) return null;
    }
  } catch {
    return { code: "file_unread", values: [] };
  } finally {
    void reader.cancel().catch(() => {});
  }
}

export interface Fed {
  table: Table;
  found: Columns;
  /** Opens a run with the table; null, or why not. */
  open(run: Experiment): CoreError | null;
}

/** Reads a table for an experiment, by an engine that has tables. */
export async function readTable(
  core: Core,
  own: Own,
  { values, points }: Setup,
  wanted: () => boolean,
): Promise<Fed> {
  const { Table, openTable } = core;
  if (!Table || !openTable) throw new Error("this engine reads no tables");
  const { header, target, kind } = own;
  const table = new Table(header);
  const unread = await feed(table, own, wanted);
  const found = table.finish();
  const wrong = unread ?? found.error;
  const open = (run: Experiment) => wrong ?? openTable(run, values, points, table, target, kind);
  return { table, found, open };
}
