// The step and digest of a run in a link, and whether a replay reached the same weights. Bits are
// equal on every machine, so that a difference always has a reason. Knows no element.
import { version } from "../../../package.json";
import type { Extras } from "../link/link";
import { atEnd } from "../run/pace";
import type { Session } from "../run/session";

export { version };

/** A link's steps, one for each arm, and their digests where it has them. */
export interface Promised {
  steps: number[];
  digests: string[];
  /** The engine that made the link, if it names one. */
  engine: string | null;
}

/** A link's steps and digests for `arms` arms; null if there is nothing to replay. */
export function promised({ at, h, e }: Extras, arms: number): Promised | null {
  if (!at) return null;
  const steps = at.split(",").map(Number);
  const digests = h?.split(",") ?? [];
  const every = (list: unknown[]) => list.length === 1 || list.length === arms;
  if (!every(steps) || (digests.length > 0 && digests.length !== arms)) return null;
  while (steps.length < arms) steps.push(steps[0] as number);
  return { steps, digests, engine: e ?? null };
}

export type Verdict =
  | { kind: "equal"; step: number }
  /** The link names no digest: nothing to compare. */
  | { kind: "there"; step: number }
  /** Arms whose training ended before the link's step. */
  | { kind: "ended"; arms: number[]; step: number }
  | { kind: "differs"; arms: number[]; found: string[]; given: string[]; engine: string | null };

/** Null until the runs have reached the link's steps. */
export function judge(promise: Promised, session: Session): Verdict | null {
  const { runs } = session;
  if (session.altered || !session.isOpen || runs.length !== promise.steps.length) return null;
  if (runs.some((run) => run.digest === "" || !run.status)) return null;
  const steps = runs.map((run) => run.status?.step ?? 0);
  const ended = runs.flatMap((run, arm) =>
    atEnd(run) && (steps[arm] ?? 0) < (promise.steps[arm] ?? 0) ? [arm] : [],
  );
  if (ended.length > 0) return { kind: "ended", arms: ended, step: steps[ended[0] as number] ?? 0 };
  if (steps.some((step, arm) => step !== promise.steps[arm])) return null;
  const step = Math.max(...steps);
  if (promise.digests.length === 0) return { kind: "there", step };
  const found = runs.map((run) => run.digest);
  const differing = found.flatMap((digest, arm) =>
    digest.startsWith(promise.digests[arm] as string) ? [] : [arm],
  );
  if (differing.length === 0) return { kind: "equal", step };
  const { digests, engine } = promise;
  return { kind: "differs", arms: differing, found, given: digests, engine };
}

/** A link's keys for the runs' current steps; null while they train or if no link leads there. */
export function standing(session: Session): Extras | null {
  const { runs, altered, phase } = session;
  if (altered || !session.isOpen || phase === "running" || phase === "queued") return null;
  const steps = runs.map((run) => run.status?.step ?? 0);
  if (steps.every((step) => step === 0) || runs.some((run) => run.digest === "")) return null;
  const same = steps.every((step) => step === steps[0]);
  const at = (same ? steps.slice(0, 1) : steps).join(",");
  return { at, h: runs.map((run) => run.digest).join(","), e: version };
}

/** The engine that writes a file. */
export const engineVersion = (): string => version;
