// What several views say, in English.

import { capital } from "../../../shared/phrases";

export const charts = {
  listed: (parts: readonly string[]) => (parts.length > 0 ? `${capital(parts.join("; "))}.` : ""),
  resample: "Resample",
  logScale: "log scale",
  exampleNumber: "Example no.",
  prediction: "prediction",
  probabilityOf: (name: string) => `P(${/^\d+$/.test(name) ? `class ${name}` : name})`,
};
