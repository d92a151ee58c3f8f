// The tables of words by language, and how one that is not there yet is fetched. Knows no element.
import { english, type Strings } from "./en/english";

export { loadMore, type Strings } from "./en/english";

const languages = new Map<string, Strings>([["en", english]]);
const others: Readonly<Record<string, () => Promise<Strings>>> = {
  de: async () => (await import("./de/german")).german,
};

const language = (tag: string) => tag.toLowerCase().split("-")[0];

/** The table of a language tag; English where there is none, or not yet. */
export function stringsFor(tag: string): Strings {
  return languages.get(language(tag)) ?? english;
}

/** Fetches the table of a language; whether there is one that was not there before. */
export async function loadStrings(tag: string): Promise<boolean> {
  const name = language(tag);
  if (languages.has(name) || !Object.hasOwn(others, name)) return false;
  try {
    languages.set(name, await others[name]());
    return true;
  } catch {
    return false; // English will do
  }
}
