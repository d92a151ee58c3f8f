// The words of a table of the reader’s own, in German.
import type { Words } from "./en";

export const words: Words = {
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
