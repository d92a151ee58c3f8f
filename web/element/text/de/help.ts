// The list of keyboard shortcuts, in German.
import type { help as english } from "../en/help";

export const help: typeof english = {
  help: "Tastenkürzel",
  shortcutList: [
    ["Leertaste", "trainieren, anhalten, weiter"],
    [".", "ein Schritt"],
    ["R", "zurück zu denselben Anfangsgewichten"],
    ["Strg Z", "eine Änderung rückgängig machen"],
    ["Strg Umschalt Z", "sie wiederholen"],
    ["?", "diese Liste"],
    ["Pfeiltasten", "ein Diagramm lesen, das den Fokus hat"],
  ],
  close: "Schließen",
};
