// The words of a reader's own table, in both languages: they come with the panel that says them.
import type { Strings } from "../../text/strings";

const english = {
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

export type TableStrings = typeof english;

const german: TableStrings = {
  title: "Eigene Daten",
  hint: "Eine CSV-Datei mit Zahlen und Kategorien, bis 20 MB. Wählen oder hier ablegen.",
  private: "Nichts verlässt den Browser: die Datei liest der Worker dieser Seite, niemand sonst.",
  choose: "CSV-Datei",
  empty: "Noch ist keine Datei gewählt.",
  found: (name, rows, columns) =>
    `${name}: ${rows} Zeilen zu ${columns} Spalten; ein Fünftel der Zeilen, vom Seed gezogen, ` +
    "dient der Validierung.",
  reading: (name) => `Liest ${name} …`,
  chosen: (name) => `${name} ist gewählt.`,
  refused: (name, sentence) => `${name}: ${sentence}`,
  target: "Ziel",
  task: "Lernen als",
  tasks: { "": "Wie es aussieht", classify: "Klassen", regress: "Größe" },
  header: "Erste Zeile",
  headers: { "": "Wie es aussieht", yes: "Namen der Spalten", no: "Daten" },
  column: (number) => `Spalte ${number}`,
};

export function tableStrings({ locale }: Strings): TableStrings {
  return locale.startsWith("de") ? german : english;
}
