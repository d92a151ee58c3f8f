// What several views say, in English.

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const charts = {
  listed: (parts: readonly string[]) => (parts.length > 0 ? `${capital(parts.join("; "))}.` : ""),
  resample: "Resample",
  logScale: "log scale",
  exampleNumber: "Example no.",
  prediction: "prediction",
  probabilityOf: (name: string) => `P(${/^\d+$/.test(name) ? `class ${name}` : name})`,
};
