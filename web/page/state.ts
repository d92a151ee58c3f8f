// What the reader has chosen: the Specs of all arms, how to go back, and what was wrong with the
// link they came from. Knows no Run, no element, no address.
import type { Mode } from "../shared/core";
import { type Key, type Spec, type Value, withValue } from "../shared/spec";
import { excess } from "./cost";
import type { Extras, Reading, Remark } from "./link";

const longestHistory = 100;

/** What is over the limit of cost. */
function tooDear(arms: readonly Spec[]): Remark[] {
  return arms.flatMap((spec, i) => {
    const over = excess(spec);
    return over ? [{ about: "cost", arm: "ABCD"[i] as string, ...over } as const] : [];
  });
}

export class State {
  mode: Mode = "eval";
  arms: readonly Spec[];
  extras: Extras;
  notices: readonly Remark[];
  /** While there are any, nothing runs. */
  errors: readonly Remark[];
  private past: (readonly Spec[])[] = [];
  private future: (readonly Spec[])[] = [];
  private mark = "";

  constructor(reading: Reading) {
    this.arms = reading.arms;
    this.extras = reading.extras;
    this.notices = reading.notices;
    this.errors = [...reading.errors, ...tooDear(reading.arms)];
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

  /** Puts new Specs in place; changes with the same mark in a row are one step of the history. */
  change(arms: readonly Spec[], mark = ""): void {
    if (mark === "" || mark !== this.mark) this.past.push(this.arms);
    this.mark = mark;
    if (this.past.length > longestHistory) this.past.shift();
    this.future = [];
    this.arms = arms;
    const { at: _at, h: _h, ...rest } = this.extras; // said of other Specs
    this.extras = rest;
    this.weigh();
  }

  /** Sets a key of one arm, or of all. */
  set(key: Key, value: Value, arm: number | "all", together = false): void {
    const arms = this.arms.map((spec, i) =>
      arm === "all" || arm === i ? withValue(spec, key, value) : spec,
    );
    this.change(arms, together ? `${key} ${arm}` : "");
  }

  undo(): boolean {
    const back = this.past.pop();
    if (!back) return false;
    this.mark = "";
    this.future.push(this.arms);
    this.arms = back;
    this.weigh();
    return true;
  }

  redo(): boolean {
    const next = this.future.pop();
    if (!next) return false;
    this.mark = "";
    this.past.push(this.arms);
    this.arms = next;
    this.weigh();
    return true;
  }

  private weigh(): void {
    const other = this.errors.filter(({ about }) => about !== "cost");
    this.errors = [...other, ...tooDear(this.arms)];
  }
}
