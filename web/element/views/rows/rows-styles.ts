// How predictions of new rows look. Adopted when the panel is first shown.
import { adopting } from "../../panel/adopt";

export const adoptRowsStyles = adopting(`
  .rows-table { max-height: 420px; overflow: auto; border-block: var(--line); overscroll-behavior: contain; }
  .rows-table:focus-visible { outline-offset: -2px; }
  .rows-table table { width: 100%; border-collapse: collapse; font-size: var(--text-s); }
  .rows-table tr:not(.gap) > * { height: 28px; }
  .rows-table th, .rows-table td { padding: 0 var(--s3); text-align: end; white-space: nowrap; box-shadow: inset 0 -1px var(--hairline); }
  .rows-table thead th { position: sticky; inset-block-start: 0; background: var(--paper); font-weight: 400; color: var(--muted); }
  .rows-table .sort { gap: var(--s1); min-height: 28px; padding: 0; color: inherit; background: none; border: 0; white-space: nowrap; }
  .rows-table .sort:hover { color: var(--ink); text-decoration: underline; }
  .rows-table th:not([aria-sort="none"]) { color: var(--ink); }
  .rows-table .is-name { max-width: 180px; overflow: hidden; text-overflow: ellipsis; }
  .rows-table .gap td { padding: 0; box-shadow: none; }
  .own-rows ul { display: grid; gap: var(--s1); }
  .own-rows ul.message { padding-inline-start: var(--s6); }
  .own-rows .open { position: relative; display: inline-flex; flex-wrap: wrap; align-items: center; gap: var(--s2); }
  .own-rows progress { width: 160px; }
`);
