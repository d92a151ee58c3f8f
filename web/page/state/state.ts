// What the reader has chosen: the Specs of all arms, how to go back, and what was wrong with the
// link they came from. Knows no Run, no element, no address.
import { letterOf } from "../../shared/arms";
import type { Mode } from "../../shared/core";
import { type Key, type Spec, type Value, withModel, withValue } from "../../shared/spec";
import type { Extras, Notice, Reading } from "../link/link";
import { excess } from "./cost";

const longestHistory = 100;

/** What is over the limit of cost. */
function overBudget(arms: readonly Spec[]): Notice[] {
  return arms.flatMap((spec, i) => {
    const over = excess(spec);
    return over ? [{ about: "cost", arm: letterOf(i), ...over } as const] : [];
  });
}

/** What undo goes back to. */
interface Moment {
  arms: readonly Spec[];
  pts: string | undefined;
}

export class State {
  mode: Mode = "eval";
  arms: readonly Spec[];
  extras: Extras;
  notices: readonly Notice[];
  /** While there are any, nothing runs. */
  errors: readonly Notice[];
  private past: Moment[] = [];
  private future: Moment[] = [];
  private mark = "";

  constructor(reading: Reading) {
    this.arms = reading.arms;
    this.extras = reading.extras;
    this.notices = reading.notices;
    this.errors = [...reading.errors, ...overBudget(reading.arms)];
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** The reader takes the experiment as it was mended. */
  accept(): void {
    this.errors = [];
    this.notices = [];
  }

  /** Drawn points, as links spell them; "" where none are. */
  get points(): string {
    return this.extras.pts ?? "";
  }

  private get moment(): Moment {
    return { arms: this.arms, pts: this.extras.pts };
  }

  private restore({ arms, pts }: Moment): void {
    this.mark = "";
    this.arms = arms;
    this.setPoints(pts);
    this.checkCost();
  }

  /** Also clears `at` and `h`, which belong to other Specs and points. */
  private setPoints(pts: string | undefined): void {
    const { at: _at, h: _h, pts: _pts, ...rest } = this.extras;
    this.extras = pts ? { ...rest, pts } : rest;
  }

  /** Puts new Specs in place; changes with the same mark in a row are one step of the history.
   *  Points that were drawn stay with their data. */
  change(arms: readonly Spec[], mark = "", pts = this.pointsFor(arms)): void {
    if (mark === "" || mark !== this.mark) this.past.push(this.moment);
    this.mark = mark;
    if (this.past.length > longestHistory) this.past.shift();
    this.future = [];
    this.arms = arms;
    this.setPoints(pts);
    this.checkCost();
  }

  private pointsFor(arms: readonly Spec[]): string | undefined {
    return arms[0]?.data === this.arms[0]?.data ? this.extras.pts : undefined;
  }

  /** Takes drawn points, all of them, on other data where these are named. */
  draw(pts: string, data?: Spec["data"]): void {
    const arms = this.arms.map((spec) => ({ ...spec, n: 0, data: data ?? spec.data }));
    this.change(arms, "", pts);
  }

  /** Sets a key of one arm, or of all; another model takes over what fits it. */
  set(key: Key, value: Value, arm: number | "all", together = false): void {
    const changed = (spec: Spec) =>
      key === "model" ? withModel(spec, value as Spec["model"]) : withValue(spec, key, value);
    const arms = this.arms.map((spec, i) => (arm === "all" || arm === i ? changed(spec) : spec));
    this.change(arms, together ? `${key} ${arm}` : "");
  }

  undo(): boolean {
    const back = this.past.pop();
    if (!back) return false;
    this.future.push(this.moment);
    this.restore(back);
    return true;
  }

  redo(): boolean {
    const next = this.future.pop();
    if (!next) return false;
    this.past.push(this.moment);
    this.restore(next);
    return true;
  }

  private checkCost(): void {
    const other = this.errors.filter(({ about }) => about !== "cost");
    this.errors = [...other, ...overBudget(this.arms)];
  }
}
