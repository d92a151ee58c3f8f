// The arms' ensembles: when they are trained, their progress, their results. Knows no
// chart.
import { html, type TemplateResult } from "lit";
import { Ensemble } from "../../../page/run/ensemble";
import type { Answer } from "../../../shared/core";
import { Memo } from "../../panel/memo";
import type { View } from "../../panel/view";
import type { Words } from "./en";

export class Ensembles {
  /** One beside each arm. */
  private all: Ensemble[] = [];
  private readonly about = new Memo();
  private readonly words: Words["ensembles"];
  /** What the host page was last told. */
  private reported: readonly (Answer | null)[] = [];
  /** Counts changes of the results, for redrawing. */
  version = 0;

  constructor(words: Words["ensembles"]) {
    this.words = words;
  }

  /** Drops ensembles of arms that have been restarted. */
  renew(view: View): void {
    const { session, state } = view;
    const generations = session.runs.map((run) => run.generation);
    if (!this.about.changed(state.arms, state.points, generations)) return;
    this.cancel();
    this.all = state.arms.map(() => new Ensemble(view.refresh));
  }

  of(arm: number, { format }: View): { label: string; answer: Answer | null } {
    const ensemble = this.all[arm];
    const label = this.words.ensemble(format.whole(ensemble?.size ?? 0));
    return { label, answer: ensemble?.answer ?? null };
  }

  /** Sends the host page each arm's ensemble when it is ready or dropped. */
  tell(view: View): void {
    const answers = this.all.map(({ answer }) => answer);
    const before = this.reported;
    if (answers.every((answer, arm) => answer === (before[arm] ?? null))) return;
    this.reported = answers;
    this.version++;
    view.act.tell("ensemble", { answers });
  }

  destroy(): void {
    this.cancel();
  }

  private cancel(): void {
    for (const ensemble of this.all.splice(0)) ensemble.cancel();
  }

  render(view: View, examples: number): TemplateResult {
    const { session, format, strings } = view;
    const { words } = this;
    const { length } = this.all;
    const count = format.whole(this.all[0]?.size ?? 0);
    const going = this.all.some(({ phase }) => phase === "running");
    const failed = this.all.find(({ phase }) => phase === "failed");
    const rests = session.isOpen && session.phase !== "running" && session.phase !== "queued";
    const ready = rests && session.runs.every((run) => (run.status?.step ?? 0) > 0);
    const train = () => {
      for (const [arm, ensemble] of this.all.entries()) {
        void ensemble.train(session, arm, { text: "shift", count: examples });
      }
    };
    const cancel = () => {
      for (const ensemble of this.all) ensemble.cancel();
      view.refresh();
    };
    const done = this.all.reduce((sum, { progress }) => sum + progress, 0) / Math.max(1, length);
    const said = failed?.failure
      ? words.failed(strings.failure(failed.failure))
      : ready || going
        ? words.about(count)
        : words.first;
    return html`
      <div class="tools">
        ${
          going
            ? html`<button type="button" @click=${cancel}>${words.cancel}</button>
                <progress class="short" aria-label=${words.progress} .value=${done}></progress>
                <span>${format.percent(done)}</span>`
            : html`<button type="button" ?disabled=${!ready} @click=${train}>
                ${words.train(count)}</button>`
        }
      </div>
      <p class="hint">${said} AUROC: ${words.aurocHelp}.</p>
    `;
  }
}
