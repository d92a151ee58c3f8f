// How the element looks as a program that fills its box (layout="program"): settings, views and
// results side by side, the transport below them. Charts take the height that is left. In a narrow
// box all of it flows.
import { css } from "lit";

export const programStyles = css`
  :host([layout="program"]) { position: relative; container: program / inline-size; }
  .is-program .controls { order: 1; }
  @container program (min-width: 900px) {
    .is-program {
      height: 100%; padding: 0; border: 0; gap: 0;
      grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
    }
    .is-program > .head {
      display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center;
      gap: var(--s2) var(--s5); padding: var(--s2) var(--s4); border-block-end: var(--line);
    }
    .is-program > .notes { max-height: 30vh; overflow: auto; }
    .is-program > .notes > * { margin: var(--s2) var(--s4); }
    .is-program > .body {
      grid-row: 3; gap: 0; min-height: 0; grid-template-columns: 232px minmax(0, 1fr) minmax(300px, 28%);
    }
    .is-program > .transport {
      grid-row: 4; grid-template-columns: auto minmax(120px, 1fr) auto; align-items: center;
      gap: var(--s2) var(--s5); padding: var(--s2) var(--s4); border-block-start: var(--line);
    }
    .is-program .mode { max-width: 720px; }
    .is-program .mode-note { flex: 1 1 240px; min-height: 2.8em; }
    .is-program .readout { min-height: 1.4em; }
    .is-program .readout > span { display: inline; margin-inline-end: var(--s3); }
    .is-program .controls { order: 0; overflow-y: auto; padding: var(--s3) var(--s4); border-inline-end: var(--line); }
    .is-program .views {
      display: flex; flex-direction: column; gap: var(--s4); min-height: 0; overflow: hidden auto;
      padding: var(--s3) var(--s4);
    }
    .is-program .views.is-aside { border-inline-start: var(--line); }
    .is-program .views > :is(.panel, .curves, .text-panel) {
      display: flex; flex: 1 0 auto; flex-direction: column; min-height: 240px; padding: 0; border: 0;
    }
    .is-program .views > :is(.panel, .curves, .text-panel) > .chart, .is-program .pair { flex: 1 0 auto; }
    .is-program .views button { min-height: 26px; padding-inline: var(--s2); font-size: var(--text-xs); }
    .is-program .views .segments span { padding-inline: var(--s2); font-size: var(--text-xs); line-height: 24px; }
    .is-program .views .tools { gap: var(--s1) var(--s2); font-size: var(--text-xs); }
    .is-program .views .chart-title { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .is-program .pair { grid-auto-rows: minmax(min-content, 1fr); gap: var(--s4); }
    .is-program .is-aside .pair { grid-template-columns: minmax(0, 1fr); }
    .is-program .pair .chart-summary { min-height: 2.8em; }
    .is-program .views .chart { position: relative; display: flex; flex-direction: column; }
    .is-program .views .chart-box { --chart-fill: 1; flex: 1 0 0; min-height: var(--chart-least, 120px); }
    .is-program .hint { font-size: var(--text-xs); }
    @media (hover: hover) {
      .is-program .chart-foot:not(:has([open])) {
        position: absolute; inset-block-start: 0; inset-inline-end: 0; gap: var(--s2); opacity: 0;
        background: var(--paper);
      }
      .is-program .chart:hover .chart-foot, .is-program .chart:focus-within .chart-foot { opacity: 1; }
    }
  }
`;
