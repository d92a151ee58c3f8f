// Controls made from the parameter table: a rate is a slider with its number, a choice a list, all
// else a number. Shows what applies to the model; where arms differ, one control for each arm.
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { readLink } from "../../page/link/link";
import { type Preset, presets } from "../../page/state/presets";
import {
  choicesFor,
  findParameter,
  isOfUse,
  type Key,
  type Parameter,
  parameter,
  parameters,
} from "../../shared/spec";
import type { ElementView } from "../panel/view";
import { icons } from "./icons";

const essential: readonly Key[] = ["p", "lr", "epochs", "seed"];
/** What each arm has a control of its own for, even where the arms agree. */
const perArm: readonly Key[] = ["p"];
const highestRate = 0.9;

/** Keys to show for `full`, `essential`, `none` or a list of keys. */
export function shownKeys(wish: string): Key[] {
  if (wish === "none") return [];
  if (wish === "full")
    return parameters.filter(({ group }) => group !== "none").map(({ key }) => key);
  const named = wish.split(/[\s,]+/).filter((key) => findParameter(key) && key !== "v") as Key[];
  return named.length > 0 ? named : [...essential];
}

const groups = ["data", "network", "dropout", "training"] as const;

/** Open in a program, where all groups together are higher than the window. */
const often: readonly string[] = ["data", "dropout"];

export function renderControls(
  view: ElementView,
  wish: string,
  fold = false,
): TemplateResult | typeof nothing {
  const keys = shownKeys(wish).filter((key) => view.state.arms.some((spec) => isOfUse(key, spec)));
  if (keys.length === 0) return nothing;
  const rows = (list: readonly Key[]) => list.map((key) => group(parameter(key), view));
  const full = wish === "full";
  return html`
    <section class="controls" part="controls" aria-label=${view.strings.controls}>
      ${tools(view)} ${full ? presetMenu(view) : nothing}
      ${
        full
          ? groups.map(
              (name) => html`
                <details class="group" ?open=${!fold || often.includes(name)}>
                  <summary>${view.strings.groups[name]}</summary>
                  <div class="grid">${rows(keys.filter((key) => parameter(key).group === name))}</div>
                </details>`,
            )
          : html`<div class="grid">${rows(keys)}</div>`
      }
    </section>
  `;
}

/** Undo, redo, another seed, the list of shortcuts. */
function tools({ state, strings, act }: ElementView): TemplateResult {
  return html`
    <div class="tools">
      <button type="button" class="icon" aria-label=${strings.undo} title=${strings.undo}
        ?disabled=${!state.canUndo} @click=${act.undo}>${icons.undo}</button>
      <button type="button" class="icon" aria-label=${strings.redo} title=${strings.redo}
        ?disabled=${!state.canRedo} @click=${act.redo}>${icons.redo}</button>
      <button type="button" @click=${act.newSeed}>${strings.newSeed}</button>
      <button type="button" class="icon" aria-label=${strings.help} title=${strings.help}
        @click=${act.help}>?</button>
    </div>
  `;
}

function presetMenu({ strings, act }: ElementView): TemplateResult {
  const change = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const link = presets[select.value as Preset];
    select.selectedIndex = 0;
    if (link) act.use(readLink(link).arms);
  };
  return html`
    <label class="control is-wide">
      <span class="label">${strings.presets}</span>
      <select @change=${change}>
        <option value="">${strings.presetsPrompt}</option>
        ${(Object.keys(presets) as Preset[]).map(
          (name) => html`<option value=${name}>${strings.presetNames[name]}</option>`,
        )}
      </select>
    </label>
  `;
}

function group(row: Parameter, view: ElementView): TemplateResult {
  const { arms } = view.state;
  const shared = arms.every((spec) => spec[row.key] === arms[0]?.[row.key]);
  const single = arms.length === 1 || (shared && !perArm.includes(row.key));
  const words = view.strings.parameters;
  const which = single ? (["all"] as const) : arms.map((_, arm) => arm);
  const wide = row.rate || row.type === "choice" || which.length > 1;
  return html`
    <div class=${wide ? "control is-wide" : "control"} title=${view.strings.parameters.help(row)}>
      <span class="label" aria-hidden="true">
        ${words.label(row)}${row.unit ? html` <small>${words.unit(row)}</small>` : nothing}
      </span>
      ${which.map((arm) => one(row, view, arm))}
    </div>
  `;
}

function one(row: Parameter, view: ElementView, arm: number | "all"): TemplateResult {
  const { strings } = view;
  const letter = arm === "all" ? "" : (strings.arms[arm] as string);
  const label = strings.parameters.label(row);
  const name = letter ? strings.ofArm(label, letter) : label;
  return html`
    <div class="row" data-arm=${letter || nothing}>
      ${letter ? html`<span class="letter" aria-hidden="true">${letter}</span>` : nothing}
      ${row.type === "choice" ? choice(row, view, arm, name) : numeric(row, view, arm, name)}
    </div>
  `;
}

function current(row: Parameter, view: ElementView, arm: number | "all"): number | string {
  return view.state.arms[arm === "all" ? 0 : arm]?.[row.key] as number | string;
}

function choice(
  row: Parameter,
  view: ElementView,
  arm: number | "all",
  name: string,
): TemplateResult {
  const value = current(row, view, arm);
  const change = (event: Event) => {
    const chosen = (event.target as HTMLSelectElement).value;
    view.act.set(row.key, chosen as never, arm, false);
  };
  return html`
    <select aria-label=${name} @change=${change}>
      ${choicesFor(row, view.state.arms[arm === "all" ? 0 : arm].model).map(
        (one) => html`<option value=${one} .selected=${one === value}>${one}</option>`,
      )}
    </select>
  `;
}

function numeric(
  row: Parameter,
  view: ElementView,
  arm: number | "all",
  name: string,
): TemplateResult {
  const { strings, format } = view;
  const value = Number(current(row, view, arm));
  let before = value;
  const take = (event: Event, together: boolean) => {
    const input = event.target as HTMLInputElement;
    const given = Number(input.value);
    const inside = Math.min(row.max, Math.max(row.min, given));
    const next = row.type === "integer" ? Math.round(inside) : inside;
    if (input.value === "" || Number.isNaN(given)) input.value = String(before);
    else if (next !== before) view.act.set(row.key, next as never, arm, together);
    before = next;
  };
  const box = html`<input
    type="number"
    aria-label=${name}
    min=${row.min}
    max=${row.max}
    step=${row.type === "integer" ? "1" : "any"}
    .value=${live(String(value))}
    @change=${(event: Event) => take(event, false)}
  />`;
  if (!row.rate) return box;
  const spoken = strings.rateText(format.plain(value), format.percent(value));
  return html`
    <input
      type="range"
      aria-label=${name}
      aria-valuetext=${spoken}
      min="0"
      max=${highestRate}
      step="0.05"
      .value=${live(String(value))}
      @input=${(event: Event) => take(event, true)}
    />${box}
  `;
}
