// Types of tables.mjs, for the test that reads it.
export interface KnownTable {
  name: string;
  words: string[];
  layout?: { delimiter?: string; header?: boolean };
}
export const tables: readonly KnownTable[];
export function gather(folder?: string): {
  found: (KnownTable & { file: string })[];
  why: string;
};
