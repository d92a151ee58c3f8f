// How the preview of a table looks. Adopted when the panel is first shown.
import { adopting } from "../../panel/adopt";

export const adoptTableStyles = adopting(`
  .own-table .layout { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: var(--s3); }
  .own-table .layout .menu { display: grid; gap: var(--s1); align-content: end; }
  .own-table .layout .menu select { width: 100%; }
  .own-table .layout .menu span { font-weight: 600; }
  .own-table .note { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: center; padding: var(--s2) var(--s3); border-inline-start: 3px solid var(--danger); background: var(--surface); }
  .own-table .note span { flex: 1 1 260px; }
  .own-table h4 { margin: 0; font-size: var(--text-s); font-weight: 600; }
  .own-columns { width: 100%; border-collapse: collapse; font-size: var(--text-s); }
  .own-columns th, .own-columns td { padding: var(--s1) var(--s3) var(--s1) 0; text-align: start; vertical-align: middle; border-block-end: var(--line); }
  .own-columns thead th { font-weight: 400; color: var(--muted); }
  .own-columns tbody th { font-weight: 600; overflow-wrap: anywhere; }
  .own-columns .count { text-align: end; }
  .own-columns select { width: auto; min-width: 104px; max-width: 100%; }
  .own-columns .becomes { overflow-wrap: anywhere; }
  .own-columns tr.is-out th, .own-columns tr.is-out .becomes { color: var(--muted); }
  .own-columns .short { display: none; color: var(--muted); }
  @container (max-width: 559px) {
    .own-columns, .own-columns tbody { display: block; }
    .own-columns thead { display: none; }
    .own-columns tr { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: var(--s1) var(--s2); padding-block: var(--s2); border-block-end: var(--line); }
    .own-columns th, .own-columns td { padding: 0; border: 0; }
    .own-columns tbody th, .own-columns .becomes { grid-column: 1 / -1; }
    .own-columns select { width: 100%; min-width: 0; }
    .own-columns .count { grid-column: 1 / -1; text-align: start; }
    .own-columns .count.is-none { display: none; }
    .own-columns .short { display: inline; }
  }
  .first-rows { border-collapse: collapse; font-size: var(--text-s); }
  .first-rows th, .first-rows td { max-width: 180px; padding: 2px var(--s3) 2px 0; text-align: start; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; border-block-end: var(--line); }
  .first-rows th { font-weight: 400; color: var(--muted); }
  .first-rows .is-number { text-align: end; }
  .own-table details > summary { font-weight: 600; cursor: pointer; }
`);
