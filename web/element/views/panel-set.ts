// The loaded panels of one element: a panel's code is fetched when it is first shown, so that the
// first view stays small.
import { html, type TemplateResult } from "lit";
import type { Panel } from "../panel/panel";
import type { View } from "../panel/view";
import { shownPanels, views } from "./registry";

export interface Placed {
  content: TemplateResult;
  aside: boolean;
}

const entryOf = (name: string) => views.find((entry) => entry.name === name);

/** The loaded panels of one element. */
export class PanelSet {
  private readonly loaded = new Map<string, Panel>();
  private readonly loading = new Set<string>();
  private shown: readonly string[] = [];
  private locale = "";
  private hidden = false;
  private awake = false;

  /** From now on panels are fetched: the element is about to be seen. */
  wake(frame: { request(): void }): void {
    this.awake = true;
    frame.request();
  }

  /** In the order of the registry. */
  render(view: View, wish: string): Placed[] {
    // Charts keep the words they were made with.
    if (this.locale !== view.strings.locale) this.dispose();
    this.locale = view.strings.locale;
    this.shown = shownPanels(wish, view.state.arms);
    for (const [name, panel] of this.loaded) {
      if (this.shown.includes(name)) continue;
      panel.dispose();
      this.loaded.delete(name);
    }
    let waiting = false; // nothing is shown above which something is still to come
    return this.shown.map((name) => {
      const panel = this.loaded.get(name);
      if (!panel && this.awake) void this.fetch(name, view);
      waiting ||= !panel;
      const content =
        panel && !waiting
          ? panel.render(view)
          : html`<div class=${`panel is-coming is-${name}`}></div>`;
      return { content, aside: entryOf(name)?.aside ?? false };
    });
  }

  hold(hidden: boolean): void {
    this.hidden = hidden;
    for (const panel of this.loaded.values()) panel.hold(hidden);
  }

  draw(view: View): void {
    for (const name of this.shown) this.loaded.get(name)?.draw(view);
  }

  dispose(): void {
    for (const panel of this.loaded.values()) panel.dispose();
    this.loaded.clear();
    this.shown = [];
  }

  private async fetch(name: string, view: View): Promise<void> {
    if (this.loading.has(name)) return;
    this.loading.add(name);
    try {
      const panel = await entryOf(name)?.load(view);
      // The language may have changed meanwhile: then the next render fetches it again.
      const fits = this.shown.includes(name) && view.strings.locale === this.locale;
      if (panel && fits) {
        panel.hold(this.hidden);
        this.loaded.set(name, panel);
      }
      view.refresh();
    } catch {
      // out of reach for now: asked for again at the next render
    } finally {
      this.loading.delete(name);
    }
  }
}
