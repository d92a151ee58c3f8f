// What the language models write now: a few names, or a passage, from each arm, begun alike.
import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { matrix, type Question } from "../../../shared/core";
import { queries } from "../../../shared/generated/questions";
import type { Spec } from "../../../shared/spec";
import { adopting } from "../../panel/adopt";
import { Panel } from "../../panel/panel";
import { Probe } from "../../panel/probe";
import type { View } from "../../panel/view";
import { armNames } from "../../text/names";
import type { Words } from "./en";

const namesWritten = 8;
const longest = 160;

const adoptStyles = adopting(`
  .writings { display: grid; grid-template-columns: minmax(0, 1fr); overflow-wrap: anywhere; gap: var(--s4); min-height: 12em; align-content: start; }
  .writings ul { padding: 0; list-style: none; columns: 2; font-family: var(--serif); font-size: var(--text-l); }
  .writings blockquote { margin: 0; font-family: var(--serif); font-size: var(--text-l); overflow-wrap: anywhere; }
  @container (min-width: 480px) {
    .writings { grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr)); }
  }
`);

export class WritePanel extends Panel<Words> {
  private readonly probe = this.keep(new Probe(2500));
  private start: string | null = null;
  private temperature = 0.8;
  private draws = 0;

  render(view: View): TemplateResult {
    adoptStyles(view.root);
    const { state, session, format } = view;
    const prose = state.arms[0].data === "moby";
    const names = armNames(state.arms);
    const again = (event: Event) => {
      event.preventDefault();
      this.draws++;
      void session.prepare();
      view.refresh();
    };
    const type = (event: Event) => {
      this.start = (event.target as HTMLInputElement).value;
      view.refresh();
    };
    const warm = (event: Event) => {
      this.temperature = Number((event.target as HTMLInputElement).value);
      view.refresh();
    };
    const heat = format.fixed(this.temperature, 1);
    return html`
      <section class="panel write-panel" aria-label=${this.words.writeName}>
        <h3>${prose ? this.words.proseTitle : this.words.namesTitle}</h3>
        <form class="tools" @submit=${again}>
          <label class="menu"><span>${this.words.beginning}</span>
            <input type="text" maxlength="60" autocomplete="off" spellcheck="false"
              .value=${live(this.beginning(state.arms[0]))} @change=${type} /></label>
          <label class="menu"><span>${this.words.temperature} <output>${heat}</output></span>
            <input type="range" min="0" max="2" step="0.1" aria-valuetext=${heat}
              .value=${live(String(this.temperature))} @input=${warm} /></label>
          <button type="submit">${this.words.writeAgain}</button>
        </form>
        <div class="writings">
          ${names.map((name, arm) => this.writing(view, arm, name, prose))}
        </div>
        <p class="hint">${this.sentence(view)}</p>
      </section>
    `;
  }

  private writing(view: View, arm: number, name: string, prose: boolean): TemplateResult {
    const { strings } = view;
    const texts = this.texts(arm, view);
    const letter = strings.arms[arm];
    const body = prose
      ? html`<blockquote>${texts[0] ?? "…"}</blockquote>`
      : html`<ul>${(texts.length > 0 ? texts : ["…"]).map((text) => html`<li>${text}</li>`)}</ul>`;
    return html`
      <div data-arm=${letter}>
        <p><span class="letter">${letter}</span> ${name}</p>
        ${body}
      </div>
    `;
  }

  private texts(arm: number, { strings }: View): string[] {
    return (this.probe.answers[arm] ?? []).map((answer) =>
      answer.error ? strings.error(answer.error) : (matrix(answer, "text")?.labels[0] ?? ""),
    );
  }

  private sentence({ session, state, format }: View): string {
    if (this.probe.answers.length === 0) return this.words.writeWait;
    const step = Math.max(...session.runs.map((run) => run.status?.step ?? 0));
    const how = state.mode === "eval" ? this.words.writtenEval : this.words.writtenMc;
    return `${how} ${this.words.writtenAt(format.whole(step))}`;
  }

  private beginning({ data }: Spec): string {
    return this.start ?? (data === "moby" ? "The whale " : "");
  }

  protected override look(view: View): unknown {
    const { state } = view;
    const prose = state.arms[0].data === "moby";
    const mode = state.mode === "eval" ? "eval" : "mc";
    const count = prose ? longest : 20;
    const questions = Array.from(
      { length: prose ? 1 : namesWritten },
      (_, k): Question =>
        queries.write({
          text: this.beginning(state.arms[0]),
          number: this.temperature,
          count,
          mode,
          draw: (this.draws * namesWritten + k) * 1000,
        }),
    );
    this.probe.look(view, questions, questions);
    return this.probe.version;
  }

  protected override paint(view: View, first: boolean): void {
    if (!first) view.refresh();
  }
}
