// The words of the sweep, in German.
import type { Words } from "./en";

const list = new Intl.ListFormat("de", { type: "disjunction" });
const runs = (count: string) => (count === "1" ? "1 Lauf" : `${count} Läufe`);
const trillion = (flops: number) => Math.round(flops / 1e12);
const place = (of: { file: string; line: number } | null) =>
  of ? `Zeile ${of.line} von ${of.file}` : "das schon Gezeigte";

export const words: Words = {
  title: "Reihe",
  chartTitle: (metric, key) => `${metric === "accuracy" ? "Genauigkeit" : "Verlust"} gegen ${key}`,
  key: "Größe",
  keyName: (label, key) => `${label} (${key})`,
  values: "Werte",
  valuesHelp: "von:bis:Schritt, oder eine Liste: 0.1,0.3,0.5",
  choices: (label) => `Werte von ${label}`,
  seeds: "Startzahlen je Wert",
  run: (count) => `Reihe starten: ${runs(count)}`,
  runAgain: "Noch einmal",
  resume: (count) => `Weiter: noch ${runs(count)}`,
  cancel: "Abbrechen",
  clear: "Leeren",
  metric: "Gemessen an",
  metrics: { accuracy: "Genauigkeit", loss: "Verlust" },
  against: "Gegen",
  at: "Bei",

  progress: "Fortschritt der Reihe",
  phase: {
    idle: "",
    queued: "Wartet, bis ein anderes Experiment der Seite ruht",
    running: "Läuft",
    held: "Ruht, solange es nicht zu sehen ist",
    done: "Fertig",
    cancelled: "Abgebrochen",
    failed: "Angehalten",
  },
  runsOf: (done, all) => `${done} von ${all} Läufen`,
  left: (time) => `noch ${time}`,
  stale: "Die Einstellungen wurden seither geändert: gezeigt wird, was mit den alten herauskam.",
  coming: "Der erste Lauf ist unterwegs: er wird hier zu einem Punkt.",
  wait: "Größe und Werte wählen, dann starten: jeder Lauf wird hier ein Punkt, sobald er endet.",
  link: "Der Link verlangt eine Reihe, die keine ist.",

  train: "Trainingsdaten",
  valid: "Validierungsdaten",
  trainShort: "Training",
  validShort: "Validierung",
  yLabel: { accuracy: "Genauigkeit", loss: "Verlust" },
  bestMark: (value) => `am besten: ${value}`,
  lostAt: (text) => `${text}: kein Ergebnis`,
  columns: {
    arm: "Arm",
    seed: "Startzahl",
    runs: "Läufe",
    trainLoss: "Verlust im Training",
    trainAccuracy: "Genauigkeit im Training",
    validLoss: "Verlust in der Validierung",
    validAccuracy: "Genauigkeit in der Validierung",
    train: "Training",
    valid: "Validierung",
    bestEpoch: "beste Epoche",
    steps: "Schritte",
    state: "Ausgang",
    digest: "Digest",
  },
  states: { done: "fertig", diverged: "divergiert", failed: "gescheitert" },
  tableTitle: (metric) =>
    `${metric === "accuracy" ? "Genauigkeit in Prozent" : "Verlust"}, Mittel ± Standardabweichung ` +
    "über die Startzahlen. Nahe: innerhalb eines Standardfehlers vom besten.",
  sortBy: (column) => `Nach ${column} ordnen`,
  near: "nahe",
  best: "am besten",

  sentence: {
    best: (metric, where, value, spread, count) =>
      `${metric === "accuracy" ? "Die Genauigkeit in der Validierung ist am höchsten" : "Der Verlust in der Validierung ist am kleinsten"} ` +
      `bei ${where}: ${value}${spread === null ? ", in einem einzigen Lauf" : ` ± ${spread} über ${count} Läufe`}`,
    near: (wheres, more) =>
      wheres.length === 0
        ? "nichts sonst liegt innerhalb eines Standardfehlers davon"
        : `innerhalb eines Standardfehlers davon ${wheres.length + more > 1 ? "liegen" : "liegt"} ` +
          `${wheres.join(", ")}${more > 0 ? ` und ${more} weitere` : ""}`,
    lost: (diverged, failed) =>
      [
        diverged > 0 ? `${runs(String(diverged))} divergiert` : "",
        failed > 0 ? `${runs(String(failed))} gescheitert` : "",
      ]
        .filter(Boolean)
        .join(" und "),
    none: "Kein Lauf ist mit einer Zahl zu Ende gekommen.",
  },
  ofArm: (where, arm) => `${where} (Arm ${arm})`,
  failures: (text) => `Nicht jeder Lauf kam ans Ende: ${text}`,

  files: "Ergebnisse als JSON-Zeilen",
  open: "Öffnen (.jsonl)",
  openHelp: "Mehrere zugleich werden zusammengelegt; hierher ziehen geht auch.",
  save: "Speichern (.jsonl)",
  opened: (count, files) =>
    `${count === "1" ? "1 Lauf wurde" : `${count} Läufe wurden`} aus ${files} übernommen.`,
  tooBig: (file, megabytes) => `${file} hat ${megabytes}; gelesen werden höchstens 64 MB.`,
  moreNotices: (count) => `Und ${count} weitere dieser Art.`,
  elsewhere: "Zu viel für diesen Browser?",
  elsewhereHelp:
    "Die Befehlszeile rechnet dieselben Läufe, auf das Bit genau, auf jeder Maschine, und teilt " +
    "sie auf:",
  copy: "Kopieren",
  copied: "Kopiert",

  notice: (notice) => {
    const where = `${notice.file}, Zeile ${notice.line}`;
    switch (notice.about) {
      case "not-json":
        return `${where} ist kein JSON und bleibt weg. Jede Zeile muss ein Lauf sein, wie ihn „dropout sweep“ schreibt.`;
      case "not-line":
        return `${where} ist JSON, aber kein Lauf einer Reihe, und bleibt weg.`;
      case "not-said":
        return `${where} bleibt weg: ihr Link sagt nicht, was die Zeile sagt.`;
      case "other-experiment":
        return `${where} bleibt weg: ein Lauf eines anderen Experiments, mit anderen Einstellungen.`;
      case "other-axes":
        return `${where} bleibt weg: sie geht über ${notice.given}, die anderen über ${notice.wanted}.`;
      case "repeated":
        return `${where} wiederholt ${place(notice.of)}; der Lauf zählt einmal.`;
      case "contradicts":
        return `${where} ist derselbe Lauf wie ${place(notice.of)}, mit anderen Gewichten; sie bleibt weg.`;
    }
  },

  problem: (problem) => {
    switch (problem.about) {
      case "no-values":
        return `„${problem.given}“ nennt keine Werte: key=a,b oder key=von:bis:Schritt.`;
      case "no-key":
        return `Die Größe „${problem.given}“ gibt es nicht.`;
      case "no-range":
        return `„${problem.given}“ ist kein Bereich: von:bis:Schritt, wie in 0:0.9:0.1.`;
      case "not-swept":
        return `${problem.key} lässt sich nicht durchgehen, da andere Vorgaben daran hängen: jedem seinen Arm geben.`;
      case "twice":
        return `${problem.key} wird zweimal durchgegangen.`;
      case "seeds":
        return `${problem.given} ist keine Zahl von Startzahlen: 1 bis ${problem.limit} wählen.`;
      case "seeds-twice":
        return "Die Startzahlen sind schon die Größe: je Wert eine wählen.";
      case "too-many":
        return `Eine Reihe hat höchstens ${problem.limit} Läufe.`;
      case "not-choice":
        return `${problem.key}=„${problem.given}“ ist nichts von ${list.format(problem.choices)}.`;
      case "not-number":
        return `${problem.key}=„${problem.given}“ ist keine Zahl von ${problem.min} bis ${problem.max}.`;
      case "not-whole":
        return `${problem.key}=„${problem.given}“ ist keine ganze Zahl von ${problem.min} bis ${problem.max}.`;
      case "not-fitting":
        return `${problem.key}=${problem.given} passt nicht zum Modell ${problem.model}.`;
      case "even":
        return `block=${problem.given} ist gerade: DropBlock braucht eine ungerade Seite, etwa 3 oder 5.`;
      case "blocks":
        return (
          "Ein Transformer braucht 1 bis 4 Blöcke (depth) und eine Breite, die seine Köpfe teilen; " +
          `ein Lauf hätte depth ${problem.depth}, width ${problem.width}, heads ${problem.heads}.`
        );
      case "no-layers":
        return "depth=0 lässt einem LSTM keine Schicht: 1 oder mehr wählen.";
      case "cost":
        return problem.what === "bytes"
          ? `Einer dieser Läufe braucht etwa ${Math.round(problem.given / 1e6)} MB; erlaubt sind ` +
              `höchstens ${problem.limit / 1e6} MB.`
          : `Einer dieser Läufe braucht etwa ${trillion(problem.given)} Billionen Rechenschritte; ` +
              `erlaubt sind höchstens ${trillion(problem.limit)}.`;
    }
  },
};
