// How the element looks. Colours, type and spacing are tokens; nothing here moves.
import { css, unsafeCSS } from "lit";
import tokens from "../shared/tokens.css?inline";
import { programStyles } from "./program-styles";

const layout = css`
  :host {
    display: block;
    color: var(--ink);
    background: var(--paper);
    font: var(--text-s) / 1.4 var(--sans);
    font-variant-numeric: tabular-nums;
  }
  :host(:not([theme="light"], [theme="dark"])) { color-scheme: inherit; }
  :host([hidden]) { display: none; }
  /* How wide the element is where its box asks its content, whose width is contained: a line that
     is 680px long and can break anywhere. */
  :host::before {
    content: ". . . . . . . . . . . . . . . . ." / ""; display: block; height: 0; overflow: hidden;
    font: 0/0 sans-serif; word-spacing: 42.5px; letter-spacing: 0; white-space: normal; visibility: hidden;
  }
  *, ::before, ::after { box-sizing: border-box; }
  p, ul, fieldset, h3 { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  ul { padding-inline-start: var(--s5); }
  h3 { font-size: var(--text-m); font-weight: 600; }
  .unseen {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
  /* All languages of the element are written from left to right. */
  .frame, .help { direction: ltr; text-align: start; }
  .frame { container-type: inline-size; display: grid; gap: var(--s4); padding-block: var(--s3); border-block: var(--line); }
  .body { display: grid; gap: var(--s6); }
  .controls { display: grid; gap: var(--s4); align-content: start; min-width: 0; }
  .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(92px, 1fr)); gap: var(--s4); align-content: start; }
  .group > summary { padding-block: var(--s1); font-weight: 600; border-block-start: var(--line); cursor: pointer; }
  .group > .grid { padding-block: var(--s2); grid-template-columns: repeat(auto-fill, minmax(86px, 1fr)) !important; }
  .views { display: grid; align-content: start; gap: var(--s6); min-width: 0; }
  .pair { display: grid; gap: var(--s5); min-width: 0; }
  .key { margin-block-start: var(--s1); color: var(--muted); font-size: var(--text-xs); }
  .control.is-wide { grid-column: 1 / -1; }
  .pair .chart-summary { min-height: 5.6em; }
  .text-panel .chart-summary { min-height: 4.2em; }
  @container (min-width: 480px) {
    .text-panel .chart-summary { min-height: 1.4em; }
  }
  @container (min-width: 720px) {
    .body.has-controls { grid-template-columns: 216px minmax(0, 1fr); }
    .grid { grid-template-columns: minmax(0, 1fr); }
    .body.has-controls .controls { padding-inline-end: var(--s4); }
    .pair .chart-summary { min-height: 4.2em; }
    .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  }
`;

const fields = css`
  button, input, select { font: inherit; color: inherit; }
  button {
    display: inline-flex; align-items: center; justify-content: center; gap: var(--s1);
    min-height: 32px; padding: 0 var(--s3); background: var(--paper);
    border: 1px solid var(--control); border-radius: var(--radius); cursor: pointer;
  }
  button svg { fill: currentColor; }
  button:hover:not(:disabled) { border-color: var(--ink); }
  button:disabled { color: var(--muted); border-color: var(--hairline); cursor: default; }
  button.play { min-width: 104px; color: var(--paper); background: var(--ink); border-color: var(--ink); }
  button.play:disabled { color: var(--muted); background: var(--surface); border-color: var(--hairline); }
  input[type="number"], input[type="text"], select {
    min-height: 28px; padding: 0 var(--s2); background: var(--paper);
    border: 1px solid var(--control); border-radius: var(--radius);
  }
  input[type="number"] { width: 76px; text-align: end; appearance: textfield; }
  input::-webkit-inner-spin-button { display: none; }
  select { width: 100%; }
  input[type="range"] { flex: 1; min-width: 0; height: 28px; margin: 0; accent-color: var(--ink); }
  .control { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s1); align-content: end; }
  .label { font-weight: 600; overflow-wrap: anywhere; hyphens: auto; }
  .label small { font-weight: 400; color: var(--muted); }
  .row { display: flex; align-items: center; gap: var(--s2); }
  .row .letter { width: 1em; font-weight: 600; }
  .row input[type="range"] + input[type="number"] { width: 60px; }
  [data-arm="A"] { accent-color: var(--arm-a); --mine: var(--arm-a-text); }
  [data-arm="B"] { accent-color: var(--arm-b); --mine: var(--arm-b-text); }
  [data-arm="C"] { accent-color: var(--arm-c); --mine: var(--arm-c-text); }
  [data-arm="D"] { accent-color: var(--arm-d); --mine: var(--arm-d-text); }
  [data-arm] input[type="range"] { accent-color: inherit; }
  [data-arm] .letter { color: var(--mine); }
`;

