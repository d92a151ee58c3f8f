// The core's descriptors as TypeScript: `dropout spec --json` in, the files of web/shared/generated
// out. Knows the shape of the rows and none of their contents.

const quoted = (value) => JSON.stringify(value);
const union = (names) => names.map(quoted).join(" | ");
const same = (one, other) => quoted(one) === quoted(other);
const head =
  "// Generated from the core's descriptors by scripts/build/generate.mjs: do not edit.\n";

const typeOf = ({ type, choices }) => (type === "choice" ? union(choices) : "number");

/** What most rows of the parameter table share is said once: the page carries this table. */
function parametersOf(rows) {
  const [{ models }] = rows;
  const usual = {
    defaults: {},
    choices: [],
    unit: "",
    live: false,
    models,
    group: "training",
    rate: false,
    sweepable: true,
  };
  const lineOf = ({ key, type, default: value, min, max, label, help, unit, ...rest }) => {
    const facts = { ...rest, unit: unit.en };
    const rare = Object.entries(facts).filter(([name, it]) => !same(it, usual[name]));
    const more = rare.length > 0 ? [Object.fromEntries(rare)] : [];
    return `  row(${[key, type, value, min, max, label.en, help.en, ...more].map(quoted).join(", ")}),`;
  };
  return `${head}export type Key = ${union(rows.map(({ key }) => key))};

const models = ${quoted(models)};
const usual = {
${Object.entries(usual)
  .map(([name, value]) => `  ${name === "models" ? name : `${name}: ${quoted(value)}`},`)
  .join("\n")}
};
const row = (
  key: Key,
  type: "choice" | "integer" | "number",
  value: number | string,
  min: number,
  max: number,
  label: string,
  help: string,
  more: object = {},
) => ({ key, type, default: value, min, max, label, help, ...usual, ...more });

export const parameters = [
${rows.map(lineOf).join("\n")}
];

/** One complete record of parameters, as the core reads it. */
export interface SpecValues {
${rows.map((row) => `  ${quoted(row.key)}: ${typeOf(row)};`).join("\n")}
}
`;
}

/** Rows by name, each with the facts that `pick` leaves of it. */
function recordOf(rows, pick) {
  return `{\n${rows.map((row) => `  ${quoted(row.name)}: ${quoted(pick(row))},`).join("\n")}\n}`;
}

const namesOf = (values) => union([...new Set(values)]);

function modelsOf(rows) {
  const pick = ({ name: _, help: __, ...facts }) => facts;
  return `${head}export interface Model {
  /** What it reads: rows of numbers, an image, a bag of tokens, or tokens in their order. */
  readonly input: ${namesOf(rows.map(({ input }) => input))};
  /** Buffers are made for so many examples at least. */
  readonly planned: number;
  /** The small engine has it. */
  readonly inSmall: boolean;
  /** Has attention weights to show. */
  readonly attention: boolean;
}

export const models: Readonly<Record<${union(rows.map(({ name }) => name))}, Model>> = ${recordOf(rows, pick)};
`;
}

function dataSetsOf(rows) {
  const pick = ({ name: _, help: __, models: ___, ...facts }) => facts;
  return `${head}export type Task = ${namesOf(rows.flatMap(({ tasks }) => tasks))};

export interface DataSet {
  /** Where the examples come from: a formula, a file, drawn points, a user's table. */
  readonly source: ${namesOf(rows.map(({ source }) => source))};
  /** A reader's table decides itself. */
  readonly tasks: readonly Task[];
  readonly form: ${namesOf(rows.map(({ form }) => form))};
  /** Nominal sizes, for an estimate of cost. */
  readonly examples: number;
  readonly features: number;
  readonly outputs: number;
  readonly length: number;
  readonly vocabulary: number;
  /** Made by a formula with noise. */
  readonly noisy: boolean;
  /** Half the sides of the square around 0 in which points are drawn. */
  readonly reach?: readonly [x: number, y: number];
}

export const dataSets: Readonly<Record<${union(rows.map(({ name }) => name))}, DataSet>> = ${recordOf(rows, pick)};
`;
}

