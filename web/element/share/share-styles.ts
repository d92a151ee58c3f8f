// How sharing and files look. Adopted with the first of their panels.
import { adopting } from "../panel/adopt";

const text = `
  .share-panel {
    display: grid; gap: var(--s2); width: 100%; max-width: 680px; padding: var(--s3);
    background: var(--surface); border-radius: var(--radius);
  }
  .share-panel label.exact { display: flex; gap: var(--s2); align-items: baseline; }
  .share-panel .why { color: var(--muted); }
  .share-panel .row { align-items: end; }
  .share-panel .row label { flex: 1; display: grid; gap: var(--s1); min-width: 0; font-weight: 600; }
  .share-panel .row input { min-width: 0; font: var(--text-xs) / 1.4 var(--mono); }
  .share-panel pre {
    max-height: 320px; margin: 0; padding: var(--s3); overflow: auto; tab-size: 4;
    font: var(--text-xs) / 1.5 var(--mono); background: var(--paper); border: var(--line);
    border-radius: var(--radius);
  }
  .files-panel .segments { justify-self: start; }
  .files-panel h3:not(:first-child) { margin-block-start: var(--s3); }
  .share-panel > *, .share-panel input { min-width: 0; max-width: 100%; }
  .share-panel .qr { width: 100%; max-width: 240px; height: auto; }
`;

export const adoptShareStyles = adopting(text);
