// New rows of a reader's table: what the network says of them, and how sure it is. The files stay in
// the browser.
import { html, nothing, type TemplateResult } from "lit";
import { Ensemble } from "../../../page/run/ensemble";
import { othersOf } from "../../../page/run/others";
import { Prediction } from "../../../page/run/prediction";
import type { RowMember } from "../../../shared/tables";
import { saveFile } from "../../host/clipboard";
import { Panel } from "../../panel/panel";
import { armSwitch } from "../../panel/pick";
import type { View } from "../../panel/view";
import type { Words } from "./en";
import { memberOfFile } from "./members";
import { RowsChart } from "./rows-chart";
import { adoptRowsStyles } from "./rows-styles";
import { RowsTable } from "./rows-table";

/** Networks of an ensemble. */
const size = 5;

export class RowsPanel extends Panel<Words> {
  private arm = 0;
  private file: File | null = null;
  private saved: RowMember[] = [];
  /** A file that is no network. */
  private refused = "";
  private readonly prediction: Prediction;
  private readonly ensemble: Ensemble;
  private readonly table: RowsTable;
  private readonly chart: RowsChart;

  constructor(view: View, words: Words) {
    super(view, words);
    this.prediction = new Prediction(view.refresh);
    this.ensemble = new Ensemble(view.refresh, size);
    this.table = this.keep(new RowsTable(words, view.format));
    this.chart = this.keep(new RowsChart(words, view));
  }

  override dispose(): void {
    this.prediction.cancel();
    this.ensemble.cancel();
    super.dispose();
  }

  render(view: View): TemplateResult {
    adoptRowsStyles(view.root);
    const { words } = this;
    const { session } = view;
    const runs = view.state.arms.length;
    this.arm = Math.min(this.arm, runs - 1);
    const run = session.runs[this.arm];
    const rests = session.isOpen && session.phase !== "running" && session.phase !== "queued";
    const ready = rests && (run?.status?.step ?? 0) > 0;
    const choose = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const [file] = input.files ?? [];
      if (file) this.predict(view, file);
    };
    return html`
      <section class="panel own-rows" aria-label=${words.title}>
        <h3>${words.title}</h3>
        <p class="hint">${words.hint}</p>
        ${armSwitch("rows-arm", view, this.arm, (arm) => {
          this.arm = arm;
          view.refresh();
        })}
        <div class="tools"><label class="open"><span>${words.choose}</span>
          <input type="file" accept=".csv,.tsv,.tab,.txt,.dat,.data,text/csv" ?disabled=${!ready} @change=${choose} /></label></div>
        ${ready || this.file ? nothing : html`<p>${words.wait}</p>`}
        ${ready ? this.averaged(view) : nothing}
        ${this.status(view, ready)}
      </section>
    `;
  }

  // ---- several networks

  private averaged(view: View): TemplateResult {
    const { words, ensemble, saved, refused } = this;
    const { format, session } = view;
    const run = session.runs[this.arm];
    const others = run ? othersOf(run) : [];
    const train = () => {
      void ensemble.train(session, this.arm, { text: "shift", count: 100 });
    };
    const add = async (event: Event) => {
      const input = event.target as HTMLInputElement;
      const files = [...(input.files ?? [])];
      const found = await Promise.all(files.map(memberOfFile));
      this.saved = [...saved, ...found.filter((one) => one !== null)];
      const none = files[found.indexOf(null)];
      this.refused = none ? words.notOurs(none.name) : "";
      input.value = "";
      view.refresh();
    };
    const forget = () => {
      this.saved = [];
      view.refresh();
    };
    const going = ensemble.phase === "running";
    const failed = ensemble.phase === "failed" && ensemble.failure;
    return html`
      <div class="tools">
        ${
          going
            ? html`<span>${words.others(format.percent(ensemble.progress))}</span>
              <button type="button" @click=${() => {
                ensemble.cancel();
                view.refresh();
              }}>${words.cancel}</button>`
            : others.length > 0
              ? html`<span>${words.averaged(format.whole(1 + others.length))}</span>`
              : html`<button type="button" @click=${train}>${words.train(format.whole(size - 1))}</button>`
        }
        <label class="open"><span>${words.files}</span>
          <input type="file" accept=".npz,.json" multiple @change=${add} /></label>
      </div>
      ${
        saved.length > 0
          ? html`<ul>${saved.map(({ name }) => html`<li>${words.file(name)}</li>`)}</ul>
            <div class="tools"><button type="button" @click=${forget}>${words.forget}</button></div>`
          : nothing
      }
      ${refused ? html`<p role="alert">${refused}</p>` : nothing}
      ${failed ? html`<p role="alert">${view.strings.failure(failed)}</p>` : nothing}
    `;
  }

  // ---- the prediction

  private predict(view: View, file: File): void {
    this.file = file;
    const { session } = view;
    const run = session.runs[this.arm];
    if (!run || !session.own) return;
    // New rows are laid out as those that were learned from.
    const own = { file, choices: session.own.choices };
    const members = [...othersOf(run), ...this.saved];
    void this.prediction.start(run, { own, members, evaluate: false });
  }

  private status(view: View, ready: boolean): TemplateResult | typeof nothing {
    const { words, prediction, file } = this;
    const { running, result, error } = prediction;
    const { format } = view;
    if (!file) return nothing;
    if (running) {
      const cancel = () => {
        prediction.cancel();
        view.refresh();
      };
      const said = `${file.name}: ${words.phases[running.phase]} …`;
      return html`
        <div class="tools"><span role="status">${said}</span>
          <progress aria-label=${said} .value=${running.share}></progress>
          <button type="button" @click=${cancel}>${words.cancel}</button></div>
      `;
    }
    if (error) return html`<p role="alert">${file.name}: ${view.strings.error(error)}</p>`;
    if (!result) return nothing;
    const old = prediction.isOld(view.session.runs[this.arm]);
    const save = () =>
      saveFile(result.csv, `${file.name.replace(/\.\w+$/, "")}-predictions.csv`, "text/csv");
    this.table.show(result);
    const notes = result.notes.map((note) => view.strings.error(note));
    if (!result.isClasses && result.precision === 0) notes.push(words.noNoise);
    return html`
      <p role="status">${words.done(file.name, format.whole(result.predicted), format.whole(result.rows))}
        ${prediction.members > 1 ? words.averaged(format.whole(prediction.members)) : ""}</p>
      ${
        old
          ? html`<div class="tools"><span>${words.old}</span>
            <button type="button" ?disabled=${!ready} @click=${() => this.predict(view, file)}>${words.again}</button></div>`
          : nothing
      }
      ${notes.length > 0 ? html`<ul class="message">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : nothing}
      <div class="tools"><button type="button" @click=${save}>${words.save}</button></div>
      ${this.table.element}
      ${this.chart.element(result)}
    `;
  }

  protected override look(): unknown {
    return this.prediction.result !== null && [this.prediction.version];
  }

  protected override paint(view: View): void {
    const { result } = this.prediction;
    if (result && result.predicted > 0) this.chart.draw(result, view);
  }
}
