// The part of a PyTorch script that makes or reads its data: train and valid, each inputs (a tuple
// of tensors) and targets. Made-up data follow the formulas of src/lab/data/data_generate.cpp.
import {
  dataOf,
  isLine,
  isOnlyDrawn,
  isRecall,
  modelOf,
  readsTokens,
  type Task,
} from "../../shared/facts";
import type { Spec } from "../../shared/spec";
import type { Drawn } from "../link/drawn";
import { container } from "./file";
import { classesOf, pointsCode, splitCode } from "./points";
import { type ReadTable, tableCode } from "./table";
import { scaled } from "./text";

/** What a Spec does not hold: the reader's own data. */
export interface OwnData {
  table?: ReadTable | null;
  points?: readonly Drawn[] | null;
}

export const taskOf = (spec: Spec, { table }: OwnData = {}): Task =>
  table?.schema.task ?? (dataOf(spec).tasks[0] as Task);

/** The playground's own file of a data set, or null where it is generated. */
export const fileOf = (spec: Spec): string | null =>
  dataOf(spec).source === "file" ? spec.data : null;

const shapes: Readonly<Record<string, readonly [number, string]>> = {
  moons: [
    2,
    `angle = np.pi * random.random(n)
    x = np.where(label == 0, np.cos(angle) - 0.5, 0.5 - np.cos(angle))
    y = np.where(label == 0, np.sin(angle) - 0.25, 0.25 - np.sin(angle))`,
  ],
  circles: [
    2,
    `angle, radius = 2 * np.pi * random.random(n), np.where(label == 0, 1.4, 0.6)
    x, y = radius * np.cos(angle), radius * np.sin(angle)`,
  ],
  spirals: [
    2,
    `along = random.random(n)
    radius, angle = 0.2 + 1.8 * along, 2 * np.pi * (1.25 * along + 0.5 * label)
    x, y = radius * np.cos(angle), radius * np.sin(angle)`,
  ],
  xor: [
    2,
    `x, y = random.uniform(0.1, 1.5, (2, n))
    side = np.where(random.random(n) < 0.5, -1, 1)
    x, y = side * x, side * y * np.where(label == 0, 1, -1)`,
  ],
  blobs: [
    3,
    `angle = 2 * np.pi * (0.25 + label / 3)
    x = 1.2 * np.cos(angle) + 0.25 * random.normal(size=n)
    y = 1.2 * np.sin(angle) + 0.25 * random.normal(size=n)`,
  ],
};

function plane(spec: Spec, drawn: OwnData["points"]): string {
  const [classes, formula] = shapes[spec.data] as readonly [number, string];
  const train = drawn ? "placed(POINTS[: N or None])" : "points(N or 200)";
  return `${drawn ? pointsCode(drawn, true) + placed : ""}
def points(n):
    """n points of ${classes} classes in the plane, with noise."""
    label = np.arange(n) % ${classes}
    ${formula}
    points = np.stack([x, y], 1) + NOISE * random.normal(size=(n, 2))
    return (torch.tensor(points, dtype=torch.float32),), torch.tensor(label)


train, valid = ${train}, points(600)
FEATURES, OUTPUTS = 2, ${Math.max(classes, classesOf(drawn ?? []))}
`;
}

/** Nothing but points: a curve through them, or classes of them. */
function drawnAlone(points: readonly Drawn[], task: Task): string {
  if (task !== "regress") {
    return `${pointsCode(points, true)}${splitCode(points)}${placed}
train, valid = placed(train_points), placed(valid_points)
FEATURES, OUTPUTS = 2, ${Math.max(2, classesOf(points))}
`;
  }
  return `${pointsCode(points, false)}${splitCode(points)}${scaled}

(train_x, train_y), (valid_x, valid_y) = (np.split(one, 2, 1) for one in (train_points, valid_points))
${lineScaled}`;
}

const placed = `
def placed(points):
    """Inputs and classes of drawn points."""
    return (torch.tensor(points[:, :2], dtype=torch.float32),), torch.tensor(points[:, 2]).long()

`;

const lineScaled = `\
train = (scaled(train_x, train_x),), scaled(train_y, train_y)
valid = (scaled(valid_x, train_x),), scaled(valid_y, train_y)
FEATURES = OUTPUTS = 1
`;

function curve({ data }: Spec, drawn: OwnData["points"]): string {
  const [formula, low, high, inside] =
    data === "sine" ? ["np.sin(x)", -3, 3, "abs(x) >= 1"] : ["x * np.sin(x)", -5, 5, ""];
  const draw = inside
    ? `x = random.uniform(${low}, ${high}, 3 * n + 50)
    x = x[${inside.replace("abs(x)", "np.abs(x)")}][:n, None]  # nothing is learned in the gap`
    : `x = random.uniform(${low}, ${high}, (n, 1))`;
  const train = drawn ? "np.split(POINTS[: N or None], 2, 1)" : "curve(N or 60)";
  return `${drawn ? pointsCode(drawn, false) : ""}
def curve(n):
    ${draw}
    return x, ${formula} + NOISE * random.normal(size=x.shape)

${scaled}

(train_x, train_y), (valid_x, valid_y) = ${train}, curve(200)
${lineScaled}`;
}

const dense = `
def part(name):
    x, y = file[name + ".x"], file[name + ".label"][:, 0]
    limit = N if name == "train" and N else None
    x = torch.tensor(x[:limit].astype(np.float32) / 255)
    return (x,), torch.tensor(y[: len(x)].astype(np.int64))


train, valid = part("train"), part("valid")
FEATURES, OUTPUTS = train[0][0].shape[1], bytes(file["classes"]).count(b"\\n") + 1
`;

