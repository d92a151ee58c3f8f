// Results of a sweep as JSON lines: what `dropout sweep` prints, the page writes and reads back.
// Files are untrusted: lines that do not belong to the sweep are skipped, with a notice. Knows no
// DOM.
import { armOf, linkLetterOf } from "../../shared/arms";
import { findParameter, parameter, type Spec, type Value, withValue } from "../../shared/spec";
import { linkOf, readLink, writeLink } from "../link/link";
import type { Failure } from "../run/failure";
import type { Points } from "../run/points";
import type { Axis, Job } from "./plan";

export interface LineScore {
  loss: number | null;
  accuracy: number | null;
}

/** One run, as src/cli/sweep.cpp writes it. */
export interface Line {
  index: number;
  /** "a" to "d". */
  arm: string;
  /** What was swept over, and its value in this run. */
  over: Readonly<Record<string, number | string>>;
  seed: number;
  link: string;
  steps: number;
  /** At the end, in eval mode. */
  train: LineScore;
  valid: LineScore;
  /** Where the validation loss was lowest. */
  best: LineScore & { epoch: number };
  /** Of the weights; "" where the run failed. */
  digest: string;
  /** The step after which the loss was NaN. */
  diverged?: number;
  /** Why there is no result; never written. */
  failed?: Failure;
}

/** What is said of a line of a file. */
export type LineNotice = { file: string; line: number } & (
  | { about: "not-json" | "not-line" | "not-said" | "other-experiment" }
  | { about: "other-axes"; given: string; wanted: string }
  | { about: "repeated"; seed: number; of: { file: string; line: number } | null }
  | { about: "contradicts"; of: { file: string; line: number } | null }
);

const finite = (x: number | undefined) => (x !== undefined && Number.isFinite(x) ? x : null);

function overOf(axes: readonly Axis[], job: Job): Record<string, number | string> {
  return Object.fromEntries(axes.map(({ parameter: { key } }) => [key, job.spec[key]]));
}

const nothing: LineScore = { loss: null, accuracy: null };

/** A run that came to no result. */
export function failedLine(axes: readonly Axis[], job: Job, failed: Failure): Line {
  return {
    index: job.index,
    arm: linkLetterOf(job.arm),
    over: overOf(axes, job),
    seed: job.spec.seed,
    link: linkOf(job),
    steps: 0,
    train: nothing,
    valid: nothing,
    best: { ...nothing, epoch: 0 },
    digest: "",
    failed,
  };
}

/** A run that has come to its end. */
export function lineOf(
  axes: readonly Axis[],
  job: Job,
  run: { step: number; diverged: boolean; points: Points; digest: string },
): Line {
  const { points } = run;
  const valid = points.column("validLoss");
  let best = 0;
  for (let i = 1; i < valid.length; i++) {
    if ((valid[i] as number) < (valid[best] as number)) best = i;
  }
  const score = (part: "train" | "valid", row: number): LineScore => ({
    loss: finite(points.column(`${part}Loss`)[row]),
    accuracy: finite(points.column(`${part}Accuracy`)[row]),
  });
  const last = points.length - 1;
  const { failed: _, ...blank } = failedLine(axes, job, { code: "gone", detail: "" });
  return {
    ...blank,
    steps: run.step,
    // A diverged run has no scores.
    train: run.diverged ? nothing : score("train", last),
    valid: run.diverged ? nothing : score("valid", last),
    best: { ...score("valid", best), epoch: points.column("epoch")[best] ?? 0 },
    digest: run.digest,
    ...(run.diverged ? { diverged: run.step } : {}),
  };
}

export function writeLines(lines: readonly Line[]): string {
  const kept = lines.filter((line) => line.failed === undefined);
  return kept.map((line) => `${JSON.stringify(line)}\n`).join("");
}

// ---- reading

const isScore = (it: unknown): it is LineScore => {
  const { loss, accuracy } = (it ?? {}) as Record<string, unknown>;
  const fine = (x: unknown) => x === null || (typeof x === "number" && Number.isFinite(x));
  return fine(loss) && fine(accuracy);
};
const isWhole = (it: unknown) => Number.isInteger(it) && (it as number) >= 0;
const isRecord = (it: unknown): it is Record<string, unknown> =>
  typeof it === "object" && it !== null && !Array.isArray(it);

