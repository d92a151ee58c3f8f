// The words of a table of the reader’s own, in English.

export const words = {
  title: "Your data",
  hint: "A CSV file with numbers and categories, up to 20 MB. Choose it, or drop it here.",
  private: "Nothing leaves the browser: the file is read by this page’s worker and sent nowhere.",
  choose: "CSV file",
  empty: "No file is chosen yet.",
  found: (name: string, rows: string, columns: string) =>
    `${name}: ${rows} rows of ${columns} columns; a fifth of the rows, drawn by the seed, validates.`,
  reading: (name: string) => `Reading ${name} …`,
  chosen: (name: string) => `${name} is chosen.`,
  refused: (name: string, sentence: string) => `${name}: ${sentence}`,
  target: "Target",
  task: "Learn it as",
  tasks: { "": "As it looks", classify: "Classes", regress: "A quantity" },
  header: "First line",
  headers: { "": "As it looks", yes: "Names of columns", no: "Data" },
  column: (number: number) => `Column ${number}`,
};

export type Words = typeof words;