function kindsOf(rows) {
  const pick = ({ name: _, help: __, models: ___, on, off, ...facts }) => ({
    ...facts,
    on: on.en,
    off: off.en,
  });
  return `${head}export interface DropoutKind {
  /** What one element of a mask drops. */
  readonly masked: ${namesOf(rows.map(({ masked }) => masked))};
  /** Each element is kept or dropped on its own: all subnetworks can be counted. */
  readonly countable: boolean;
  /** What is kept is multiplied by 1 / (1 - p) while training. */
  readonly scaled: boolean;
  /** The small engine has it. */
  readonly inSmall: boolean;
  /** The formula while it drops, and in eval mode. */
  readonly on: string;
  readonly off: string;
}

export const kinds: Readonly<Record<${union(rows.map(({ name }) => name))}, DropoutKind>> = ${recordOf(rows, pick)};
`;
}

/** The English texts of the core's errors, by their codes. */
const errorsOf = (errors) => `${head}export type ErrorCode = ${union(Object.keys(errors))};

/** {0}, {1}, ... are an error's values. */
export const englishErrors: Readonly<Record<ErrorCode, string>> = {
${textsOf(errors, "en")}
};
`;

const textsOf = (errors, language) =>
  Object.entries(errors)
    .map(([code, texts]) => `  ${code}: ${quoted(texts[language])},`)
    .join("\n");

/** The German words: a module of its own, which only German pages load. */
function germanOf({ parameters, kinds, errors }) {
  const units = parameters.filter(({ unit }) => unit.en !== "").map(({ unit }) => unit);
  const record = (pairs) => pairs.map(([key, it]) => `  ${quoted(key)}: ${quoted(it)},`).join("\n");
  return `${head}import type { ErrorCode } from "./errors";
import type { Key, SpecValues } from "./parameters";

/** The errors of the core, as in errors.ts. */
export const germanErrors: Readonly<Record<ErrorCode, string>> = {
${textsOf(errors, "de")}
};

/** Label and help of every key. */
export const germanRows: Readonly<Record<Key, readonly [label: string, help: string]>> = {
${record(parameters.map(({ key, label, help }) => [key, [label.de, help.de]]))}
};

/** By the English unit. */
export const germanUnits: Readonly<Record<string, string>> = {
${record([...new Map(units.map(({ en, de }) => [en, de]))])}
};

/** The formulas of the kinds of dropout: while one drops, and in eval mode. */
export const germanFormulas: Readonly<
  Record<SpecValues["drop"], Readonly<Record<"on" | "off", string>>>
> = {
${record(kinds.map(({ name, on, off }) => [name, { on: on.de, off: off.de }]))}
};
`;
}

const typesOfFields = ({ modes, holds }) => ({
  text: "string",
  mode: union(modes),
  samples: "number",
  draw: "number",
  index: "number",
  count: "number",
  number: "number",
  points: "Float32Array",
  hold: union(holds),
  values: "Float32Array",
});

/** What a field is where a question does not say it. */
const blank = {
  text: '""',
  mode: '"eval"',
  samples: "50",
  draw: "0",
  index: "0",
  count: "0",
  number: "0",
  points: "new Float32Array(0)",
  columns: "0",
  hold: '"free"',
  values: "new Float32Array(0)",
};

