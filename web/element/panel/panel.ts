// Base of all panels: a template, and charts that are painted at most once a frame, when their data
// have changed. A panel has one language; another language creates a new panel.
import type { TemplateResult } from "lit";
import type { Strings } from "../text/languages";
import { armNames } from "../text/names";
import { Memo } from "./memo";
import type { View } from "./view";

/** Anything that is destroyed with its panel: a chart, a probe. */
interface Disposable {
  destroy(): void;
}

export abstract class Panel<Words = unknown> {
  /** The words of the panel's own folder. */
  protected readonly words: Words;
  protected readonly strings: Strings;
  private readonly parts: Disposable[] = [];
  private readonly painted = new Memo();

  constructor({ strings }: View, words: Words) {
    this.strings = strings;
    this.words = words;
  }

  abstract render(view: View): TemplateResult;

  /** Once a frame, while something moves. */
  draw(view: View): void {
    const first = this.painted.isNew;
    const shown = this.look(view);
    if (this.painted.changed(shown, armNames(view.state.arms))) this.paint(view, first);
  }

  /** Asks the networks, and returns all that the drawing depends on except the arms' names. */
  protected look(_view: View): unknown {
    return null;
  }

  /** Draws the charts. */
  protected paint(_view: View, _first: boolean): void {}

  /** Out of sight, or in sight again. */
  hold(_hidden: boolean): void {}

  /** A part that is given up with the panel. */
  protected keep<T extends Disposable>(part: T): T {
    this.parts.push(part);
    return part;
  }

  /** The next frame paints. */
  protected repaint(): void {
    this.painted.forget();
  }

  dispose(): void {
    for (const part of this.parts) part.destroy();
  }
}
