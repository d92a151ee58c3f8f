// What a link got wrong, and why an experiment failed, in German.
import type { Notice } from "../../../page/link/link";
import { worded } from "../../../shared/errors";
import { germanErrors } from "../../../shared/generated/german";
import type { notices as english } from "../en/notices";

type CostNotice = Extract<Notice, { about: "cost" }>;

const list = new Intl.ListFormat("de", { type: "disjunction" });

const cost = ({ arm, what, given, limit }: CostNotice) =>
  what === "bytes"
    ? `Arm ${arm} braucht etwa ${Math.round(given / 1e6)} MB; erlaubt sind höchstens ` +
      `${limit / 1e6} MB. Kleinere Breite, Tiefe oder Batches wählen.`
    : `Arm ${arm} braucht etwa ${Math.round(given / 1e12)} Billionen Rechenschritte; erlaubt ` +
      `sind höchstens ${limit / 1e12}. Weniger Epochen oder ein kleineres Netz wählen.`;

export const notices: typeof english = {
  error: (error) => worded(germanErrors, error),
  failure: (failure) => {
    if (failure.code === "refused") return worded(germanErrors, failure.error);
    const { code, detail } = failure;
    switch (code) {
      case "no-table":
        return "Dieses Experiment lernt aus einer eigenen Tabelle: ihre CSV-Datei wählen.";
      case "gone":
        return "Das Experiment hat sich inzwischen geändert.";
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
  notice: (notice) => {
    switch (notice.about) {
      case "unknown":
        return `Der Link sagt „${notice.key}“, was diese Version nicht kennt; es bleibt weg.`;
      case "no-value":
        return `Der Link sagt „${notice.key}“ ohne Wert; es bleibt weg.`;
      case "escaped":
        return "Der Link ist für HTML geschrieben, mit „&amp;“ statt „&“; er wird gelesen wie gemeint.";
      case "doubled":
        return `Der Link nennt ${notice.key} mehrmals; es gilt das letzte, ${notice.used}.`;
      case "clamped":
        return (
          `Der Link verlangt ${notice.key}=${notice.given}; möglich ist ${notice.min} bis ` +
          `${notice.max}, also gilt ${notice.used}.`
        );
      case "rounded":
        return `Der Link verlangt ${notice.key}=${notice.given}; es gilt ${notice.used}.`;
      case "not-number":
        return (
          `Der Link verlangt ${notice.key}=„${notice.given}“, das ist keine Zahl von ` +
          `${notice.min} bis ${notice.max}.`
        );
      case "not-choice":
        return (
          `Der Link verlangt ${notice.key}=„${notice.given}“, das ist nicht ` +
          `${list.format(notice.choices)}.`
        );
      case "cost":
        return cost(notice);
      case "newer":
        return `Der Link ist von Version ${notice.given}, neuer als diese Seite.`;
      case "too-long":
        return `Der Link hat ${notice.length} Zeichen; höchstens ${notice.limit} werden gelesen.`;
    }
  },
  linkErrors: "So kann dieser Link nicht laufen.",
  accept: "Mit Voreinstellungen an ihrer Stelle öffnen",
  forget: "Das Experiment dieser Seite öffnen",
  dismiss: "Schließen",
};
