// The list of shortcuts, its words and its looks are fetched when somebody asks for them.
import { type LitElement, nothing, type TemplateResult } from "lit";
import type { View } from "../panel/panel";
import { loadMore } from "../text/strings";

export class HelpLater {
  private help: typeof import("./help") | null = null;

  render(view: View): TemplateResult | typeof nothing {
    return this.help?.renderHelp(view) ?? nothing;
  }

  async toggle(element: LitElement): Promise<void> {
    [this.help] = await Promise.all([import("./help"), loadMore()]);
    this.help.adoptHelpStyles(element.renderRoot);
    element.requestUpdate();
    await element.updateComplete;
    // A dialog styles the whole page anew: the click is seen to be heard first.
    await new Promise((later) => requestAnimationFrame(() => setTimeout(later)));
    const dialog = element.renderRoot.querySelector("dialog");
    if (dialog?.open) dialog.close();
    else dialog?.showModal();
  }
}
