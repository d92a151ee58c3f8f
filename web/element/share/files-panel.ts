// What can be taken out of an experiment, and put in: a script for PyTorch, the weights as files,
// and files that are opened. Fetched on demand.
import { html, nothing, type TemplateResult } from "lit";
import { engineVersion } from "../../page/files/replay";
import { type Saved, savedOf, savedRunOf, tableOf } from "../../page/files/saved";
import { readSaved, writeJson, writeNpz } from "../../page/files/saved-files";
import { dataAddress } from "../../page/link/address";
import { reachOf } from "../../page/link/drawable";
import { unpackPoints } from "../../page/link/drawn";
import { fullLink, linkOf, readLink } from "../../page/link/link";
import { pytorchOf, type Script } from "../../page/pytorch/script";
import { isOwnTable } from "../../shared/facts";
import { queries } from "../../shared/generated/questions";
import type { Spec } from "../../shared/spec";
import { copyText, saveFile } from "../host/clipboard";
import { armSwitch } from "../panel/pick";
import type { View } from "../panel/view";
import { armsOfTable, ownTable } from "../views/table/table-panel";
import type { Words } from "./en";
import type { Host } from "./host";
import { adoptShareStyles } from "./share-styles";

const copiedMs = 2000;
const mostBytes = 300e6;
const isTable = (file: File) =>
  // A workbook is none, but the sentence that says what to do with one is the table's.
  /\.(csv|tsv|tab|txt|data?|xlsx?|xlsm|ods)$/i.test(file.name) || file.type === "text/csv";
const hasNoEnding = (file: File) => !/\.\w+$/.test(file.name);

export class FilesPanel {
  private arm = 0;
  private copied = false;
  /** What came of the last file; `wrong`: nothing was opened. */
  private said: { text: string; wrong: boolean } | null = null;
  private failed = false;
  private readonly words: Words["files"];

  constructor({ files }: Words) {
    this.words = files;
  }

  render(view: View, host: Host): TemplateResult {
    adoptShareStyles(host.renderRoot);
    const { words } = this;
    this.arm = Math.min(this.arm, view.state.arms.length - 1);
    return html`
      <div class="share-panel files-panel">
        ${armSwitch("files-arm", view, this.arm, (arm) => {
          this.arm = arm;
          view.refresh();
        })}
        ${this.script(view, words)} ${this.weights(view, words)} ${this.opener(view, host, words)}
      </div>
    `;
  }

  // ---- PyTorch

  private script(view: View, words: Words["files"]): TemplateResult {
    const spec = view.state.arms[this.arm] ?? view.state.arms[0];
    const script = spec && this.scriptOf(spec, view);
    if (!script) return html`<h3>${words.pytorch}</h3><p class="why">${words.pytorchNone}</p>`;
    const copy = async (event: Event) => {
      const box = (event.currentTarget as HTMLElement)
        .closest(".files-panel")
        ?.querySelector("pre");
      this.copied = await copyText(script.code, box ?? null);
      view.refresh();
      setTimeout(() => {
        this.copied = false;
        view.refresh();
      }, copiedMs);
    };
    const save = () => saveFile([script.code], "dropout.py", "text/x-python");
    return html`
      <h3>${words.pytorch}</h3>
      <p class="why">${words.pytorchHint}
        ${isOwnTable(spec) ? words.pytorchTable(view.session.own?.file.name ?? "") : nothing}
        ${script.file ? words.pytorchFile(`${script.file}.bin`) : nothing}
        ${script.file ? html`<a href=${dataAddress(script.file)} download>${script.file}.bin</a>` : nothing}</p>
      <p class="tools">
        <button type="button" @click=${copy}>
          <span aria-live="polite">${this.copied ? words.copied : words.copy}</span></button>
        <button type="button" @click=${save}>${words.download("dropout.py")}</button>
      </p>
      <pre tabindex="0" aria-label=${words.code}><code>${script.code}</code></pre>
    `;
  }

  private scriptOf(spec: Spec, { session }: View): Script | null {
    const order = session.orderOf(spec);
    const { table, own } = session;
    const schema = own && table?.error === null && session.isOpen ? table.schema : null;
    return pytorchOf(spec, {
      table: schema && table && own && { ...table, schema, file: own.file.name },
      link: fullLink(linkOf(order)),
      dataAddress,
      points: unpackPoints(order.points, reachOf(spec)),
    });
  }

