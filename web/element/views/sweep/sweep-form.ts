// The form of a sweep: a key, its values as in links, seeds. Values are kept as text, the same for
// a link, an attribute and an input.
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { mostSeeds, readAxis, splitAxes } from "../../../page/sweep/plan";
import {
  choicesFor,
  findParameter,
  isOfUse,
  type Parameter,
  parameters,
} from "../../../shared/spec";
import type { SweepWish, View } from "../../panel/view";
import type { Words } from "./en";
import { suggested } from "./sweep-data";

export const usualWish = "p=0:0.8:0.2";

/** The key and the values that the form shows; the rest of the axes stay as they are. */
function firstAxis({ over }: SweepWish): {
  row: Parameter | undefined;
  text: string;
  rest: string;
} {
  const [first = usualWish, ...rest] = splitAxes(over);
  const [key = "", ...text] = first.split("=");
  const row = findParameter(key);
  return { row, text: text.join("="), rest: rest.join(";") };
}

/** Keys that mean something to an arm. */
function keysFor({ state }: View): Parameter[] {
  return parameters.filter(
    ({ key, sweepable }) => sweepable && state.arms.some((spec) => isOfUse(key, spec)),
  );
}

export function renderSweepForm(
  view: View,
  words: Words,
  wish: SweepWish,
  change: (wish: SweepWish) => void,
): TemplateResult {
  const { row, text, rest } = firstAxis(wish);
  const put = (key: string, values: string) => {
    const over = [`${key}=${values}`, rest].filter(Boolean).join(";");
    change({ ...wish, over });
  };
  const labels = view.strings.parameters;
  const keys = keysFor(view);
  if (row && !keys.includes(row)) keys.push(row);
  const pick = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    const seeds = value === "seed" ? 1 : wish.seeds;
    const over = [`${value}=${suggested(value, view.state.arms[0])}`, rest];
    change({ over: over.filter(Boolean).join(";"), seeds });
  };
  const seeds = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const count = Math.round(Number(input.value));
    if (count >= 1 && count <= mostSeeds) change({ ...wish, seeds: count });
    else input.value = String(wish.seeds);
  };
  return html`
    <div class="sweep-form">
      <label class="control">
        <span class="label">${words.key}</span>
        <select name="sweep-key" @change=${pick}>
          ${row ? nothing : html`<option value="" selected></option>`}
          ${keys.map(
            (one) => html`<option value=${one.key} .selected=${one === row}>
              ${words.keyName(labels.label(one), one.key)}
            </option>`,
          )}
        </select>
      </label>
      ${
        row?.type === "choice"
          ? choices(view, words, row, text, put)
          : html`
            <label class="control">
              <span class="label">${words.values}</span>
              <input type="text" name="sweep-values" autocomplete="off" spellcheck="false"
                aria-description=${words.valuesHelp} .value=${live(text)}
                @change=${(event: Event) =>
                  put(
                    row?.key ?? "p",
                    (event.target as HTMLInputElement).value.replace(/[\s;&]+/g, ""),
                  )} />
              <small>${words.valuesHelp}</small>
            </label>`
      }
      <label class="control is-short">
        <span class="label">${words.seeds}</span>
        <input type="number" name="sweep-seeds" min="1" max=${mostSeeds} step="1"
          .value=${live(String(wish.seeds))} @change=${seeds} />
      </label>
      ${rest ? html`<p class="hint">${rest.replaceAll(";", ", ")}</p>` : nothing}
    </div>
  `;
}

/** One box for each choice that fits; in the table's order, whatever was ticked first. */
function choices(
  { state, strings }: View,
  words: Words,
  row: Parameter,
  text: string,
  put: (key: string, values: string) => void,
): TemplateResult {
  const axis = readAxis(`${row.key}=${text}`);
  const chosen = "values" in axis ? axis.values : [];
  const toggle = (name: string, on: boolean) => {
    const next = row.choices.filter((one) => (one === name ? on : chosen.includes(one)));
    put(row.key, next.join(","));
  };
  return html`
    <fieldset class="control sweep-choices">
      <legend class="label">${words.choices(strings.parameters.label(row))}</legend>
      ${choicesFor(row, state.arms[0].model).map(
        (name) => html`
          <label class="check">
            <input type="checkbox" name=${`sweep-${name}`} .checked=${live(chosen.includes(name))}
              @change=${(event: Event) => toggle(name, (event.target as HTMLInputElement).checked)} />
            ${name}
          </label>`,
      )}
    </fieldset>
  `;
}
