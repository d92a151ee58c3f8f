// The state machine of a session: its stages and their transitions.
import type { Failure } from "./failure";
import { atEnd } from "./pace";
import type { Phase } from "./phase";
import type { Run } from "./run";

export type Stage =
  /** No experiment is open, or the open one is of older Specs. */
  | { readonly name: "closed" }
  /** Data and engines are on their way; `wanted`: then it trains. */
  | { readonly name: "opening"; wanted: boolean }
  /** Open, and nobody asked for training: before it, paused, or at its end. */
  | { readonly name: "resting" }
  /** Training was asked for, and waits until the element is in sight. */
  | { readonly name: "held" }
  /** Training was asked for, and waits for room on the page. */
  | { readonly name: "queued" }
  | { readonly name: "training" }
  | { readonly name: "failed"; readonly failure: Failure };

type Name = Stage["name"];

const followers: Readonly<Record<Name, readonly Name[]>> = {
  closed: ["closed", "opening"],
  opening: ["closed", "resting", "failed"],
  resting: ["closed", "resting", "held", "queued", "failed"],
  held: ["closed", "resting", "queued", "failed"],
  queued: ["closed", "resting", "held", "training", "failed"],
  training: ["closed", "resting", "held", "failed"],
  failed: ["closed", "opening"],
};

/** The next stage; throws on an invalid transition, which is a bug. */
export function follow(stage: Stage, next: Stage): Stage {
  if (followers[stage.name].includes(next.name)) return next;
  throw new Error(`a session that is ${stage.name} cannot be ${next.name}`);
}

const open: readonly Name[] = ["resting", "held", "queued", "training"];

export const isOpen = ({ name }: Stage): boolean => open.includes(name);

/** Training was asked for, and is neither over nor paused. */
export function isWanted(stage: Stage): boolean {
  return stage.name === "opening" ? stage.wanted : isOpen(stage) && stage.name !== "resting";
}

export const hasTrained = (runs: readonly Run[]): boolean =>
  runs.some((run) => (run.status?.step ?? 0) > 0);

/** What is shown of a stage: an open session that rests says how far its runs are. */
export function phaseOf({ name }: Stage, runs: readonly Run[]): Phase {
  switch (name) {
    case "closed":
      return "poster";
    case "opening":
      return "loading";
    case "training":
      return "running";
    case "queued":
    case "failed":
      return name;
    case "resting":
    case "held":
      if (!runs.every(atEnd)) return hasTrained(runs) ? "paused" : "ready";
      return runs.some((run) => run.status?.diverged) ? "diverged" : "finished";
  }
}
