// What several views say, in German.

import { capital } from "../../../shared/phrases";
import type { charts as english } from "../en/charts";

export const klass = (name: string) => (/^\d+$/.test(name) ? `Klasse ${name}` : name);

export const charts: typeof english = {
  listed: (parts) => (parts.length > 0 ? `${capital(parts.join("; "))}.` : ""),
  resample: "Neu ziehen",
  logScale: "logarithmisch",
  exampleNumber: "Beispiel Nr.",
  prediction: "Vorhersage",
  probabilityOf: (name) => `P(${klass(name)})`,
};
