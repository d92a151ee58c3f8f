// Icons of the transport, as on media players.
import { svg, type TemplateResult } from "lit";

const sign = (path: string): TemplateResult =>
  svg`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d=${path} /></svg>`;

export const icons = {
  play: sign("M4 2.5v11l9-5.5z"),
  pause: sign("M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z"),
  step: sign("M3 2.5v11l7.5-5.5zM11 2.5h2v11h-2z"),
  undo: sign("M6.5 2.5v3h3a4 4 0 0 1 0 8H5v-2h4.5a2 2 0 0 0 0-4h-3v3l-5-4z"),
  redo: sign("M9.5 2.5v3h-3a4 4 0 0 0 0 8H11v-2H6.5a2 2 0 0 1 0-4h3v3l5-4z"),
  rewind: sign("M13 2.5v11L5.5 8zM3 2.5h2v11H3z"),
};