  // ---- weights

  private weights(view: View, words: Words["files"]): TemplateResult {
    const run = view.session.runs[this.arm];
    const ready = view.session.isOpen && run?.status;
    const save = async (kind: "npz" | "json") => {
      const saved = await this.saved(view);
      this.failed = saved === null;
      if (saved) {
        const name = `dropout-step-${saved.step}.${kind}`;
        if (kind === "npz") saveFile(writeNpz(saved), name, "application/zip");
        else saveFile(writeJson(saved), name, "application/json");
      }
      view.refresh();
    };
    const button = (kind: "npz" | "json") => html`
      <button type="button" ?disabled=${!ready} @click=${() => void save(kind)}>
        ${words.download(`.${kind}`)}</button>`;
    return html`
      <h3>${words.weights}</h3>
      <p class="why">${ready ? words.weightsHint : words.weightsNone}</p>
      <p class="tools">${button("npz")} ${button("json")}</p>
      ${this.failed ? html`<p role="alert">${words.weightsFailed}</p>` : nothing}
    `;
  }

  private async saved({ session, state }: View): Promise<Saved | null> {
    const spec = state.arms[this.arm];
    const { own } = session;
    const ofTable = spec && isOwnTable(spec) && own;
    const answer = await session.ask(this.arm, queries.state());
    if (!spec) return null;
    return savedOf(answer, {
      link: linkOf(session.orderOf(spec)),
      version: engineVersion(),
      altered: session.altered,
      own: ofTable ? tableOf(own.file.name, own.choices, session.table) : null,
    });
  }

  // ---- opening

  private opener(view: View, host: Host, words: Words["files"]): TemplateResult {
    const choose = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const [file] = input.files ?? [];
      input.value = "";
      if (file) void this.receive(file, view, host);
    };
    const { said } = this;
    return html`
      <h3>${words.open}</h3>
      <p class="why">${words.openHint}</p>
      <label class="open"><span>${words.choose}</span>
        <input type="file" accept=".npz,.json,.csv,.tsv,.tab,.txt,.dat,.data" @change=${choose} /></label>
      ${said ? html`<p role=${said.wrong ? "alert" : "status"}>${said.text}</p>` : nothing}
    `;
  }

  async receive(file: File, view: View, host: Host): Promise<void> {
    this.said = await this.opened(file, view, host);
    view.refresh();
  }

  private async opened(file: File, view: View, host: Host): Promise<FilesPanel["said"]> {
    const { words } = this;
    const { name } = file;
    const openTable = () => {
      const arms = armsOfTable(view.state.arms);
      view.act.open(arms.length > 0 ? arms : readLink("#v=1&data=csv").arms, ownTable(file), null);
      return { text: words.openedLink(name), wrong: false };
    };
    if (isTable(file)) return openTable();
    if (file.size > mostBytes) return { text: words.tooLarge(name), wrong: true };
    const found = await readSaved(file);
    if ("problem" in found && found.problem === "foreign" && hasNoEnding(file)) return openTable();
    if ("problem" in found) return { text: words.problems[found.problem](name), wrong: true };
    if ("link" in found) {
      host.show(found.link);
      return { text: words.openedLink(name), wrong: false };
    }
    return this.goOn(found.saved, name, view);
  }

  private goOn(saved: Saved, name: string, view: View): FilesPanel["said"] {
    const { words } = this;
    const { arms, errors, extras } = readLink(saved.link);
    if (errors.length > 0) return { text: words.problems.damaged(name), wrong: true };
    const resumed = savedRunOf(saved);
    const { session } = view;
    const { own } = saved;
    // The table itself is in no file: the one at hand may be it.
    const table = own && session.own?.file.name === own.name ? session.own : null;
    if (own) session.own = null;
    const pts = extras.pts ?? "";
    const choices = resumed.own;
    view.act.open(arms.slice(0, 1), table && choices && { ...table, choices }, resumed, pts);
    if (own && !table) return { text: words.needsTable(name, own.name), wrong: false };
    return { text: words.opened(name, view.format.whole(saved.step)), wrong: false };
  }
}
