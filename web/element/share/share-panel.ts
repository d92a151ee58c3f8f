// What there is to share: link, Markdown, iframe and element code, a QR code, the system's share
// sheet, or a file where the link would be too long. Fetched on demand.
import { html, nothing, svg, type TemplateResult } from "lit";
import { comfortable, readFile, writeFile } from "../../page/files/experiment";
import { standing } from "../../page/files/replay";
import {
  canEmbed,
  elementCode,
  iframeCode,
  isOurPage,
  markdownCode,
  playgroundAddress,
} from "../../page/link/address";
import { fullLink, writeLink } from "../../page/link/link";
import { copyText, saveFile } from "../host/clipboard";
import type { View } from "../panel/view";
import type { Words } from "./en";
import type { Host } from "./host";
import { type QrPath, qrPath } from "./qr";
import { adoptShareStyles } from "./share-styles";

const copiedMs = 2000;

export class SharePanel {
  private exact = false;
  private copied = "";
  private noFile = false;
  private qr: (QrPath & { text: string }) | null = null;
  private readonly words: Words;

  constructor(words: Words) {
    this.words = words;
  }

  render(view: View, host: Host): TemplateResult {
    adoptShareStyles(host.renderRoot);
    const { state, session } = view;
    const { words } = this;
    const now = standing(session);
    const rest = { ...state.extras };
    for (const key of ["at", "h", "e"] as const) delete rest[key];
    const link = writeLink(state.arms, { ...rest, ...(this.exact && now) });
    const here = !canEmbed || (host.linked && !isOurPage());
    const address = here ? fullLink(link) : playgroundAddress(link, host.shown);
    const why = session.altered ? words.exactAltered : now ? "" : words.exactWhy;
    return html`
      <div class="share-panel">
        <label class="exact">
          <input type="checkbox" .checked=${this.exact && now !== null} ?disabled=${!now}
            @change=${(event: Event) => {
              this.exact = (event.target as HTMLInputElement).checked;
              view.refresh();
            }} />
          <span>${words.exact}</span>
        </label>
        ${why ? html`<p class="why">${why}</p>` : nothing}
        ${
          address.length > comfortable
            ? this.file(view, link, address)
            : html`
              ${this.row(view, words.link, address)}
              ${this.row(view, words.markdown, markdownCode(address, words.markdownText))}
              ${
                canEmbed
                  ? [
                      this.row(view, words.iframe, iframeCode(link, words.title)),
                      this.row(view, words.element, elementCode(link)),
                    ]
                  : nothing
              }
              ${this.sheet(address)} ${this.code(address)}
            `
        }
        ${this.opener(view, host)}
      </div>
    `;
  }

  /** Opens an experiment that was saved as a file. */
  private opener({ refresh }: View, host: Host): TemplateResult {
    const { words } = this;
    const open = async (event: Event) => {
      const input = event.target as HTMLInputElement;
      const [file] = input.files ?? [];
      const link = file && file.size < 1e5 ? readFile(await file.text()) : null;
      this.noFile = link === null;
      input.value = "";
      if (link) host.show(link);
      refresh();
    };
    return html`
      <label class="open">
        <span>${words.open}</span>
        <input type="file" accept="application/json,.json" @change=${open} />
      </label>
      ${this.noFile ? html`<p role="alert">${words.noFile}</p>` : nothing}
    `;
  }

  private row(view: View, name: string, text: string): TemplateResult {
    const { words } = this;
    const copy = (event: Event) => {
      const field = (event.currentTarget as HTMLElement).previousElementSibling;
      void this.copy(view, name, text, field as HTMLInputElement);
    };
    return html`
      <div class="row">
        <label><span>${name}</span><input type="text" readonly .value=${text}
          @focus=${(event: Event) => (event.target as HTMLInputElement).select()} /></label>
        <button type="button" aria-label=${`${words.copy}: ${name}`} @click=${copy}>
          <span aria-live="polite">${this.copied === name ? words.copied : words.copy}</span>
        </button>
      </div>
    `;
  }

  private async copy(view: View, name: string, text: string, label: HTMLElement): Promise<void> {
    const field = label.querySelector("input");
    field?.select();
    if (!(await copyText(text, null))) return;
    this.copied = name;
    view.refresh();
    setTimeout(() => {
      this.copied = "";
      view.refresh();
    }, copiedMs);
  }

  private file(view: View, link: string, address: string): TemplateResult {
    const { words } = this;
    const save = () => saveFile([writeFile(link)], "dropout-experiment.json", "application/json");
    return html`
      <p>${words.tooLong(view.format.whole(address.length))}</p>
      <p><button type="button" @click=${save}>${words.file}</button></p>
    `;
  }

  private sheet(url: string): TemplateResult | typeof nothing {
    if (!navigator.share) return nothing;
    const share = () => navigator.share({ title: this.words.title, url }).catch(() => {});
    return html`<p><button type="button" @click=${share}>${this.words.system}</button></p>`;
  }

  private code(text: string): TemplateResult {
    if (this.qr?.text !== text) this.qr = { text, ...qrPath(text) };
    const { path, size } = this.qr;
    // Black on white with a margin of four, whatever the theme: cameras need the contrast.
    return html`
      <svg class="qr" role="img" aria-label=${this.words.qr}
        viewBox=${`-4 -4 ${size + 8} ${size + 8}`} shape-rendering="crispEdges">
        ${svg`<rect x="-4" y="-4" width=${size + 8} height=${size + 8} fill="#ffffff" />`}
        ${svg`<path d=${path} fill="#000000" />`}
      </svg>
    `;
  }
}
