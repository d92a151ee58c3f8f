// The words of the views and of the settings around them, in German.
import type { englishMore } from "../en/more";
import type { englishViews } from "../en/views";

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const klass = (name: string) => (/^\d+$/.test(name) ? `Klasse ${name}` : name);

export const germanViews: typeof englishViews & typeof englishMore = {
  views: "Ansichten",
  more: "Weitere",
  viewNames: {
    field: "Feld",
    curves: "Kurven",
    text: "Eigener Text",
    write: "Geschriebenes",
    network: "Netz",
    maps: "Karten",
    attention: "Attention",
    uncertainty: "Unsicherheit",
    weights: "Gewichte",
    sweep: "Reihe",
    table: "Eigene Daten",
    average: "Mittel",
    subnets: "Teilnetze",
    ridge: "Ridge",
    missing: "Fehlende Einheiten",
    forgot: "Eval vergessen",
    lag: "Gedächtnis",
  },
  whichArm: "Arm",
  listed: (parts) => (parts.length > 0 ? `${capital(parts.join("; "))}.` : ""),

  groups: { data: "Daten", network: "Netz", dropout: "Dropout", training: "Training" },
  presets: "Beispiele",
  presetsPrompt: "Ein Beispiel wählen …",
  presetNames: {
    overfit: "200 Monde auswendig gelernt, mit und ohne Dropout",
    tooHigh: "Zu viel Dropout",
    regression: "Eine Kurve, und wie sicher das Netz ihrer ist",
    kinds: "Bernoulli-, Gauß- und Concrete-Dropout",
    text: "Wörterbuch-Definitionen, mit und ohne Dropout",
    words: "Wörter weglassen",
    images: "Dropout in einem Faltungsnetz",
    names: "Ein LSTM, das Namen schreibt",
    transformer: "0,1 in einem Transformer",
    shift: "Dropout vor BatchNorm",
  },
  newSeed: "Neue Startzahl",
  help: "Tastenkürzel",
  close: "Schließen",
  shortcutList: [
    ["Leertaste", "trainieren, anhalten, weiter"],
    [".", "ein Schritt"],
    ["R", "zurück zu denselben Anfangsgewichten"],
    ["Strg Z", "eine Änderung rückgängig machen"],
    ["Strg Umschalt Z", "sie wiederholen"],
    ["?", "diese Liste"],
    ["Pfeiltasten", "ein Diagramm lesen, das den Fokus hat"],
  ],
  slower: (rate) => `Zurück, mit Lernrate ${rate}`,
  formula: {
    note: {
      train: "Jeder Durchlauf zieht eine Maske m.",
      eval: "Nichts fällt weg: eine stete Antwort.",
      mc: "Masken bleiben an: Mittel und Streuung von T Durchläufen.",
    },
    keeps: (arm, percent, factor) => `${arm || "Es"} behält ${percent}, × ${factor}`,
    nothing: (arm) => (arm ? `${arm} behält alles` : "Mit p = 0 behält es alles"),
  },

  networkTitle: "Das Netz",
  layerName: { input: "Eingabe", embedding: "Einbettung", out: "Ausgabe" },
  hiddenLayer: (n) => `verdeckt ${n}`,
  maskNumber: "Maske Nr.",
  resample: "Neue ziehen",
  passAfterPass: "Durchlauf um Durchlauf",
  freeze: "Maske festhalten",
  releaseUnits: "Neuronen freigeben",
  stepPhase: {
    none: "",
    forward: "Schritt: vorwärts",
    loss: "Weiter: Verlust",
    backward: "Weiter: rückwärts",
    update: "Weiter: Änderung",
  },
  stepStory: {
    forward: () =>
      "Vorwärts: eine neue Maske wird gezogen; die Aktivierungen fließen durch, was sie behält.",
    loss: (loss) =>
      `Verlust: die Ausgaben werden mit den richtigen verglichen. Im letzten Batch war er ${loss}.`,
    backward: (norms) =>
      `Rückwärts: die Linien zeigen Gradienten des Batches; weggelassene Neuronen geben keine weiter. Normen: ${norms}.`,
    update: (loss) =>
      `Änderung: der Optimierer hat die Gewichte bewegt. Der Verlust des Batches war ${loss}.`,
  },
  networkWait: "„Trainieren“ oder „Schritt“ drücken: das Netz erscheint hier.",
  networkEval: "Eval-Modus: alle Neuronen arbeiten, nichts wird skaliert.",
  networkNone: "In diesem Durchlauf fällt kein Neuron weg.",
  droppedOf: (layer, dropped, units, factor) =>
    `${dropped} von ${units} Neuronen der Schicht „${layer}“ fallen weg, die anderen zählen × ${factor}`,
  networkMask: (mask, parts, frozen) =>
    `${frozen ? `Maske ${mask}, festgehalten` : "In diesem Durchlauf"}: ${parts.join("; ")}.`,

  fieldTitle: "Was das Netz über die Ebene sagt",
  regressionTitle: "Die gelernte Kurve",
  fieldWhat: "Gezeigt",
  fieldShown: { mean: "Mittel", std: "Standardabweichung" },
  classLabel: "Klasse",
  classNamed: klass,
  probabilityOf: (name) => `P(${klass(name)})`,
  planeTitle: {
    eval: (arm) => `${arm}: Entscheidungsgrenze im Eval-Modus`,
    train: (arm) => `${arm}: ein Durchlauf mit Dropout`,
    mc: (arm) => `${arm}: Mittel der MC-Durchläufe`,
    std: (arm) => `${arm}: Standardabweichung der MC-Durchläufe`,
  },
  fieldWait: "„Trainieren“ drücken: was die Netze über ihre Eingaben sagen, erscheint hier.",
  planeRight: (percent) =>
    `${percent} der Trainingspunkte liegen, wo ihre Klasse die wahrscheinlichste ist.`,
  planeStd: (most, mean) => `Die Standardabweichung ist im Mittel ${mean} und höchstens ${most}.`,
  spreadInOut: (arm, inside, outside, is) =>
    is
      ? `${arm} ist die Standardabweichung zwischen den Trainingsdaten im Mittel ${inside}, jenseits ${outside}`
      : `${arm} ${inside} und ${outside}`,
  lineSpread: (parts) => `${capital(parts.join("; "))}.`,
  lineMode: {
    eval: "Eval-Modus: eine stete Kurve je Netz.",
    train: "Jede dünne Kurve ist das Netz unter einer Maske: die Ziehung einer Funktion.",
  },

  scoresTitle: "Güte auf Validierungsdaten",
  scoreOf: "Netz",
  scoreNames: {
    accuracy: "Trefferquote",
    nll: "NLL",
    brier: "Brier",
    ece: "ECE",
    rmse: "RMSE",
    deviation: "Std.-Abw.",
    ll: "Log-Likelihood",
    coverage: "im 95-%-Band",
  },
  uncertaintyWait: "Erst trainieren: wie sicher die Netze sind, wird hier gemessen.",
  yearAxes: { xLabel: "Jahr", yLabel: "CO₂, ppm" },
  reliabilityTitle: "Verlässlichkeit",
  entropyTitle: "Entropie: der Daten (aleatorisch), der Gewichte (epistemisch)",
  entropyPart: { entropy: "gesamt", aleatoric: "aleatorisch", epistemic: "epistemisch" },
  epistemicOf: (arm, percent, is) =>
    is ? `${arm} sind ${percent} der Entropie epistemisch` : `${arm} ${percent}`,
  mutualInformation: "epistemische Entropie (Transinformation, nat)",
  exampleNumber: "Beispiel Nr.",
  convergenceTitle: "Wie sich eine Schätzung mit T setzt",
  settled: (arm, T, mean, error) =>
    `${arm} nach ${T} Durchläufen ${mean} mit einem Standardfehler von ${error}`,
  prediction: "Vorhersage",
  stdOfPrediction: "Standardabweichung der Vorhersage",
  shiftTitle: "Eingaben, die den Trainingsdaten nicht gleichen",
  inside: "Validierungsdaten",
  outside: (kind) =>
    ({
      image: "um 90° gedreht",
      text: "halb aus unbekannten Wörtern",
      beyond: "x jenseits der Daten",
      away: "auf den doppelten Abstand gerückt",
    })[kind],
  aurocOf: (arm, auroc, is) =>
    is ? `${arm} unterscheidet sie eine AUROC von ${auroc}` : `${arm} von ${auroc}`,

  histogramTitle: "Verteilung der Werte",
  histogramNamed: (name) => `Verteilung von ${name}`,
  histogramOf: "Werte von",
  logScale: "logarithmisch",
  weightsWait: "„Trainieren“ oder „Schritt“ drücken: Gewichte und Aktivierungen erscheinen hier.",
  spreadOf: (arm, std, zeros, is) =>
    is ? `${arm} Standardabweichung ${std}, ${zeros} Nullen` : `${arm} ${std} und ${zeros}`,
  gradientNorms: (parts) => `Norm des neuesten Gradienten: ${parts.join(", ")}.`,
  ratioTitle: "Ankommende Varianz, geteilt durch die von BatchNorm erwartete",
  ratioOf: (arm, ratio, is) =>
    is ? `${arm} ist im Eval-Modus das von 1 fernste Verhältnis ${ratio}` : `${arm} ${ratio}`,
  recalibrate: "Neu kalibrieren",
  recalibrated: (arm, before, after) => `${arm} Validierung ${before} vorher, ${after} nachher`,

  namesTitle: "Namen, die die Netze jetzt schreiben",
  proseTitle: "Prosa, die die Netze jetzt schreiben",
  beginning: "Anfang",
  temperature: "Temperatur",
  writeAgain: "Neu schreiben",
  writeWait: "„Trainieren“ drücken, oder die untrainierten Netze schreiben lassen.",
  writtenEval: "Im Eval-Modus geschrieben,",
  writtenMc: "Mit Dropout geschrieben, eine neue Maske je Buchstabe,",
  writtenAt: (step) => `nach ${step} Schritten Training.`,

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
    "Nichts fällt weg: jede Zeile ergibt 1. „Train“ oder „MC“ und ein Attention p wählen.",

  mapsTitle: "Merkmalskarten, und was davon wegfällt",
  mapsKind: { standard: "Dropout", spatial: "räumliches Dropout", dropblock: "DropBlock" },
  convWhich: "Schicht",
  convLayer: (n) => `Faltung ${n}`,
  imageNumber: "Bild Nr.",
  channel: (n) => `Karte ${n}`,
  mapsWait: "„Trainieren“ oder „Schritt“ drücken: die Karten eines Bildes erscheinen hier.",
  mapsLeak: (parts) =>
    `Wie viel vom Weggelassenen sich aus den Nachbarn lesen lässt (R²): ${parts.join(", ")}.`,

  maskLabel: (n) => `Maske ${n}`,
  wordsTitle: "Wörter, die Wort-Dropout weglässt",
  wordsDropped: (dropped, all) => `In der ersten Maske fallen ${dropped} von ${all} Wörtern weg.`,
};
