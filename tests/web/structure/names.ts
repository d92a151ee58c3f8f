// Names of models, data sets, kinds of dropout and questions that TypeScript types by hand. What they
// can do is said in the core's descriptors: code that decides by a name is wrong for the next one.
import { type SourceFile, withoutComments } from "./rules";

export interface Names {
  /** Values of the keys model, data and drop. */
  values: readonly string[];
  questions: readonly string[];
}

const keys = /\b(model|data|drop)\b/;

/** String literals of a line. */
const literals = (line: string) => [...line.matchAll(/"([\w-]+)"/g)].map(([, text = ""]) => text);

/** An array or a union of strings. */
const series = /"[\w-]+"(?:\s*[,|]\s*"[\w-]+")+/g;
/** A record of strings or plain values. */
const record = /\{(?:\s*"?[\w-]+"?\s*:\s*(?:"[^"\n]*"|[\w.]+)\s*,?)+\s*\}/g;

/** Two names or more of one family in such a form: a list. */
function listed(code: string, names: readonly string[], forms: readonly RegExp[]): string[] {
  const known = new Set(names);
  return forms.flatMap((form) => {
    const name = form === record ? /"?([\w-]+)"?\s*:/g : /"([\w-]+)"/g;
    return [...code.matchAll(form)].flatMap(([group]) => {
      const found = [...group.matchAll(name)].map(([, text = ""]) => text);
      const ours = found.filter((text) => known.has(text));
      return ours.length > 1 ? [ours.join(", ")] : [];
    });
  });
}

/** Lists in one string: "mlp text". */
function phrases(code: string, names: readonly string[]): string[] {
  const known = new Set(names);
  return [...code.matchAll(/"([\w-]+(?: [\w-]+)+)"/g)].flatMap(([, text = ""]) =>
    text.split(" ").every((word) => known.has(word)) ? [text.replaceAll(" ", ", ")] : [],
  );
}

/** Lines that compare or set a model, a data set or a kind by its name. */
function decided(code: string, names: readonly string[]): string[] {
  const known = new Set(names);
  return code.split("\n").flatMap((line) => {
    if (!keys.test(line) && !/^\s*case "/.test(line)) return [];
    return literals(line).filter((text) => known.has(text));
  });
}

/** `allowed`: by path or folder, the names that belong there. */
export function typedNames(
  files: readonly SourceFile[],
  { values, questions }: Names,
  allowed: Readonly<Record<string, readonly string[]>>,
): string[] {
  return files.flatMap(({ path, text }) => {
    const code = withoutComments(text);
    const own = Object.entries(allowed)
      .filter(([place]) => path.startsWith(place))
      .flatMap(([, names]) => names);
    const found = [
      ...listed(code, values, [series, record]),
      ...listed(code, questions, [series]),
      ...phrases(code, values),
      ...decided(code, values),
    ].filter((names) => !names.split(", ").every((name) => own.includes(name)));
    return [...new Set(found)].map((names) => `${path} types ${names}: ask the descriptors`);
  });
}