const measured = `${scaled}

train_x, train_y = file["train.x"][: N or None], file["train.y"][: N or None]
train = (scaled(train_x, train_x),), scaled(train_y, train_y)
valid = (scaled(file["valid.x"], train_x),), scaled(file["valid.y"], train_y)
FEATURES, OUTPUTS = train_x.shape[1], train_y.shape[1]
`;

const measuredClasses = `${scaled}

def labels(name):
    return torch.tensor(file[name + ".label"][:, 0].astype(np.int64))


train_x = file["train.x"][: N or None]
train = (scaled(train_x, train_x),), labels("train")[: len(train_x)]
valid = (scaled(file["valid.x"], train_x),), labels("valid")
FEATURES, OUTPUTS = train_x.shape[1], bytes(file["classes"]).count(b"\\n") + 1
`;

const rows = `
def rows(name):
    """The token ids of each example."""
    tokens, counts = file[name + ".tokens"][:, 0].astype(int), file[name + ".count"][:, 0]
    ends = np.cumsum(counts.astype(int))
    return [tokens[end - count : end] for end, count in zip(ends, counts.astype(int))]
`;

const classified = `
def part(name):
    limit = N if name == "train" and N else None
    label = file[name + ".label"][:limit, 0].astype(int)
    return rows(name)[:limit], torch.tensor(label)


words = bytes(file["words"]).decode().split("\\n")
VOCABULARY, OUTPUTS = len(words), bytes(file["classes"]).count(b"\\n") + 1
(train_rows, train_y), (valid_rows, valid_y) = part("train"), part("valid")
`;

const recall = `
def sequences(n):
    """A symbol, then distractors for up to CONTEXT steps, then the question: which symbol?"""
    rows, labels = [], random.integers(8, size=n)
    for i, label in enumerate(labels):
        lag = max(1, CONTEXT * (1 + i % 4) // 4)
        rows.append(np.concatenate([[label], 8 + random.integers(8, size=lag), [16]]))
    return rows, torch.tensor(labels)


VOCABULARY, OUTPUTS = 17, 8
(train_rows, train_y), (valid_rows, valid_y) = sequences(N or 2000), sequences(400)
`;

const padded = `
def padded(rows, length, fill=0):
    """(examples, length) ids, with \`fill\` behind their ends."""
    out = np.full((len(rows), length), fill)
    for i, row in enumerate(rows):
        out[i, : min(len(row), length)] = row[:length]
    return torch.tensor(out)


def lengths(rows):
    return torch.tensor([min(len(row), LENGTH) for row in rows])

`;

function sequenceLength(spec: Spec): string {
  const longest = "max(len(row) for row in train_rows + valid_rows)";
  return modelOf(spec).input === "bag" || isRecall(spec) ? longest : `min(CONTEXT, ${longest})`;
}

const asClasses = `
train = (padded(train_rows, LENGTH), lengths(train_rows)), train_y
valid = (padded(valid_rows, LENGTH), lengths(valid_rows)), valid_y
`;

/** Running text is cut into windows, names open and close with a boundary. */
function written({ data }: Spec): string {
  const make =
    data === "moby"
      ? `
def windows(name):
    tokens = file[name + ".tokens"][:, 0].astype(int)
    return [tokens[at : at + CONTEXT + 1] for at in range(0, len(tokens) - CONTEXT, CONTEXT)]


train_rows, valid_rows = windows("train")[: N or None], windows("valid")
`
      : `${rows}

boundary = [words.index("<end>")]
train_rows = [np.concatenate([boundary, row, boundary]) for row in rows("train")[: N or None]]
valid_rows = [np.concatenate([boundary, row, boundary]) for row in rows("valid")]
`;
  return `
words = bytes(file["words"]).decode().split("\\n")
VOCABULARY = OUTPUTS = len(words)
${make}${padded}
LENGTH = min(CONTEXT, max(len(row) for row in train_rows + valid_rows) - 1)


def part(rows):
    """Inputs are all tokens but the last, targets all but the first; -100 is no target."""
    before, after = [row[:-1] for row in rows], [row[1:] for row in rows]
    return (padded(before, LENGTH), lengths(before)), padded(after, LENGTH, -100)


train, valid = part(train_rows), part(valid_rows)
`;
}

/** Some training labels become another class. */
const flipped = (share: number) => `
wrong = torch.tensor(random.random(len(train[1])) < ${share})
other = (train[1] + torch.tensor(random.integers(1, OUTPUTS, len(train[1])))) % OUTPUTS
train = train[0], torch.where(wrong, other, train[1])
`;

export function dataCode(spec: Spec, own: OwnData): string {
  const flips = taskOf(spec, own) === "classify" && spec.flip > 0;
  return examplesCode(spec, own) + (flips ? flipped(spec.flip) : "");
}

function examplesCode(spec: Spec, { table, points }: OwnData): string {
  if (table) return tableCode(table, spec);
  if (isOnlyDrawn(spec)) return drawnAlone(points ?? [], taskOf(spec));
  if (spec.data in shapes) return plane(spec, points);
  if (isLine(spec) && !fileOf(spec)) return curve(spec, points);
  if (taskOf(spec) === "language") return container + written(spec);
  if (readsTokens(spec)) {
    const source = isRecall(spec) ? recall : container + rows + classified;
    return `${source}${padded}\nLENGTH = ${sequenceLength(spec)}\n${asClasses}`;
  }
  if (dataOf(spec).form === "image") return container + dense;
  return container + (taskOf(spec) === "regress" ? measured : measuredClasses);
}
