// One experiment as the element's parts see it, and what they may do to it.
import type { SavedRun } from "../../page/run/saved-run";
import type { Session } from "../../page/run/session";
import type { State } from "../../page/state/state";
import type { Mode } from "../../shared/core";
import type { Own } from "../../shared/messages";
import type { Key, Spec, Value } from "../../shared/spec";
import type { Format } from "../text/format";
import type { Strings } from "../text/languages";
import type { Events } from "./events";

/** What to sweep over, as a link or an attribute gives it. */
export interface SweepWish {
  over: string;
  seeds: number;
}

/** What a panel may do to the experiment. */
interface PanelActions {
  /** Train, pause, resume. */
  play(): void;
  step(): void;
  mode(mode: Mode): void;
  /** Other training points, on other data where these are named; trains on if it trained. */
  draw(pts: string, data?: Spec["data"]): void;
  /** Other Specs, opened at once: with a user's table, or resumed from a file. */
  open(arms: readonly Spec[], own: Own | null, resumed: SavedRun | null, pts?: string): void;
  /** What to sweep over, for the link. */
  wish(wish: SweepWish): void;
  /** Dispatches an event to the host page. */
  tell<K extends keyof Events>(name: K, detail: Events[K]): void;
}

export interface Actions extends PanelActions {
  rewind(): void;
  retry(): void;
  undo(): void;
  redo(): void;
  set(key: Key, value: Value, arm: number | "all", together: boolean): void;
  /** Other Specs in place of all arms. */
  use(arms: readonly Spec[]): void;
  newSeed(): void;
  /** Sets a key of an arm and rewinds. */
  mend(key: Key, value: Value, arm: number): void;
  /** Names of the panels to show. */
  views(names: string): void;
  help(): void;
  /** Runs a link with errors, with defaults in their place. */
  accept(): void;
  /** Back to the experiment this element came with. */
  forget(): void;
  dismiss(): void;
}

/** What panels see. */
export interface View {
  readonly state: State;
  readonly session: Session;
  readonly strings: Strings;
  readonly format: Format;
  readonly act: PanelActions;
  readonly sweep: SweepWish;
  /** Where the element's styles are. */
  readonly root: Node;
  /** Draws the element again on the next frame. */
  refresh(): void;
}

/** What the element's own controls see. */
export interface ElementView extends View {
  readonly act: Actions;
  /** A change restarted the network; it has not been trained since. */
  readonly restarted: boolean;
}