function questionsOf(described) {
  const { questions: rows, modes } = described;
  const fieldTypes = typesOfFields(described);
  const typeOfRow = ({ what, fields }) => {
    const all = fields.flatMap((field) => (field === "points" ? ["points", "columns"] : [field]));
    const list = all.map((field) => `readonly ${field}?: QuestionFields[${quoted(field)}]`);
    return `  | { ${[`readonly what: ${quoted(what)}`, ...list].join("; ")} }`;
  };
  const flagged = (flag) => namesOfFlag(rows, flag);
  const matricesOf = ({ matrices, open }) =>
    [...Object.keys(matrices).map(quoted), ...(open ? ["(string & {})"] : [])].join(" | ") ||
    "never";
  return `${head}/** What questions can say; see the fields of each. */
export interface QuestionFields {
  /** A reader's own words, or the name of a site, a matrix or a parameter. */
  text: ${fieldTypes.text};
  mode: ${fieldTypes.mode};
  /** T, for Monte Carlo. */
  samples: ${fieldTypes.samples};
  /** Another number, other masks. */
  draw: ${fieldTypes.draw};
  index: ${fieldTypes.index};
  count: ${fieldTypes.count};
  number: ${fieldTypes.number};
  /** Dense inputs, row by row, in the data's own units; or outputs of an ensemble's members. */
  points: ${fieldTypes.points};
  columns: number;
  /** What becomes of a unit. */
  hold: ${fieldTypes.hold};
  /** All that training goes on from, as "state" gives it. */
  values: ${fieldTypes.values};
}

export const modes = ${quoted(modes)} as const;

/** A question without anything. */
export const blank: QuestionFields = {
${Object.entries(blank)
  .map(([field, value]) => `  ${field}: ${value},`)
  .join("\n")}
};

/** A question to a run, with the fields that it takes. */
export type Question =
${rows.map(typeOfRow).join("\n")};

export type What = Question["what"];
type Fields<W extends What> = Omit<Extract<Question, { what: W }>, "what">;

/** The matrices that answer each question. */
export interface Matrices {
${rows.map((row) => `  ${row.what}: ${matricesOf(row)};`).join("\n")}
}

const asks =
  <W extends What>(what: W) =>
  (fields?: Fields<W>) =>
    ({ what, ...fields }) as Fields<W> & { readonly what: W };

/** Questions by their names: \`queries.field({ mode: "mc", count: 40 })\`. */
export const queries = {
${rows.map(({ what }) => `  ${what}: asks(${quoted(what)}),`).join("\n")}
} as const;

/** The small engine answers these. */
export const answeredBySmall: readonly What[] = ${flagged("inSmall")};
/** Questions that set masks by hand, or release them. */
export const lasting: readonly What[] = ${flagged("lasting")};
/** After them, training differs from what the link describes. */
export const altering: readonly What[] = ${flagged("alters")};
`;
}

const namesOfFlag = (rows, flag) => quoted(rows.filter((row) => row[flag]).map(({ what }) => what));

/** Where each named column stands in the rows of its matrix. */
function columnsOf(rows) {
  const at = (names) => Object.fromEntries(names.map((name, i) => [name, i]));
  const lines = rows.flatMap(({ what, matrices }) => {
    const named = Object.entries(matrices).filter(([, columns]) => columns.length > 0);
    const record = Object.fromEntries(named.map(([name, columns]) => [name, at(columns)]));
    return named.length > 0 ? [`  ${what}: ${quoted(record)},`] : [];
  });
  return `${head}/** By question, matrix and column: \`data[columns.ridge.loss.examples]\` of the first row. */
export const columns = {
${lines.join("\n")}
} as const;
`;
}

/** Columns of a row of the curves. */
const pointsOf = (columns) => `${head}export const pointColumns = ${quoted(columns)} as const;
`;

/** Limits, and the keys of a link that describe no experiment. */
const limitsOf = (limits, pageKeys) => `${head}export const limits = ${quoted(limits)} as const;

/** Keys of a link that only the page reads. */
export type PageKey = ${union(pageKeys)};
`;

/** The generated files by their names. */
export function filesOf(described) {
  return {
    "parameters.ts": parametersOf(described.parameters),
    "models.ts": modelsOf(described.models),
    "data-sets.ts": dataSetsOf(described.dataSets),
    "kinds.ts": kindsOf(described.kinds),
    "questions.ts": questionsOf(described),
    "columns.ts": columnsOf(described.questions),
    "points.ts": pointsOf(described.pointColumns),
    "limits.ts": limitsOf(described.limits, described.pageKeys),
    "errors.ts": errorsOf(described.errors),
    "german.ts": germanOf(described),
    "descriptors.json": `${JSON.stringify(described)}\n`, // for the documentation
  };
}
