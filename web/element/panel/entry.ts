// A view before it is loaded: its name, the Specs it fits, and how it is loaded.
import type { Spec } from "../../shared/spec";
import { type Language, loadWords, type WordsOf } from "../text/languages";
import type { Panel } from "./panel";
import type { View } from "./view";

export interface ViewEntry {
  /** As attributes and links name it. */
  readonly name: string;
  /** As the switch that shows it is called. */
  readonly label: Readonly<Record<Language, string>>;
  applies(spec: Spec): boolean;
  /** Shown by default. */
  byDefault(spec: Spec): boolean;
  /** In a program's layout it is in the column of results. */
  readonly aside?: boolean;
  /** Listed after the others. */
  readonly seldom?: boolean;
  /** Fetches the panel's code with its words. */
  load(view: View): Promise<Panel>;
}

type PanelClass<W> = new (view: View, words: W) => Panel<W>;

/** How a panel is loaded: its class and its words at the same time. */
export function loads<W>(panel: () => Promise<PanelClass<W>>, words: WordsOf<W>) {
  return async (view: View): Promise<Panel> => {
    const [Class, said] = await Promise.all([panel(), loadWords(words, view.strings)]);
    return new Class(view, said);
  };
}
