// The element, as sharing and opening see it.

import type { Shown } from "../../page/link/link";

export interface Host {
  /** The page opens links from its own address bar. */
  linked: boolean;
  /** What it shows, and in which mode. */
  readonly shown: Shown;
  readonly renderRoot: Node;
  show(link: string): void;
}
