// The arms' names, by the keys in which they differ. Knows Specs and words only.

import type { Session } from "../../page/run/session";
import { type Key, parameters, type Spec } from "../../shared/spec";
import type { Strings } from "./en";

const rates: readonly Key[] = parameters.filter((row) => row.rate).map((row) => row.key);

function isWithout(spec: Spec): boolean {
  return rates.every((key) => spec[key] === 0);
}

function differingKeys(specs: readonly Spec[]): Key[] {
  const keys = parameters.map((row) => row.key);
  return keys.filter((key) => specs.some((spec) => spec[key] !== specs[0]?.[key]));
}

/** "p = 0", "p = 0.5", "drop = gaussian": short enough for the end of a line. */
export function armNames(specs: readonly Spec[]): string[] {
  const differing = differingKeys(specs);
  const onlyRates = differing.every((key) => rates.includes(key));
  return specs.map((spec) => {
    if (onlyRates && isWithout(spec)) return "p = 0";
    const said = differing.length > 0 ? differing : rates.filter((key) => spec[key] !== 0);
    return said.map((key) => `${key} = ${spec[key]}`).join(", ");
  });
}

/** Their form within a sentence: "without dropout", "with p = 0.5". */
export function armPhrases(specs: readonly Spec[], strings: Strings): string[] {
  return armNames(specs).map((name) =>
    name === "p = 0" ? strings.withoutDropout : strings.withName(name),
  );
}

/** The newest epoch at which all arms were measured. */
export function measuredEpoch(session: Session): number {
  const epochs = session.runs.map((run) => run.points.last("epoch"));
  const least = epochs.length > 0 ? Math.min(...epochs) : 0;
  return Number.isNaN(least) ? 0 : least;
}

/** Epochs that all arms have done. */
export function commonEpoch(session: Session): number {
  const epochs = session.runs.map((run) => run.status?.epoch ?? 0);
  return epochs.length > 0 ? Math.min(...epochs) : 0;
}
