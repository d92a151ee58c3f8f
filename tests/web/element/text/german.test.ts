// The second language says everything that the first says, and says it of the same numbers.
import { describe, expect, it } from "vitest";
import { german } from "../../../../web/element/text/de";
import { english } from "../../../../web/element/text/en";
import { loadStrings, stringsFor } from "../../../../web/element/text/languages";
import { parameters } from "../../../../web/shared/spec";

type Table = Readonly<Record<string, unknown>>;

/** The words of parts that are loaded later, by their folders. */
const modules = import.meta.glob<{ words: Table }>("/web/element/**/{en,de}.ts", { eager: true });
const folders = new Set(Object.keys(modules).map((path) => path.replace(/\/\w+\.ts$/, "")));
const wordsOf = (folder: string, language: string) => modules[`${folder}/${language}.ts`]?.words;
const tables: [string, Table, Table][] = [
  ["text", english, german],
  ...[...folders].map((folder): [string, Table, Table] => [
    folder.replace("/web/element/", ""),
    wordsOf(folder, "en") ?? {},
    wordsOf(folder, "de") ?? {},
  ]),
];

/** Every path of a table, with what stands there. */
function entries(table: Table, path = ""): [string, unknown][] {
  return Object.entries(table).flatMap(([key, value]) =>
    typeof value === "object" && value !== null
      ? entries(value as Table, `${path}${key}.`)
      : [[path + key, value] as [string, unknown]],
  );
}

describe.each(tables)("German of %s", (_, english, german) => {
  it("has every entry of English, of the same kind and never empty", () => {
    const ours = new Map(entries(english));
    const theirs = new Map(entries(german));
    expect(ours.size).toBeGreaterThan(0);
    expect([...theirs.keys()].sort()).toEqual([...ours.keys()].sort());
    for (const [key, value] of ours) {
      expect([key, typeof theirs.get(key)]).toEqual([key, typeof value]);
      if (value !== "") expect([key, theirs.get(key)]).not.toEqual([key, ""]);
    }
  });

  it("says of a number what it was given", () => {
    // Texts that differ from each other, so that one left out or put twice shows.
    const given = ["q1x", "q2x", "q3x"];
    for (const [key, value] of entries(english)) {
      if (typeof value !== "function" || /notice|failure|cost|parameters|stepStory/.test(key)) {
        continue;
      }
      const other = new Map(entries(german)).get(key) as (...all: unknown[]) => unknown;
      const ways = [given, [given], ["q1x", given], ["q1x", given, true]];
      const say = (fn: (...all: unknown[]) => unknown) => {
        for (const way of ways) {
          try {
            return String(fn(...way, true));
          } catch {
            // it takes a list in another place
          }
        }
        return key;
      };
      const [first, second] = [say(value as typeof other), say(other)];
      for (const word of given) {
        expect([key, word, second.toLowerCase().includes(word)]).toEqual([
          key,
          word,
          first.toLowerCase().includes(word),
        ]);
      }
    }
  });
});

describe("German", () => {
  it("names every parameter", () => {
    for (const row of parameters) {
      expect(german.parameters.label(row)).toBeTruthy();
      expect(german.parameters.help(row)).toBeTruthy();
    }
  });

  it("is fetched when it is asked for", async () => {
    expect(stringsFor("de-AT")).toBe(english);
    expect(await loadStrings("de-AT")).toBe(true);
    expect(stringsFor("de")).toBe(german);
    expect(await loadStrings("fr")).toBe(false);
    expect(stringsFor("fr")).toBe(english);
  });
});
