// Texts of training and its results, in German.
import type { training as english } from "../en/training";

export const training: typeof english = {
  train: "Trainieren",
  pause: "Pause",
  resume: "Weiter",
  step: "Schritt",
  rewind: "Zurück",
  retry: "Erneut versuchen",
  undo: "Rückgängig",
  redo: "Wiederholen",
  transport: "Training",
  progress: "Fortschritt des Trainings",
  shortcuts: { play: "Leertaste", step: ".", rewind: "R" },
  mode: "Modus",
  modes: { train: "Dropout an", eval: "Eval", mc: "MC" },
  samples: "T",
  samplesHelp: "Durchläufe mit Monte-Carlo-Dropout",
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
  stoppedEarly: "Früh beendet, da der Verlust der Validierung nicht mehr sank",
  restarted:
    "Die Änderung ergab ein neues Netz mit eigenen Anfangsgewichten; „Trainieren“ startet es.",
  loadingBytes: (received, total) => `Lädt Daten: ${received} von ${total}`,
  loadingCore: "Lädt den Rechenkern",
  epochOf: (epoch, epochs) => `Epoche ${epoch} von ${epochs}`,
  speed: (examples) => `${examples} Beispiele/s`,
  left: (time) => `noch ${time}`,
  diverged: (arm, step) =>
    `Arm ${arm} ist bei Schritt ${step} divergiert: sein Verlust ist keine Zahl mehr. ` +
    "Zurückspulen und eine kleinere Lernrate oder ein kleineres p versuchen.",
  slower: (rate) => `Zurück, mit Lernrate ${rate}`,
  onPage:
    "Läuft ohne Worker, den diese Seite nicht erlaubt: das Training ist langsamer, und die Seite " +
    "antwortet womöglich spät.",
};
