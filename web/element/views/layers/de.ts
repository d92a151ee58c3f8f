// The words of weights, attention and feature maps, in German.
import type { Words } from "./en";

export const words: Words = {
  weightsName: "Gewichte",
  histogramTitle: "Verteilung der Werte",
  histogramNamed: (name) => `Verteilung von ${name}`,
  histogramOf: "Werte von",
  weightsWait: "„Trainieren“ oder „Schritt“ drücken: Gewichte und Aktivierungen erscheinen hier.",
  spreadOf: (arm, std, zeros, is) =>
    is ? `${arm} Standardabweichung ${std}, ${zeros} Nullen` : `${arm} ${std} und ${zeros}`,
  gradientNorms: (parts) => `Norm des neuesten Gradienten: ${parts.join(", ")}.`,
  ratioTitle: "Ankommende Varianz, geteilt durch die von BatchNorm erwartete",
  ratioOf: (arm, ratio, is) =>
    is ? `${arm} ist im Eval-Modus das von 1 fernste Verhältnis ${ratio}` : `${arm} ${ratio}`,
  recalibrate: "Neu kalibrieren",
  recalibrated: (arm, before, after) => `${arm} Validierung ${before} vorher, ${after} nachher`,
  attentionTitle: "Attention vor und nach Dropout",
  block: "Block",
  head: "Kopf",
  attentionLabel: "Attention-Gewicht",
  beforeDropout: "vor Dropout",
  afterDropout: (factor) => `nach Dropout, × ${factor}`,
  afterNothing: "danach: nichts fällt weg",
  attentionWait: "„Trainieren“ oder „Schritt“ drücken: Attention-Gewichte erscheinen hier.",
  attentionSums: (gone, low, high) =>
    `${gone} Gewichte fallen weg; die Summen der Zeilen liegen dann zwischen ${low} und ${high} statt bei 1.`,
  attentionNone:
    "Nichts fällt weg: jede Zeile ergibt 1. „Dropout an“ oder „MC“ und ein Attention p wählen.",
  mapsTitle: "Merkmalskarten, und was davon wegfällt",
  mapsKind: { standard: "Dropout", spatial: "räumliches Dropout", dropblock: "DropBlock" },
  convWhich: "Schicht",
  convLayer: (n) => `Faltung ${n}`,
  imageNumber: "Bild Nr.",
  channel: (n) => `Karte ${n}`,
  mapsWait: "„Trainieren“ oder „Schritt“ drücken: die Karten eines Bildes erscheinen hier.",
  mapsLeak: (parts) =>
    `Wie viel vom Weggelassenen sich aus den Nachbarn lesen lässt (R²): ${parts.join(", ")}.`,
};