const bar = css`
  .transport { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s3) var(--s6); align-items: start; }
  .buttons { display: flex; gap: var(--s2); }
  .progress { min-width: 0; }
  progress {
    display: block; width: 100%; height: 4px; margin-block: 6px 4px; appearance: none; border: 0;
    background: var(--hairline); border-radius: 2px; overflow: hidden;
  }
  progress::-webkit-progress-bar { background: var(--hairline); }
  progress::-webkit-progress-value { background: var(--accent); }
  progress::-moz-progress-bar { background: var(--accent); }
  .readout { min-height: 2.8em; color: var(--muted); }
  .readout > span { display: block; }
  .readout b { margin-inline-end: var(--s1); color: var(--ink); font-weight: 600; }
  .mode { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s3); align-items: center; }
  .segments { display: inline-flex; border: 1px solid var(--control); border-radius: var(--radius); overflow: clip; }
  .segments label { position: relative; cursor: pointer; }
  .segments label + label { border-inline-start: 1px solid var(--control); }
  .segments input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
  .segments span { display: block; min-width: 52px; padding: 0 var(--s3); line-height: 30px; text-align: center; }
  .segments input:checked + span { color: var(--paper); background: var(--ink); }
  .segments label:has(:focus-visible) { outline: 2px solid var(--focus); outline-offset: -2px; }
  .samples { display: inline-flex; align-items: center; gap: var(--s1); }
  .samples input { width: 60px; }
  .samples[data-idle] { color: var(--muted); }
  .samples[data-idle] input { border-color: var(--hairline); }
  .mode-note { flex-basis: 100%; min-height: 4.2em; color: var(--muted); }
  .mode-note > span { display: block; }
  .formula { color: var(--ink); font-family: var(--serif); font-size: var(--text-m); }
  @container (min-width: 720px) {
    .transport { grid-template-columns: auto minmax(160px, 1fr) 300px; }
  }
`;

const panels = css`
  .message { padding: var(--s2) var(--s3); border-inline-start: 3px solid var(--control); background: var(--surface); }
  .message.is-error { border-color: var(--danger); }
  .choices { display: flex; flex-wrap: wrap; gap: var(--s2); margin-block-start: var(--s2); }
  .text-panel { display: grid; gap: var(--s2); min-width: 0; padding-block-start: var(--s4); border-block-start: var(--line); }
  .text-panel form { display: flex; flex-wrap: wrap; gap: var(--s2); }
  .text-panel input { flex: 1 1 220px; min-width: 0; min-height: 32px; }
  .panel { display: grid; gap: var(--s2); min-width: 0; padding-block-start: var(--s4); border-block-start: var(--line); }
  /* About as high as what will stand there, so that nothing below it moves. */
  .panel.is-coming { min-height: 360px; }
  .panel:is(.is-text, .is-network, .is-field) { min-height: 540px; }
  .panel.is-uncertainty { min-height: 900px; }
  .views > .panel:first-of-type, .views > .curves { border: 0; padding: 0; }
  .panel > *, .stack > *, .pair > * { min-width: 0; }
  .stack { display: grid; gap: var(--s3); align-content: start; min-width: 0; }
  .tools { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: center; }
  .tools > *, .menu { min-width: 0; max-width: 100%; }
  .menu { display: inline-flex; align-items: center; gap: var(--s2); }
  .menu select { width: auto; max-width: 100%; min-width: 56px; }
  .menu input[type="text"] { flex: 0 1 14em; min-width: 0; width: 14em; max-width: 100%; }
  .menu input[type="range"] { width: 96px; }
  .menu output { display: inline-block; min-width: 2.2em; }
  .bare { display: contents; }
  .segments.is-small span { min-width: 0; line-height: 28px; }
  .segments { max-width: 100%; flex-wrap: wrap; }
  button.icon { padding: 0 var(--s2); min-width: 32px; }
  .controls > .tools { gap: var(--s1); }
  .controls > .tools button { padding-inline: var(--s2); }
  button[aria-pressed="true"] { color: var(--paper); background: var(--ink); border-color: var(--ink); }
  .view-switches { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); color: var(--muted); }
  .view-switches legend { float: left; padding: 0; margin-inline-end: var(--s2); line-height: 24px; font-weight: 600; color: var(--ink); }
  .view-switches label, .check { display: inline-flex; align-items: center; gap: var(--s1); min-height: 24px; cursor: pointer; }
  .view-switches summary { line-height: 24px; cursor: pointer; }
  .view-switches details[open] { flex-basis: 100%; }
  .view-switches details label { margin-inline-end: var(--s4); }
  .view-switches input, .check input { width: 16px; height: 16px; margin: 0; accent-color: var(--ink); }
  .hint { color: var(--muted); }
  progress.short { width: 120px; }
  .scroll { overflow-x: auto; }
  .either { display: grid; }
  .either > span { grid-area: 1 / 1; }
  .either > [data-off] { visibility: hidden; }
  .words { min-height: 1.4em; color: var(--muted); }
  .words .unknown { text-decoration: underline dotted; }
  ::slotted([slot="caption"]) { color: var(--muted); }
  .disclosures { display: flex; flex-wrap: wrap; gap: var(--s3); }
  .share:has(.share-panel) { flex: 1 0 100%; }
  .share { display: grid; gap: var(--s3); justify-items: start; min-width: 0; }
  @media (forced-colors: active) {
    .segments input:checked + span { forced-color-adjust: none; color: HighlightText; background: Highlight; }
    button.play:enabled { forced-color-adjust: none; color: HighlightText; background: Highlight; }
  }
`;

export const styles = [unsafeCSS(tokens), layout, fields, bar, panels, programStyles];
