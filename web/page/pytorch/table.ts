// The part of a PyTorch script that reads a reader's own table: by Python's csv module and numpy, each
// column as it was decided when the playground read it, and split alike. The twin of
// src/lab/data/table_*.cpp for a file that the core has accepted: it checks nothing.
import type { Spec } from "../../shared/spec";
import type { FoundTable, SchemaColumn } from "../../shared/tables";
import { finder } from "./file";
import { python, scaled } from "./text";

type Schema = NonNullable<FoundTable["schema"]>;

/** How a file was read. */
export interface ReadTable extends Pick<FoundTable, "delimiter" | "header"> {
  file: string;
  schema: Pick<Schema, "task" | "columns" | "skipped_lines" | "classes">;
}

function rowsOf({ delimiter, header, schema }: ReadTable): string {
  const blanks = delimiter === "space";
  const mark = blanks ? " " : delimiter === "tab" ? "\t" : delimiter;
  return `${finder}
def rows_of(name):
    """The rows below the header, as texts."""
    path = found(name)
    if not path:
        sys.exit(f"{name} is not here: put it beside this script.")
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = list(file)[${schema.skipped_lines}:]
    rows = csv.reader(lines, delimiter=${python(mark)}${blanks ? "" : ", skipinitialspace=True"})
${blanks ? "    rows = ([cell for cell in row if cell] for row in rows)  # runs of blanks\n" : ""}\
    return [row for row in rows if any(cell.strip() for cell in row)]${header ? "[1:]" : ""}


TABLE = rows_of(DATA)
`;
}

const missing = `
# What stands where a value is missing, in small letters; the second only among numbers.
MISSING = {"", "?", "na", "n/a", "nan", "null", "#n/a", "#na", "<na>", "\\\\n"}
NO_NUMBER = MISSING | {
    "-", "--", "---", ".", "..", "...", "*", "none", "missing", "unknown", "n.a.", "n.a", "k.a.",
    "k. a.", "#div/0!", "#value!", "#ref!", "#num!", "#null!", "-nan", "not available",
    "\\u2013", "\\u2014", "\\u2212",
}
`;

const numbers = `
# Blanks, minus signs and apostrophes of other alphabets; marks without width.
PLAIN = {ord(c): " " for c in "\\u00a0\\u2002\\u2003\\u2007\\u2008\\u2009\\u200a\\u202f"}
PLAIN |= {ord(c): "-" for c in "\\u2010\\u2011\\u2012\\u2013\\u2014\\u2212\\ufe63\\uff0d"}
PLAIN |= {ord(c): "'" for c in "\\u2018\\u2019\\u02bc"}
PLAIN |= {ord(c): "" for c in "\\u200b\\u200e\\u200f\\u2060\\ufeff"}


def number(cell, decimal, unit):
    """1234.5 of "1234.5", "$1,234.50", "1.234,5 EUR", "(5)"; nan where a value is missing."""
    if cell.strip(" ").lower() in NO_NUMBER:
        return math.nan
    text = cell.translate(PLAIN).replace(unit, "").replace(" ", "").replace("'", "")
    inner = text[1:-1] if text[0] == "(" else text
    negative = (text[0] == "(") != ("-" in (inner[0], inner[-1]))
    digits = inner.strip("+-").replace("," if decimal == "." else ".", "").replace(decimal, ".")
    try:
        return -float(digits) if negative else float(digits)
    except ValueError:
        return math.nan


def numbers(place, decimal=".", unit=""):
    """A column of numbers; nan: missing."""
    return np.array([number(row[place], decimal, unit) for row in TABLE])
`;

const categories = `
def categories(place, names):
    """A column of categories as places in a list of their names; -1: missing."""
    index = {name: i for i, name in enumerate(names)}
    cells = [row[place] for row in TABLE]
    return np.array([index.get(cell, index.get(cell.strip(" "), -1)) for cell in cells])
`;

