// Which views there are, and which fit an experiment.
import type { Extras } from "../../page/link/link";
import type { Spec } from "../../shared/spec";
import type { ViewEntry } from "../panel/entry";
import { curves } from "./curves/entry";
import { field } from "./field/entry";
import { attention, maps, weights } from "./layers/entries";
import { average, forgot, lag, missing, ridge, subnets } from "./lessons/entries";
import { network } from "./network/entry";
import { rows } from "./rows/entry";
import { sweep } from "./sweep/entry";
import { table } from "./table/entry";
import { uncertainty } from "./uncertainty/entry";
import { text, write } from "./words/entries";

/** In the order in which they are shown. */
export const views: readonly ViewEntry[] = [
  table,
  rows,
  forgot,
  ridge,
  subnets,
  missing,
  lag,
  field,
  curves,
  text,
  write,
  network,
  average,
  maps,
  attention,
  uncertainty,
  weights,
  sweep,
];

/** What fits at least one arm. */
export function fittingPanels(specs: readonly Spec[]): ViewEntry[] {
  return views.filter((entry) => specs.some((spec) => entry.applies(spec)));
}

/** The names to show: those wished for that fit, or the usual ones. */
export function shownPanels(wish: string, specs: readonly Spec[]): string[] {
  const fitting = fittingPanels(specs);
  const named = wish.split(/[\s,]+/).filter(Boolean);
  const wished = fitting.filter(({ name }) => named.includes(name));
  const usual = fitting.filter((entry) => specs.some((spec) => entry.byDefault(spec)));
  const shown = named.includes("none") ? wished : wished.length > 0 ? wished : usual;
  return shown.map(({ name }) => name);
}

/** A link that carries a sweep wants it seen. */
export function withSweep(wish: string, specs: readonly Spec[]): string {
  return [...new Set([...shownPanels(wish, specs), "sweep"])].join(" ");
}

/** A sweep alone has its own button: there is nothing else to train. */
export function isSweepAlone(wish: string, specs: readonly Spec[]): boolean {
  return shownPanels(wish, specs).join() === "sweep";
}

/** What the link says of a sweep, else what the element's attributes say. */
export function wishOf(extras: Extras, { sweep, seeds }: { sweep: string; seeds: number }) {
  return { over: extras.sweep ?? sweep, seeds: Number(extras.seeds ?? seeds) };
}
