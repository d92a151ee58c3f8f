// The list of keyboard shortcuts, behind "?". Fetched when somebody asks.
import { html, type TemplateResult } from "lit";
import { adopting } from "../panel/adopt";
import type { View } from "../panel/panel";

export const adoptHelpStyles = adopting(`
  .help { max-width: 420px; color: var(--ink); background: var(--paper); border: 1px solid var(--control); border-radius: var(--radius); }
  .help::backdrop { background: rgb(0 0 0 / 30%); }
  .help dl { display: grid; grid-template-columns: auto 1fr; gap: var(--s1) var(--s4); margin-block: var(--s3); }
  .help dd { margin: 0; }
  kbd { font: inherit; font-weight: 600; }
`);

export function renderHelp({ strings }: View): TemplateResult {
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