const split = `
def is_missing(values):
    return np.isnan(values) if values.dtype == float else values < 0


def philox(count, seed):
    """The first words of the playground's stream of draws for data (Salmon et al. 2011)."""
    blocks = -(-count // 4)
    c = [np.arange(blocks, dtype=np.uint64)] + [np.zeros(blocks, np.uint64) for _ in range(3)]
    low = np.uint64(0xFFFFFFFF)
    for i in range(10):
        key = [(seed + i * 0x9E3779B9) & 0xFFFFFFFF, (3 + i * 0xBB67AE85) & 0xFFFFFFFF]
        a, b = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        c = [
            (b >> np.uint64(32)) ^ c[1] ^ np.uint64(key[0]), b & low,
            (a >> np.uint64(32)) ^ c[3] ^ np.uint64(key[1]), a & low,
        ]
    return np.stack(c, 1).ravel()


def permutation(count, seed):
    """As the playground shuffles (Lemire 2019)."""
    words = iter(philox(2 * count + 64, seed).tolist())
    order = [0] * count
    for i in range(count):
        product = next(words) * (i + 1)
        while product & 0xFFFFFFFF < 2**32 % (i + 1):
            product = next(words) * (i + 1)
        j = product >> 32
        order[i], order[j] = order[j], i
    return np.array(order)


# Complete rows, shuffled by the seed: the first fifth validates.
used = ~is_missing(TARGET)
for values, _, kept in INPUTS:
    if not kept:
        used &= ~is_missing(values)
rows = np.flatnonzero(used)
rows = rows[permutation(len(rows), SPLIT)]
held_out = min(max(1, round(0.2 * len(rows))), len(rows) - 1)
valid_rows, train_rows = rows[:held_out], rows[held_out:][: N or None]


def features(rows):
    """(rows, FEATURES): a number as it is, 0 or 1 for each category and for what is missing."""
    parts = []
    for values, levels, kept in INPUTS:
        gaps = is_missing(values)
        if levels:
            parts.append(values[rows, None] == np.arange(levels))
        else:
            seen = values[train_rows][~gaps[train_rows]]
            parts.append(np.where(gaps, seen.mean() if len(seen) else 0, values)[rows, None])
        if kept:
            parts.append(gaps[rows, None])
    return np.concatenate(parts, 1).astype(float)
`;

/** A column as a call of Python. */
function cells({ decimal = ".", unit = "", levels, type }: SchemaColumn, place: number): string {
  if (type === "category") return `categories(${place}, ${python(levels ?? [])})`;
  const more = decimal === "." ? "" : `, ${python(decimal)}`;
  return `numbers(${place}${more}${unit && `, unit=${python(unit)}`})`;
}

function columnsOf({ columns }: ReadTable["schema"]): string {
  const all = columns.map((column, place) => ({ column, place }));
  const inputs = all.filter(({ column }) => column.role === "input");
  const target = all.find(({ column }) => column.role === "target");
  const lines = inputs.map(({ column, place }) => {
    const levels = column.type === "category" ? (column.levels?.length ?? 0) : 0;
    const kept = column.missing_input ? "True" : "False";
    return `    (${cells(column, place)}, ${levels}, ${kept}),  # ${comment(column.name)}\n`;
  });
  return `
# Of each input: its cells, how many categories they have (0: a number), and whether a missing cell is
# an input of its own (else its row is left out).
INPUTS = [
${lines.join("")}]
TARGET = ${target ? cells(target.column, target.place) : ""}  # ${comment(target?.column.name ?? "")}
`;
}

const comment = (name: string) => name.replace(/\s+/g, " ");

export function tableCode(table: ReadTable, spec: Spec): string {
  const { columns, task, classes } = table.schema;
  const used = columns.filter(({ role }) => role !== "left out");
  const has = (type: SchemaColumn["type"]) => used.some((column) => column.type === type);
  const target = columns.find(({ role }) => role === "target");
  const targets =
    task === "regress"
      ? `train_y, valid_y = TARGET[train_rows, None], TARGET[valid_rows, None]
train = (scaled(train_x, train_x),), scaled(train_y, train_y)
valid = (scaled(valid_x, train_x),), scaled(valid_y, train_y)
FEATURES, OUTPUTS = train_x.shape[1], 1
`
      : `CLASSES = ${python(classes ?? [])}
${
  target?.type === "number"
    ? "labels = torch.tensor(np.searchsorted(np.unique(TARGET[rows]), TARGET))\n"
    : "labels = torch.tensor(TARGET)\n"
}\
train = (scaled(train_x, train_x),), labels[train_rows]
valid = (scaled(valid_x, train_x),), labels[valid_rows]
FEATURES, OUTPUTS = train_x.shape[1], len(CLASSES)
`;
  return `
SPLIT = ${spec.dseed < 0 ? "SEED" : spec.dseed}  # of the rows that validate
${rowsOf(table)}${has("number") ? missing + numbers : ""}${has("category") ? categories : ""}
${columnsOf(table.schema)}
${split}
${scaled}

train_x, valid_x = features(train_rows), features(valid_rows)
${targets}`;
}
