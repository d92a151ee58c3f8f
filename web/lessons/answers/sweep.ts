// Answers of the figures that sweep: from means and spreads over seeds to a sentence, from the runs
// that have ended. Know no element.

import type { SweepPoint } from "../../element/panel/events";
import { capital } from "../../shared/phrases";
import type { Lab, SweepFound } from "./lab";
import { points, share, two } from "./numbers";

type Answer = (lab: Lab) => Promise<string>;

/** "After 7 of 15 runs" while more are to come. */
const sofar = ({ done, runs }: SweepFound) =>
  done < runs ? `After ${done} of ${runs} runs: ` : "";

/** An answer once at least two points have been measured. */
function swept(say: (measured: readonly SweepPoint[], found: SweepFound) => string): Answer {
  return async ({ sweep }) => {
    const measured = sweep?.points.filter(({ runs }) => runs > 0) ?? [];
    return sweep && measured.length > 1 ? capital(sofar(sweep) + say(measured, sweep)) : "";
  };
}

const spread = (sd: number) => (Number.isNaN(sd) ? "" : ` ± ${points(sd)}`);
const accuracy = ({ valid }: SweepPoint) =>
  `${points(valid.accuracy.mean)}${spread(valid.accuracy.sd)}\u00a0%`;

const rates = swept((measured) => {
  const value = (point: SweepPoint) => point.valid.accuracy.mean;
  const best = measured.reduce((a, b) => (value(b) > value(a) ? b : a));
  const most = measured.reduce((a, b) => (Number(b.value) > Number(a.value) ? b : a));
  return (
    `best is p = ${best.value}, with ${accuracy(best)} of new texts right; p = ${most.value} has ` +
    `${accuracy(most)}, and only ${share(most.train.accuracy.mean)} of its own training texts.`
  );
});

const kindNames: Readonly<Record<string, string>> = {
  A: "without dropout",
  B: "with single values",
  C: "with whole maps",
  D: "with squares",
};

const kinds = swept((measured) => {
  const most = Math.max(...measured.map(({ value }) => Number(value)));
  const there = measured.filter(({ value }) => Number(value) === most);
  const means = there.map(({ valid }) => valid.accuracy.mean);
  const spreads = there.map(({ valid }) => valid.accuracy.sd).filter((sd) => !Number.isNaN(sd));
  const parts = there.map((point) => `${accuracy(point)} ${kindNames[point.arm] ?? ""}`);
  const apart = points(Math.max(...means) - Math.min(...means));
  const verdict =
    spreads.length > 0
      ? ` They lie ${apart} points apart; one kind alone varies by up to ± ` +
        `${points(Math.max(...spreads))} from seed to seed.`
      : "";
  return `of new pictures, after ${most} to learn from: ${parts.join(", ")}.${verdict}`;
});

/** Arm A's loss minus arm B's, value by value. */
function gains(measured: readonly SweepPoint[]): [string, number][] {
  return measured.flatMap((a): [string, number][] => {
    const b = measured.find(({ arm, value }) => arm === "B" && value === a.value);
    return a.arm === "A" && b ? [[String(a.value), a.valid.loss.mean - b.valid.loss.mean]] : [];
  });
}

const listed = (all: readonly [string, number][], name: string) =>
  all
    .map(([value, gain], i) => {
      const way = gain < 0 ? "higher" : "lower";
      return `${two(Math.abs(gain))} ${way} at ${i === 0 ? `${name} = ` : ""}${value}`;
    })
    .join(", ");

/** Each factor's effect, once every combination has been run: before, means are of unlike runs. */
const factorial: Answer = async ({ sweep }) => {
  if (!sweep || sweep.done === 0) return "";
  if (sweep.done < sweep.runs) {
    return `${sweep.done} of ${sweep.runs} runs are in; with all of them, the three are compared here.`;
  }
  const names: Record<string, (value: string) => string> = {
    arm: () => "dropout",
    sched: (value) => `a ${value} schedule`,
    decay: (value) => `weight decay of ${value}`,
  };
  const parts = Object.entries(sweep.margins).flatMap(([key, [first, ...rest]]) => {
    const [value, loss] = rest.at(-1) ?? [];
    if (!first || value === undefined || loss === undefined) return [];
    const change = loss - first[1];
    const way = change < 0 ? "lowers" : "raises";
    const text = `${names[key]?.(value) ?? `${key} = ${value}`} ${way} it by ${two(Math.abs(change))}`;
    return [{ text, size: Math.abs(change) }];
  });
  const sorted = parts.sort((a, b) => b.size - a.size).map(({ text }) => text);
  return `Validation loss, averaged over all else: ${sorted.join(", ")}.`;
};

const gain = swept((measured) => {
  const all = gains(measured);
  return all.length > 0
    ? `with dropout, validation loss is ${listed(all, "n")}.`
    : "the runs with dropout are still to come.";
});

export const sweepQuestions: Readonly<Record<string, Answer>> = { rates, kinds, factorial, gain };
