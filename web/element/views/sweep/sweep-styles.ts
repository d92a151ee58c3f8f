// How the sweep's panel looks. Adopted when the panel is first shown.
import { adopting } from "../../panel/adopt";

const text = `
  .sweep-form { display: flex; flex-wrap: wrap; gap: var(--s3) var(--s4); align-items: start; }
  .sweep-form .control { flex: 1 1 180px; min-width: 0; align-content: start; }
  .sweep-form .control.is-short { flex: 0 0 92px; }
  .sweep-form input[type="text"] { width: 100%; min-width: 0; }
  .sweep-form small, .sweep-files small { color: var(--muted); }
  .sweep-choices { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s3); flex-basis: 260px !important; }
  .sweep-choices legend { padding: 0; margin-block-end: var(--s1); }
  .sweep-go { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: center; }
  .sweep-go button.is-main { color: var(--paper); background: var(--ink); border-color: var(--ink); }
  .sweep-go button.is-main:disabled { color: var(--muted); background: var(--surface); border-color: var(--hairline); }
  .sweep-go .progress { flex: 1 1 200px; }
  .sweep-go .readout { min-height: 1.4em; }
  .sweep-table th, .sweep-table td { padding-inline: var(--s1); }
  .sweep-table .sort { position: relative; min-height: 28px; padding: 0; color: inherit; background: none; border: 0; }
  .sweep-table .sort:hover { color: var(--ink); text-decoration: underline; }
  .sweep-table th[aria-sort] { color: var(--ink); }
  .sweep-table .sort span { position: absolute; inset-inline-end: 100%; }
  .sweep-table thead th:first-child .sort span { inset-inline: 100% auto; }
  .sweep-table .mark { display: none; color: var(--muted); text-align: start; }
  .sweep-table th small { display: block; }
  @container (min-width: 480px) {
    .sweep-table th, .sweep-table td { padding-inline: var(--s4); }
    .sweep-table .mark { display: table-cell; }
    .sweep-table th small { display: none; }
  }
  .sweep-files { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s3); align-items: center; }
  .sweep-files [role="status"] { flex-basis: 100%; }
  .sweep-files .open {
    position: relative; display: inline-flex; align-items: center; min-height: 32px; padding: 0 var(--s3);
    border: 1px solid var(--control); border-radius: var(--radius); cursor: pointer;
  }
  .sweep-files .open:hover { border-color: var(--ink); }
  .sweep-files .open:has(:focus-visible) { outline: 2px solid var(--focus); outline-offset: 2px; }
  .sweep-panel.is-over { outline: 2px dashed var(--focus); outline-offset: 4px; }
  .sweep-panel details pre {
    margin: var(--s2) 0; padding: var(--s2); overflow-x: auto; background: var(--surface);
    border-radius: var(--radius); font-family: var(--mono); white-space: pre-wrap; overflow-wrap: anywhere;
  }
  .sweep-panel summary { width: max-content; max-width: 100%; cursor: pointer; }
  @media (forced-colors: active) {
    .sweep-go button.is-main:enabled { forced-color-adjust: none; color: HighlightText; background: Highlight; }
  }
`;

export const adoptSweepStyles = adopting(text);
