// How a table of scores looks. Adopted with the first that there is.
import { adopting } from "./adopt";

export const adoptScoreStyles = adopting(`
  .scores { border-collapse: collapse; font-size: var(--text-s); }
  .scores th, .scores td { padding: var(--s1) var(--s3); text-align: end; border-block-end: var(--line); white-space: nowrap; }
  .scores th:first-child { padding-inline-start: 0; text-align: start; }
  .scores th { font-weight: 400; color: var(--muted); }
`);
