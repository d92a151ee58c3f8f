// The stages of a session as a machine: what may follow what, and what is shown of each.
import { describe, expect, it } from "vitest";
import type { Run } from "../../../../web/page/run/run";
import { follow, isOpen, isWanted, phaseOf, type Stage } from "../../../../web/page/run/stage";

const stages: readonly Stage[] = [
  { name: "closed" },
  { name: "opening", wanted: false },
  { name: "resting" },
  { name: "held" },
  { name: "queued" },
  { name: "training" },
  { name: "failed", failure: { code: "crash", detail: "" } },
];
const stage = (name: Stage["name"]) => stages.find((one) => one.name === name) as Stage;
const run = (step: number, finished = false, diverged = false) =>
  ({ status: { step, finished, diverged } }) as Run;

describe("a session's stages", () => {
  it.each([
    ["closed", "training"],
    ["closed", "failed"],
    ["opening", "training"],
    ["training", "queued"],
    ["held", "training"],
    ["failed", "resting"],
  ] as const)("never go from %s to %s", (from, to) => {
    expect(() => follow(stage(from), stage(to))).toThrow(`is ${from} cannot be ${to}`);
  });

  it("can always be closed, and all be reached from there", () => {
    for (const one of stages) expect(follow(one, stage("closed"))).toBe(stage("closed"));
    const reached = new Set<Stage>([stage("closed")]);
    for (const from of reached) {
      for (const to of stages) {
        try {
          reached.add(follow(from, to));
        } catch {
          // not from here
        }
      }
    }
    expect(reached.size).toBe(stages.length);
  });

  it("are open, and wanted, as far as they say", () => {
    expect(stages.filter(isOpen).map(({ name }) => name)).toEqual([
      "resting",
      "held",
      "queued",
      "training",
    ]);
    expect(stages.filter(isWanted).map(({ name }) => name)).toEqual(["held", "queued", "training"]);
    expect(isWanted({ name: "opening", wanted: true })).toBe(true);
  });

  it.each([
    ["resting", [run(0), run(0)], "ready"],
    ["resting", [run(0), run(3)], "paused"],
    ["held", [run(3), run(3, true)], "paused"],
    ["resting", [run(3, true), run(3, true)], "finished"],
    ["resting", [run(3, true), run(3, false, true)], "diverged"],
    ["training", [run(3, true)], "running"],
    ["closed", [run(3)], "poster"],
  ] as const)("%s shows as %s", (name, runs, phase) => {
    expect(phaseOf(stage(name), runs)).toBe(phase);
  });
});
