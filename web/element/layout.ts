// Where the parts of the element are: one below the other (flow), or side by side in a box that they
// fill (program). Knows no state.
import { html, nothing, type TemplateResult } from "lit";
import { allowFiles } from "./share/disclosure";
import type { Placed } from "./views/panel-set";

type Part = TemplateResult | typeof nothing;

export interface Parts {
  title: Part;
  transport: Part;
  notes: Part;
  controls: Part;
  switches: Part;
  panels: readonly Placed[];
  disclosures: Part;
}

function flowOf(parts: Parts): TemplateResult {
  return html`
    ${parts.transport} ${parts.notes}
    <div class="body ${parts.controls === nothing ? "" : "has-controls"}">
      ${parts.controls}
      <div class="views">${parts.switches} ${parts.panels.map(({ content }) => content)}</div>
    </div>
    ${parts.disclosures}
  `;
}

function programOf(parts: Parts): TemplateResult {
  const inColumn = (aside: boolean) =>
    parts.panels.filter((panel) => panel.aside === aside).map(({ content }) => content);
  return html`
    <div class="head">${parts.title} ${parts.switches} ${parts.disclosures}</div>
    ${parts.transport}
    <div class="notes">${parts.notes}</div>
    <div class="body">
      ${parts.controls}
      <div class="views">${inColumn(false)}</div>
      <div class="views is-aside">${inColumn(true)}</div>
    </div>
  `;
}

/** `drop` takes files that are dropped anywhere on the element. */
export function renderFrame(
  parts: Parts,
  inProgram: boolean,
  locale: string,
  drop: (event: DragEvent) => void,
): TemplateResult {
  return html`
    ${inProgram ? nothing : parts.title}
    <div class=${inProgram ? "frame is-program" : "frame"} lang=${locale} @dragover=${allowFiles} @drop=${drop}>
      ${inProgram ? programOf(parts) : flowOf(parts)}
    </div>
  `;
}
