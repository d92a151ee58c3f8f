// Buttons that disclose a part of the element, loaded when it is first opened: sharing, and files.
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../panel/view";
import { loadWords, type Strings, type WordsOf } from "../text/languages";
import type { Words } from "./en";
import type { Host } from "./host";

interface Disclosed {
  render(view: View, host: Host): TemplateResult;
  /** A file that the reader dropped. */
  receive?(file: File, view: View, host: Host): void;
}

type DisclosedClass = new (words: Words) => Disclosed;

const words: WordsOf<Words> = { en: () => import("./en"), de: () => import("./de") };

class Disclosure {
  private panel: Disclosed | null = null;
  private open = false;
  /** The language of the panel. */
  private locale = "";
  private readonly label: (strings: Strings) => string;
  private readonly load: () => Promise<DisclosedClass>;

  constructor(label: (strings: Strings) => string, load: () => Promise<DisclosedClass>) {
    this.label = label;
    this.load = load;
  }

  render(view: View, host: Host): TemplateResult {
    if (this.open && this.panel && this.locale !== view.strings.locale) void this.show(view);
    return html`
      <div class="share" part="share">
        <button type="button" part="button" aria-expanded=${this.open ? "true" : "false"}
          @click=${() => (this.open ? this.close(view) : void this.show(view))}>
          ${this.label(view.strings)}</button>
        ${this.open && this.panel ? this.panel.render(view, host) : nothing}
      </div>
    `;
  }

  async show(view: View): Promise<Disclosed> {
    this.open = true;
    view.refresh();
    const { locale } = view.strings;
    if (!this.panel || this.locale !== locale) {
      const [Panel, said] = await Promise.all([this.load(), loadWords(words, view.strings)]);
      this.locale = locale;
      this.panel = new Panel(said);
    }
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

export class Disclosures {
  private readonly files = new Disclosure(
    ({ files }) => files,
    async () => (await import("./files-panel")).FilesPanel,
  );
  private readonly share = new Disclosure(
    ({ share }) => share,
    async () => (await import("./share-panel")).SharePanel,
  );

  render(view: View, host: Host): TemplateResult {
    return html`
      <div class="disclosures">${this.share.render(view, host)} ${this.files.render(view, host)}</div>
    `;
  }

  /** A file from outside: a table, or what this page has saved. */
  dropped(event: DragEvent, view: View, host: Host): void {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void this.files.show(view).then((panel) => panel.receive?.(file, view, host));
  }
}