/** Parses a JSON line; null if it is not a line of a sweep. */
function asLine(it: unknown): Line | null {
  if (!isRecord(it) || !isRecord(it.over)) return null;
  const { index, arm, over, seed, link, steps, train, valid, best, digest, diverged } = it;
  const fits =
    [index, seed, steps].every(isWhole) &&
    typeof arm === "string" &&
    arm.length === 1 &&
    armOf(arm) >= 0 &&
    typeof link === "string" &&
    typeof digest === "string" &&
    /^[0-9a-f]{16}$/.test(digest) &&
    [train, valid, best].every(isScore) &&
    isWhole(diverged ?? 0) &&
    Object.keys(over).every((key) => findParameter(key));
  if (!fits) return null;
  const picked = { index, arm, over, seed, link, steps, train, valid, best, digest };
  return { ...picked, ...(diverged === undefined ? {} : { diverged }) } as Line;
}

/** The Spec of a line's link, if it agrees with the line. */
function sourceOf(line: Line): { spec: Spec; pts: string } | null {
  const { arms, extras, notices, errors } = readLink(line.link);
  const [spec] = arms;
  if (!spec || arms.length > 1 || notices.length + errors.length > 0) return null;
  const said = Object.entries(line.over).every(([key, value]) => spec[key as never] === value);
  return said && spec.seed === line.seed ? { spec, pts: extras.pts ?? "" } : null;
}

/** What all runs of an arm share: its link without what is swept over and the seed. */
function baseOf({ spec, pts }: { spec: Spec; pts: string }, keys: readonly string[]): string {
  let base = withValue(spec, "seed", 1);
  for (const key of keys) {
    const row = findParameter(key);
    if (row) base = withValue(base, row.key, row.default as Value);
  }
  // Over data, only some of which can be drawn upon, points come and go.
  return writeLink([base], pts && !keys.includes("data") ? { pts } : {});
}

interface Place {
  file: string;
  line: number;
}

const axesOf = (line: Line) => Object.keys(line.over).sort().join(", ");

export function rowsOf(text: string): string[] {
  return text.replace(/^\ufeff/, "").split("\n");
}

/** Adds lines that are of one sweep to each other; the rest gets a notice. */
export class Gathering {
  readonly lines: Line[] = [];
  readonly notices: LineNotice[] = [];
  /** By arm. */
  private readonly bases = new Map<string, string>();
  private readonly known = new Map<string, { line: Line; place: Place | null }>();

  constructor(before: readonly Line[] = []) {
    for (const line of before) if (line.failed === undefined) this.take(line, null);
  }

  addFile(file: string, text: string): void {
    this.addRows(file, rowsOf(text), 0);
  }

  /** Rows of a file, the first of which is its row `from`. */
  addRows(file: string, rows: readonly string[], from: number): void {
    for (const [i, row] of rows.entries()) {
      if (row.trim() === "") continue;
      const place = { file, line: from + i + 1 };
      let json: unknown;
      try {
        json = JSON.parse(row);
      } catch {
        this.notices.push({ ...place, about: "not-json" });
        continue;
      }
      const line = asLine(json);
      if (line) this.take(line, place);
      else this.notices.push({ ...place, about: "not-line" });
    }
  }

  private take(line: Line, place: Place | null): void {
    const notice = this.place(line, place);
    if (notice && place) this.notices.push({ ...place, ...notice } as LineNotice);
  }

  /** Null when the line was taken, else why not. */
  private place(line: Line, place: Place | null): object | null {
    const source = sourceOf(line);
    if (!source) return { about: "not-said" };
    const [first] = this.lines;
    if (first && axesOf(first) !== axesOf(line)) {
      return { about: "other-axes", given: axesOf(line), wanted: axesOf(first) };
    }
    const base = baseOf(source, Object.keys(line.over));
    if ((this.bases.get(line.arm) ?? base) !== base) return { about: "other-experiment" };
    const name = `${line.arm} ${line.link}`;
    const before = this.known.get(name);
    if (before) {
      const of = before.place;
      const same = before.line.digest === line.digest;
      return same ? { about: "repeated", seed: line.seed, of } : { about: "contradicts", of };
    }
    this.bases.set(line.arm, base);
    this.known.set(name, { line, place });
    this.lines.push(line);
    return null;
  }
}

/** The keys that lines are over, in the table's spelling. */
export function keysOf(lines: readonly Line[]): string[] {
  return Object.keys(lines[0]?.over ?? {});
}

export const isChoice = (key: string): boolean => parameter(key as never).type === "choice";
