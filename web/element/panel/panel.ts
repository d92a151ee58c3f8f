// What the element's parts share: the view of one experiment, and what a panel of it is.
import type { TemplateResult } from "lit";
import type { Kept } from "../../page/run/kept";
import type { Session } from "../../page/run/session";
import type { State } from "../../page/state/state";
import type { Mode } from "../../shared/core";
import type { Own } from "../../shared/messages";
import type { Key, Spec, Value } from "../../shared/spec";
import type { Format } from "../text/format";
import type { Strings } from "../text/strings";

export interface Actions {
  /** Train, pause, resume. */
  play(): void;
  step(): void;
  rewind(): void;
  retry(): void;
  undo(): void;
  redo(): void;
  set(key: Key, value: Value, arm: number | "all", together: boolean): void;
  /** Other training points, on other data where these are named; trains on if it trained. */
  draw(pts: string, data?: Spec["data"]): void;
  /** Other Specs in place of all arms. */
  use(arms: readonly Spec[]): void;
  /** Other Specs, opened at once: with the reader's own table, or where a file says to go on. */
  open(arms: readonly Spec[], own: Own | null, kept: Kept | null, pts?: string): void;
  newSeed(): void;
  /** Sets a key of an arm and rewinds. */
  mend(key: Key, value: Value, arm: number): void;
  views(wish: string): void;
  help(): void;
  mode(mode: Mode): void;
  /** The link's errors are taken as mended. */
  accept(): void;
  /** Back to the experiment this element came with. */
  forget(): void;
  dismiss(): void;
  /** What to sweep over, for the link. */
  wish(wish: SweepWish): void;
  /** Tells the host page. */
  tell(name: string, detail: object): void;
}

/** What to sweep over, as a link or an attribute says it. */
export interface SweepWish {
  over: string;
  seeds: number;
}

export interface View {
  readonly state: State;
  readonly session: Session;
  readonly strings: Strings;
  readonly format: Format;
  readonly act: Actions;
  /** A change made the network anew; nothing was trained since. */
  readonly restarted: boolean;
  readonly sweep: SweepWish;
  /** Where the element's styles are. */
  readonly root: Node;
  /** Draws the element again on the next frame. */
  refresh(): void;
}

/** A part of the element with a chart or two of its own. */
export interface Panel {
  readonly name: string;
  applies(spec: Spec): boolean;
  render(view: View): TemplateResult;
  /** Once a frame, while something moves: draws the charts. */
  draw(view: View): void;
  /** Out of sight, or in sight again. */
  hold?(hidden: boolean): void;
  dispose(): void;
}
