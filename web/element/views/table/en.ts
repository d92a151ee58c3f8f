// The words of a table of the reader’s own, in English.
import type { SchemaColumn } from "../../../shared/tables";

export const words = {
  title: "Your data",
  hint: "A CSV file with numbers and categories, up to 20 MB. Choose it, or drop it here.",
  private: "Nothing leaves the browser: the file is read by this page’s worker and sent nowhere.",
  choose: "CSV file",
  empty: "No file is chosen yet.",
  found: (name: string, rows: string, columns: string) =>
    `${name}: ${rows} rows of ${columns} columns.`,
  split: (train: string, valid: string) =>
    `${train} rows train, ${valid}, drawn by the seed, validate.`,
  incomplete: (rows: string) => `${rows} rows with missing cells are left out.`,
  blank: (rows: string) => `${rows} empty rows are skipped.`,
  skipped: (lines: string) => `${lines} lines above the table are skipped.`,
  reading: (name: string) => `Reading ${name} …`,
  chosen: (name: string) => `${name} is chosen.`,
  refused: (name: string, sentence: string) => `${name}: ${sentence}`,
  target: "Target",
  task: "Learn it as",
  tasks: { "": "As it looks", classify: "Classes", regress: "A quantity" },
  header: "First row",
  headers: { "": "As it looks", yes: "Names of columns", no: "Data" },
  delimiter: "Delimiter",
  delimiters: {
    "": "As it looks",
    ",": "Comma",
    ";": "Semicolon",
    tab: "Tab",
    "|": "Bar",
    space: "Blanks",
  } as Record<string, string>,
  decimal: "Decimal sign",
  decimals: { "": "As it looks", point: "Point", comma: "Comma" },
  missing: "Missing cells",
  missings: { "": "Leave the row out", category: "A category of their own" },
  /** A choice that is left to the table, with what was found. */
  asFound: (found: string) => `${found} (as it looks)`,
  column: (number: number) => `Column ${number}`,
  columns: "Columns",
  columnHeads: {
    name: "Column",
    role: "Role",
    type: "Type",
    missing: "Missing",
    becomes: "What becomes of it",
  },
  roles: { input: "Input", target: "Target", "left out": "Left out" } as Record<
    SchemaColumn["role"],
    string
  >,
  types: {
    number: "Number",
    category: "Category",
    date: "Date",
    text: "Text",
    empty: "Empty",
  } as Record<SchemaColumn["type"], string>,
  roleOf: (column: string) => `Role of ${column}`,
  typeOf: (column: string) => `Type of ${column}`,
  becomes: {
    leftOut: (why: string) => `Left out: ${why}.`,
    classes: (count: string, some: string) => `${count} classes: ${some}`,
    quantity: (unit: string) => `A quantity${unit}`,
    number: (unit: string) => `One number${unit}`,
    categories: (count: string, some: string) => `${count} categories: ${some}`,
    unit: (unit: string) => ` in ${unit}`,
    missingInput: "and whether it is missing",
  },
  more: (count: string) => `Show ${count} more columns`,
  firstRows: "First rows",
  line: "Row",
  leaveOut: (column: string) => `Leave ${column} out`,
  learn: "Train on this table",
};

export type Words = typeof words;
