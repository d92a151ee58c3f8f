// The button that opens what there is to share; the panel itself is fetched when it is asked for.
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "./panel";
import type { SharePanel } from "./share-panel";

/** The element, as sharing sees it. */
export interface Home {
  /** The address bar's page opens links by itself. */
  linked: boolean;
  show(link: string): void;
}

export class Share {
  private panel: SharePanel | null = null;
  private open = false;

  render(view: View, home: Home): TemplateResult {
    const words = view.strings.share;
    return html`
      <div class="share" part="share">
        <button type="button" part="button" aria-expanded=${this.open ? "true" : "false"}
          @click=${() => this.toggle(view)}>${words.share}</button>
        ${this.open && this.panel ? this.panel.render(view, home) : nothing}
      </div>
    `;
  }

  private toggle(view: View): void {
    this.open = !this.open;
    view.refresh();
    if (!this.open || this.panel) return;
    void import("./share-panel").then(({ SharePanel }) => {
      this.panel = new SharePanel();
      view.refresh();
    });
  }
}
