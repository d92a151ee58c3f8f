// The element, as sharing and opening see it.

export interface Host {
  /** The page opens links from its own address bar. */
  linked: boolean;
  readonly renderRoot: Node;
  show(link: string): void;
}
