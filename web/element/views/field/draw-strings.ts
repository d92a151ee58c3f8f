// The words of drawing points, in each language. Loaded with the field view.

const english = {
  tools: "A click on the chart",
  add: "adds",
  addClass: (name: string) => `adds class ${name}`,
  remove: "removes",
  empty: "Draw your own",
  clear: "Clear",
  original: "Original points",
  hint: (restarts: string) =>
    `Shift-click removes, too. Keys: arrows, Enter, Delete; 1 to 4 choose the class; Ctrl Z undoes. ${restarts}`,
  restarts: "Every change starts again from the same initial weights, and trains on if it trained.",
  wait: "Click to draw points, then press Train.",
  full: "There is room for 1,000 points.",
  held: "Every fifth point is kept for validation and drawn faint.",
};

type Words = typeof english;

const german: Words = {
  tools: "Ein Klick ins Bild",
  add: "setzt einen Punkt",
  addClass: (name) => `setzt Klasse ${name}`,
  remove: "entfernt",
  empty: "Selbst zeichnen",
  clear: "Leeren",
  original: "Ursprüngliche Punkte",
  hint: (restarts) =>
    `Umschalt-Klick entfernt ebenso. Tasten: Pfeile, Eingabe, Entf; 1 bis 4 wählen die Klasse; Strg Z nimmt zurück. ${restarts}`,
  restarts:
    "Jede Änderung beginnt wieder bei denselben Anfangsgewichten und trainiert weiter, wenn trainiert wurde.",
  wait: "Mit Klicks Punkte setzen, dann „Trainieren“ drücken.",
  full: "Für 1.000 Punkte ist Platz.",
  held: "Jeder fünfte Punkt bleibt der Validierung und ist blass gezeichnet.",
};

export const drawStrings = (locale: string): Words => (locale === "de" ? german : english);
