// A reader's own file, passed to the core in pieces. Knows no message; the caller frees the table.
import type { Core, Experiment, Setup, Table } from "../shared/core";
import type { CoreError } from "../shared/errors";
import type { Own } from "../shared/messages";
import type { FoundTable, Layout } from "../shared/tables";

/** Rows of the preview. */
const headRows = 20;

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

/** A file that was read: another choice about it need not read it again. */
export interface Fed {
  /** Of the file and of what its layout hangs on. */
  readonly key: string;
  readonly table: Table;
  readonly layout: Layout;
}

/** Same file, same layout: same table. A file is another object each time it crosses. */
export function keyOf({ file, choices: { header, delimiter } }: Own): string {
  return JSON.stringify([file.name, file.size, file.lastModified, header, delimiter]);
}

/** Reads a table, by an engine that has tables. */
export async function readTable(core: Core, own: Own, wanted: () => boolean): Promise<Fed> {
  if (!core.Table) throw new Error("this engine reads no tables");
  const table = new core.Table(own.choices);
  const unread = await feed(table, own, wanted);
  const layout = table.finish();
  return { key: keyOf(own), table, layout: { ...layout, error: unread ?? layout.error } };
}

/** Opens a run on a table; `opened` is told what was found, also where it is refused. */
export function openOn(
  core: Core,
  { table, layout }: Fed,
  { choices }: Own,
  { values, points }: Setup,
): { found: FoundTable; open: (run: Experiment) => CoreError | null } {
  const found: FoundTable = { ...layout, head: [], schema: null, trainRows: 0, validRows: 0 };
  const open = (run: Experiment) => {
    if (layout.error || !core.openTable) return layout.error;
    const { error, ...decided } = core.openTable(run, values, points, table, choices);
    Object.assign(found, decided, { head: table.head(headRows) });
    return error;
  };
  return { found, open };
}
