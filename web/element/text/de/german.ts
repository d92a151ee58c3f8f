// All words of the element in German. Sentences that the core writes itself stay as they come.
import type { ChartStrings } from "../../../charts/figure/strings";
import type { Strings } from "../en/english";
import { germanParameters } from "./parameters";
import { germanShare } from "./share";
import { germanViews } from "./views";

const list = new Intl.ListFormat("de", { type: "disjunction" });

const chart: ChartStrings = {
  locale: "de",
  empty: "Noch keine Daten",
  table: "Datentabelle",
  tableSampled: (shown, all) => `${shown} von ${all} Zeilen; die CSV-Datei hat alle.`,
  exportAs: (format) => `Als ${format} sichern`,
  keys: "Pfeiltasten lesen die Werte vor.",
  pickKeys: "Pfeiltasten bewegen, Eingabe wählt, Entf entfernt.",
  row: "Zeile",
  column: "Spalte",
  value: "Wert",
  epoch: "Epoche",
  mean: "Mittel",
  std: "Std.-Abw.",
  spread: "±",
  dropout: "Training, mit Dropout",
  train: "Training",
  valid: "Validierung",
  dropoutShort: "Batch",
  trainShort: "Train.",
  validShort: "Valid.",
  evalCurve: "Eval-Modus",
  truth: "Wahrheit",
  draw: (n) => `Ziehung ${n}`,
  trainRange: "Trainingsdaten",
  sum: "Summe",
  count: "Anzahl",
  bin: "Klasse",
  confidence: "Konfidenz",
  accuracy: "Trefferquote",
  perfect: "perfekt kalibriert",
  ece: "ECE",
  layer: "Schicht",
  unit: "Neuron",
  activation: "Aktivierung",
  kept: "behalten",
  dropped: "weggelassen",
  more: (n) => `+${n} weitere`,
  point: "Punkt",
  word: "Wort",
};

