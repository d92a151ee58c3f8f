// The switches that show and hide views.
import { html, type TemplateResult } from "lit";
import type { ViewEntry } from "../panel/entry";
import type { ElementView } from "../panel/view";
import { fittingPanels, shownPanels } from "./registry";

export function renderViewSwitches(view: ElementView, wish: string): TemplateResult {
  const { strings, state, act } = view;
  const shown = shownPanels(wish, state.arms);
  const toggle = (name: string, on: boolean) => {
    const names = on ? [...shown, name] : shown.filter((one) => one !== name);
    act.views(names.length > 0 ? names.join(" ") : "none");
  };
  const box = ({ name, label }: ViewEntry) => html`
    <label>
      <input type="checkbox" name=${name} .checked=${shown.includes(name)}
        @change=${(event: Event) => toggle(name, (event.target as HTMLInputElement).checked)} />
      ${label[strings.locale]}
    </label>
  `;
  const fitting = fittingPanels(state.arms);
  const more = fitting.filter(({ name, seldom }) => seldom && !shown.includes(name));
  return html`
    <fieldset class="view-switches">
      <legend>${strings.views}</legend>
      ${fitting.filter((entry) => !more.includes(entry)).map(box)}
      ${more.length > 0 ? html`<details><summary>${strings.more}</summary>${more.map(box)}</details>` : ""}
    </fieldset>
  `;
}
