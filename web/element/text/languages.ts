// The element's languages: the table of each, and the words of parts that are loaded later. Every
// table is a whole module of its language; those of other languages than English are fetched when
// they are asked for. Knows no element.
import { english, type Language, type Strings } from "./en";

export type { Language, Strings };

/** The words of a part, in the module of each language. */
export type WordsOf<W> = Readonly<Record<Language, () => Promise<{ readonly words: W }>>>;

const tables: Partial<Record<Language, Strings>> = { en: english };
const fetched: Readonly<Record<Language, () => Promise<Strings>>> = {
  en: async () => english,
  de: async () => (await import("./de")).german,
};

/** The language of a tag such as "de-AT"; English where there is no table for it. */
function languageOf(tag: string): Language {
  const name = tag.toLowerCase().split("-")[0] ?? "";
  return Object.hasOwn(fetched, name) ? (name as Language) : "en";
}

/** The table of a language tag; English where there is none, or it is not loaded yet. */
export function stringsFor(tag: string): Strings {
  return tables[languageOf(tag)] ?? english;
}

/** Fetches the table of a language; whether there is one that was not there before. */
export async function loadStrings(tag: string): Promise<boolean> {
  const language = languageOf(tag);
  if (tables[language]) return false;
  try {
    tables[language] = await fetched[language]();
    return true;
  } catch {
    return false; // English will do
  }
}

/** The words of a part in the language of the strings that are shown around it. */
export async function loadWords<W>(words: WordsOf<W>, { locale }: Strings): Promise<W> {
  return (await words[locale]()).words;
}
