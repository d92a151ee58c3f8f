// Buttons that open a part of the element, which is fetched when it is first asked for: what there
// is to share, and files in and out.
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../panel/panel";
import { loadMore, type Strings } from "../text/strings";

/** The element, as sharing and opening see it. */
export interface Home {
  /** The address bar's page opens links by itself. */
  linked: boolean;
  readonly renderRoot: Node;
  show(link: string): void;
}

interface Folded {
  render(view: View, home: Home): TemplateResult;
  /** A file that the reader dropped. */
  receive?(file: File, view: View, home: Home): void;
}

class Fold {
  private panel: Folded | null = null;
  private open = false;
  private readonly label: (strings: Strings) => string;
  private readonly load: () => Promise<Folded>;

  constructor(label: (strings: Strings) => string, load: () => Promise<Folded>) {
    this.label = label;
    this.load = load;
  }

  render(view: View, home: Home): TemplateResult {
    return html`
      <div class="share" part="share">
        <button type="button" part="button" aria-expanded=${this.open ? "true" : "false"}
          @click=${() => (this.open ? this.close(view) : void this.show(view))}>
          ${this.label(view.strings)}</button>
        ${this.open && this.panel ? this.panel.render(view, home) : nothing}
      </div>
    `;
  }

  async show(view: View): Promise<Folded> {
    this.open = true;
    view.refresh();
    await loadMore();
    this.panel ??= await this.load();
    view.refresh();
    return this.panel;
  }

  private close(view: View): void {
    this.open = false;
    view.refresh();
  }
}

/** Lets files be dropped. */
export function allowFiles(event: DragEvent): void {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
}

export class Folds {
  private readonly files = new Fold(
    ({ files }) => files,
    async () => new (await import("./files-panel")).FilesPanel(),
  );
  private readonly share = new Fold(
    ({ share }) => share.share,
    async () => new (await import("./share-panel")).SharePanel(),
  );

  render(view: View, home: Home): TemplateResult {
    return html`
      <div class="folds">${this.share.render(view, home)} ${this.files.render(view, home)}</div>
    `;
  }

  /** A file from outside: a table, or what this page has saved. */
  dropped(event: DragEvent, view: View, home: Home): void {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void this.files.show(view).then((panel) => panel.receive?.(file, view, home));
  }
}
