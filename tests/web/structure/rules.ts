// Rules on what a source may say and how long it may be, as pure functions from file texts to
// sentences. Knows no file system: structure.test.ts reads the files.

export interface SourceFile {
  /** Relative to the project's folder, with forward slashes. */
  path: string;
  text: string;
}

/** The text without comments, strings kept. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_, string: string | undefined) => string ?? " ",
  );
}

/** Things that are said in one file, of those whose path matches. */
const saidOnce = [
  { what: "postMessage on the worker", where: /^web\/worker\//, pattern: /\bpostMessage\s*\(/ },
  {
    what: "postMessage on the page",
    where: /^web\/(?!worker|embed)/,
    pattern: /\.postMessage\s*\(/,
  },
  {
    what: "location or history",
    where: /^web\/(?!embed\/sandbox\.ts)/, // which stands alone
    pattern:
      /(?<![.\w"'-])(?:(?:window|globalThis|self|document)\.)?(?:location|history)\s*(?:\.|=[^=>])/,
  },
  // An Embind object is deleted by hand; nothing outside the worker ever holds one.
  { what: ".delete(", where: /^web\/worker\//, pattern: /\.delete\s*\(/ },
] as const;

export function saidInOneFile(files: readonly SourceFile[]): string[] {
  return saidOnce.flatMap(({ what, where, pattern }) => {
    const found = files.filter(
      ({ path, text }) => where.test(path) && pattern.test(withoutComments(text)),
    );
    const paths = found.map(({ path }) => path).join(", ");
    return found.length > 1 ? [`${what} is said in ${found.length} files: ${paths}`] : [];
  });
}

/** Things that are said nowhere, of the files whose path matches. */
const saidNowhere = [
  { what: "Math.random", where: /^web\//, pattern: /\bMath\s*\.\s*random\b/ },
  { what: "rand", where: /^src\//, pattern: /\bs?rand\s*\(|\brandom_device\b|\bmt19937/ },
  { what: "a std distribution", where: /^src\//, pattern: /\bstd::\w+_distribution\b/ },
  { what: "Matrix::Random", where: /^src\//, pattern: /::\s*(?:setR|R)andom\b|\.setRandom\b/ },
  { what: "shared_ptr", where: /^src\//, pattern: /\bshared_ptr\b/ },
  { what: "throw", where: /^src\//, pattern: /\bthrow\b/ },
  {
    what: "a clock",
    where: /^src\/(math|nn|lab)\//,
    pattern: /<(chrono|ctime|time\.h)>|\btime\s*\(\s*(0|NULL|nullptr)/,
  },
  {
    what: "libm, whose last bits differ between machines",
    where: /^src\/(math|nn|lab)\//,
    pattern:
      /\bstd::(exp2?|expm1|log|log2|log10|log1p|pow|sinh?|cosh?|tanh?|erfc?|tgamma|lgamma|cbrt|hypot)f?\s*\(|(?<![\w.:>])(expf|logf|powf|sinf|cosf|tanhf|erff)\s*\(/,
  },
] as const;

export function forbidden(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const code = withoutComments(text);
    return saidNowhere
      .filter(({ where, pattern }) => where.test(path) && pattern.test(code))
      .map(({ what }) => `${path} uses ${what}`);
  });
}

/** A file opens with what it is, and stays small enough to know. */
export function shape(files: readonly SourceFile[], longest = 350): string[] {
  return files.flatMap(({ path, text }) => {
    const wrong: string[] = [];
    if (!/^(#!.*\n)?(\/\/|\/\*)/.test(text)) {
      wrong.push(`${path} does not open with what it is`);
    }
    const lines = text.split("\n").length - 1;
    if (lines > longest) wrong.push(`${path} has ${lines} lines, more than ${longest}`);
    return wrong;
  });
}
