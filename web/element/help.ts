// The list of keyboard shortcuts, behind "?".
import { html, type TemplateResult } from "lit";
import type { View } from "./panel";

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
