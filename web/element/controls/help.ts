// The list of keyboard shortcuts, behind "?".
import { html, type LitElement, nothing, type TemplateResult } from "lit";
import { afterPaint } from "../host/frame";
import { adopting } from "../panel/adopt";
import type { View } from "../panel/view";

const adoptStyles = adopting(`
  .help { max-width: 420px; color: var(--ink); background: var(--paper); border: 1px solid var(--control); border-radius: var(--radius); }
  .help::backdrop { background: rgb(0 0 0 / 30%); }
  .help dl { display: grid; grid-template-columns: auto 1fr; gap: var(--s1) var(--s4); margin-block: var(--s3); }
  .help dd { margin: 0; }
  kbd { font: inherit; font-weight: 600; }
`);

export class Help {
  /** The dialog is in the document from its first opening on. */
  private wanted = false;

  render({ strings }: View): TemplateResult | typeof nothing {
    if (!this.wanted) return nothing;
    return html`
      <dialog class="help" aria-label=${strings.help}>
        <h3>${strings.help}</h3>
        <dl>
          ${strings.shortcutList.map(([keys, what]) => html`<dt><kbd>${keys}</kbd></dt><dd>${what}</dd>`)}
        </dl>
        <form method="dialog"><button type="submit">${strings.close}</button></form>
      </dialog>
    `;
  }

  async toggle(element: LitElement): Promise<void> {
    this.wanted = true;
    adoptStyles(element.renderRoot);
    element.requestUpdate();
    await element.updateComplete;
    // Yield to paint: opening a dialog recomputes the styles of the whole page.
    await new Promise<void>(afterPaint);
    const dialog = element.renderRoot.querySelector("dialog");
    if (dialog?.open) dialog.close();
    else dialog?.showModal();
  }
}