export const german: Strings = {
  ...germanViews,
  locale: "de",
  chart,
  parameters: germanParameters,
  share: germanShare,
  files: "Exportieren und öffnen",

  train: "Trainieren",
  pause: "Pause",
  resume: "Weiter",
  again: "Noch einmal",
  step: "Schritt",
  rewind: "Zurück",
  retry: "Erneut versuchen",
  undo: "Rückgängig",
  redo: "Wiederholen",
  transport: "Training",
  progress: "Fortschritt des Trainings",
  shortcuts: { play: "Leertaste", step: ".", rewind: "R" },

  mode: "Modus",
  modes: { train: "Train", eval: "Eval", mc: "MC" },
  samples: "T",
  samplesHelp: "Durchläufe mit Monte-Carlo-Dropout",

  arms: ["A", "B", "C", "D"],
  arm: (letter) => `Arm ${letter}`,
  withoutDropout: "ohne Dropout",
  withName: (name) => `mit ${name}`,

  controls: "Einstellungen",
  ofArm: (label, arm) => `${label}, Arm ${arm}`,
  valueOf: (label, value) => `${label}: ${value}`,
  rateText: (p, percent) => `p = ${p}, ${percent} der Neuronen fallen weg`,
  restarts: "Wer dies ändert, beginnt das Training neu.",

  phase: {
    poster: "Nicht begonnen",
    loading: "Lädt",
    ready: "Bereit",
    queued: "Wartet, bis ein anderes Experiment der Seite pausiert",
    running: "Trainiert",
    paused: "Angehalten",
    finished: "Fertig",
    diverged: "Divergiert",
    failed: "Abgebrochen",
  },
  restarted:
    "Die Änderung ergab ein neues Netz mit eigenen Anfangsgewichten; „Trainieren“ startet es.",
  loadingBytes: (received, total) => `Lädt Daten: ${received} von ${total}`,
  loadingCore: "Lädt den Rechenkern",
  epochOf: (epoch, epochs) => `Epoche ${epoch} von ${epochs}`,
  speed: (examples) => `${examples} Beispiele/s`,
  left: (time) => `noch ${time}`,
  stoppedEarly: "vorzeitig beendet",
  diverged: (arm, step) =>
    `Arm ${arm} ist bei Schritt ${step} divergiert: sein Verlust ist keine Zahl mehr. ` +
    "Zurückspulen und eine kleinere Lernrate oder ein kleineres p versuchen.",
  onPage:
    "Läuft ohne Worker, den diese Seite nicht erlaubt: das Training ist langsamer, und die Seite " +
    "antwortet womöglich spät.",

  failure: ({ code, detail }) => {
    switch (code) {
      case "refused":
        return detail;
      case "no-table":
        return "Dieses Experiment lernt aus einer eigenen Tabelle: ihre CSV-Datei wählen.";
      case "data-missing":
        return `Die Daten ließen sich nicht laden (${detail}). Verbindung prüfen, dann erneut versuchen.`;
      case "data-truncated":
        return `Die Daten kamen unvollständig an (${detail}). Ein neuer Versuch lädt sie noch einmal.`;
      case "data-wrong":
        return `Die Daten sind nicht die richtigen: ${detail}. Ein neuer Versuch lädt sie noch einmal.`;
      case "no-wasm":
        return (
          "In diesem Browser ist WebAssembly abgeschaltet, und daraus besteht der Rechenkern. " +
          "Der Text ist auch so lesbar; zum Trainieren WebAssembly für diese Seite erlauben."
        );
      case "load":
        return `Der Rechenkern ließ sich nicht laden (${detail}). Ein neuer Versuch lädt ihn noch einmal.`;
      case "crash":
        return `Der Rechenkern hat unerwartet aufgehört (${detail}). Ein neuer Versuch startet ihn neu.`;
    }
  },

  remark: (remark) => {
    switch (remark.about) {
      case "unknown":
        return `Der Link sagt „${remark.key}“, was diese Version nicht kennt; es bleibt weg.`;
      case "no-value":
        return `Der Link sagt „${remark.key}“ ohne Wert; es bleibt weg.`;
      case "clamped":
        return (
          `Der Link verlangt ${remark.key}=${remark.given}; möglich ist ${remark.min} bis ` +
          `${remark.max}, also gilt ${remark.used}.`
        );
      case "rounded":
        return `Der Link verlangt ${remark.key}=${remark.given}; es gilt ${remark.used}.`;
      case "not-number":
        return (
          `Der Link verlangt ${remark.key}=„${remark.given}“, das ist keine Zahl von ` +
          `${remark.min} bis ${remark.max}.`
        );
      case "not-choice":
        return (
          `Der Link verlangt ${remark.key}=„${remark.given}“, das ist nicht ` +
          `${list.format(remark.choices)}.`
        );
      case "cost":
        return germanShare.cost(remark);
      case "newer":
        return `Der Link ist von Version ${remark.given}, neuer als diese Seite.`;
      case "too-long":
        return `Der Link hat ${remark.length} Zeichen; höchstens ${remark.limit} werden gelesen.`;
    }
  },
  linkErrors: "So kann dieser Link nicht laufen.",
  accept: "Mit Voreinstellungen an ihrer Stelle öffnen",
  forget: "Das Experiment dieser Seite öffnen",
  dismiss: "Schließen",

  lossTitle: "Verlust",
  accuracyTitle: "Trefferquote",
  curvesKey:
    "Gestrichelt: Trainings-Batches, mit Dropout. Dünn: Trainingsdaten im Eval-Modus. " +
    "Dick: Validierungsdaten im Eval-Modus.",
  curvesWait: "„Trainieren“ drücken: die Kurven wachsen hier, während die Netze lernen.",
  after: (epochs, parts) => `Nach ${epochs}: ${parts.join("; ")}.`,
  epochs: (epoch, text) => (epoch === 1 ? `${text} Epoche` : `${text} Epochen`),
  accuracies: (arm, train, valid, first) =>
    first
      ? `${arm} ${train} der Trainingsdaten richtig, ${valid} der Validierungsdaten`
      : `${arm} ${train} und ${valid}`,
  gaps: (arm, gap, first) =>
    first
      ? `${arm} liegt der Verlust der Validierung um ${gap} über dem des Trainings`
      : `${arm} um ${gap}`,

  textTitle: "Eine eigene Definition",
  textLabel: "Definition",
  textExample: "a small bird that sings at night",
  textAsk: "Beide Netze fragen",
  textAskOne: "Das Netz fragen",
  textDraw: "Neu ziehen",
  textChart: "Wahrscheinlichkeit jeder Klasse",
  textHint: "Auf Englisch schreiben, was ein Wort bedeutet; die Netze sagen, welcher Art es ist.",
  textNotTrained: "Erst trainieren, oder die untrainierten Netze fragen.",
  textUnderstood: "Gelesen als:",
  textUnknown: "nicht im Wortschatz",
  textNone: "Keines dieser Wörter ist im Wortschatz.",
  answer: (parts) => `${parts.join("; ")}.`,
  answerOf: (arm, name, percent, std) =>
    std === null ? `${arm} ${name} ${percent}` : `${arm} ${name} ${percent} ± ${std}`,
  answerMode: { train: "Ein Durchlauf mit Dropout", eval: "Eval-Modus", mc: "MC-Dropout" },
  passes: (count) => `über ${count} Durchläufe`,

  noJs: "Dieses Experiment braucht JavaScript.",
};
