// The button that opens what there is to share; the panel itself is fetched when it is asked for.
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "./panel";
import type { SharePanel } from "./share-panel";

export class Share {
  private panel: SharePanel | null = null;
  private open = false;

  /** `ownPage`: the address bar's page opens links by itself. */
  render(view: View, ownPage: boolean): TemplateResult {
    const words = view.strings.share;
    return html`
      <div class="share" part="share">
        <button type="button" part="button" aria-expanded=${this.open ? "true" : "false"}
          @click=${() => this.toggle(view)}>${words.share}</button>
        ${this.open && this.panel ? this.panel.render(view, ownPage) : nothing}
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
