// Small choices that panels share: one of a few words, and one of the arms.
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { armNames } from "../text/names";
import type { View } from "./view";

export interface Option<T> {
  value: T;
  label: string;
}

/** A segmented switch. In a form of its own, since Chromium keeps radio buttons without one that
 *  leave a shadow root while that root exists (it looks for their group in the document). */
export function segments<T extends string | number>(
  name: string,
  legend: string,
  options: readonly Option<T>[],
  chosen: T,
  choose: (value: T) => void,
): TemplateResult | typeof nothing {
  if (options.length < 2) return nothing;
  const one = ({ value, label }: Option<T>) => html`
    <label>
      <input type="radio" name=${name} value=${String(value)} .checked=${live(value === chosen)}
        @change=${() => choose(value)} />
      <span>${label}</span>
    </label>
  `;
  return html`
    <form method="dialog" class="bare">
      <fieldset class="segments is-small">
        <legend class="unseen">${legend}</legend>
        ${options.map(one)}
      </fieldset>
    </form>
  `;
}

/** Which arm a panel shows, where there are several. */
export function armSwitch(
  name: string,
  view: View,
  chosen: number,
  choose: (arm: number) => void,
): TemplateResult | typeof nothing {
  const names = armNames(view.state.arms);
  const options = names.map((label, value) => ({
    value,
    label: `${view.strings.arms[value]}: ${label}`,
  }));
  return segments(name, view.strings.whichArm, options, chosen, choose);
}

/** A choice from a longer list. */
export function menu<T extends string | number>(
  label: string,
  options: readonly Option<T>[],
  chosen: T,
  choose: (value: T) => void,
): TemplateResult {
  const change = (event: Event) => {
    const option = options[(event.target as HTMLSelectElement).selectedIndex];
    if (option) choose(option.value);
  };
  return html`
    <label class="menu">
      <span>${label}</span>
      <select @change=${change}>
        ${options.map(
          ({ value, label: text }) =>
            html`<option value=${String(value)} .selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </label>
  `;
}
