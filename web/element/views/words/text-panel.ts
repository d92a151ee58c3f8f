// A reader's own text, as all arms class it: one steady answer in eval mode, another at each press
// in train mode, mean and spread over T passes in MC mode.
import { html, nothing, type TemplateResult } from "lit";
import { BarsChart, type BarsData } from "../../../charts/kinds/bars";
import { WordsChart, type WordsData } from "../../../charts/kinds/words";
import { type Answer, matrix, type NamedMatrix } from "../../../shared/core";
import { queries } from "../../../shared/generated/questions";
import { Panel } from "../../panel/panel";
import type { View } from "../../panel/view";
import { armNames, armPhrases } from "../../text/names";
import type { Words } from "./en";

const classes = 24;
const height = 44 + 18 * classes;
const refreshMs = 500;
/** Masks whose words are shown, of an arm. */
const masksShown = 3;

/** What was asked; the same question of the same weights has the same answer. */
interface Asked {
  key: string;
  answers: Answer[];
}

export class TextPanel extends Panel<Words> {
  private readonly chart = this.keep(
    new BarsChart({ title: this.words.textChart, strings: this.strings.chart, height }),
  );
  private readonly struck = this.keep(
    new WordsChart({ title: this.words.wordsTitle, strings: this.strings.chart }),
  );
  private text = this.words.textExample;
  private draws = 0;
  private asked: Asked | null = null;
  private asking = false;
  private askedAt = 0;

  render(view: View): TemplateResult {
    const { strings, state } = view;
    const dropsWords = state.mode !== "eval" && state.arms.some((spec) => spec.drop === "word");
    const again = state.mode !== "eval" && this.asked !== null;
    const ask = state.arms.length > 1 ? this.words.textAsk : this.words.textAskOne;
    const blocked = state.errors.length > 0;
    return html`
      <section class="text-panel" aria-label=${this.words.textTitle}>
        <h3>${this.words.textTitle}</h3>
        <form @submit=${(event: Event) => this.submit(event, view)}>
          <input type="text" name="text" maxlength="400" autocomplete="off" spellcheck="true"
            aria-label=${this.words.textLabel} .value=${this.text}
            @input=${(event: Event) => this.typed(event)} />
          <button type="submit" part="button" ?disabled=${blocked}>
            <span class="either"><span ?data-off=${again}>${ask}</span>
            <span ?data-off=${!again}>${strings.resample}</span></span>
          </button>
        </form>
        <p class="words">${this.understood(view)}</p>
        ${dropsWords ? this.struck.element : nothing} ${this.chart.element}
      </section>
    `;
  }

  private typed(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
  }

  private submit(event: Event, view: View): void {
    event.preventDefault();
    this.draws++;
    void view.session.prepare().then((ready) => {
      if (ready) void this.ask(view);
    });
    view.refresh();
  }

  protected override look(view: View): unknown {
    if (!view.session.isOpen) this.asked = null;
    else {
      const due = performance.now() - this.askedAt > refreshMs;
      const moving = view.session.phase === "running";
      if (this.asked?.key !== this.key(view) && (due || !moving)) void this.ask(view);
    }
    return this.asked?.key;
  }

  protected override paint(view: View): void {
    this.chart.draw(this.bars(view), this.sentence(view));
    this.strike(view);
  }

  /** Which words word dropout left out of the first passes. */
  private strike({ state, strings, format }: View): void {
    let said = "";
    const rows = (this.asked?.answers ?? []).flatMap((answer, arm): WordsData["rows"][number][] => {
      const kept = matrix(answer, "kept");
      const tokens = matrix(answer, "tokens")?.labels;
      if (!kept || !tokens) return [];
      const dropped = kept.data.slice(0, kept.cols).reduce((sum, v) => sum + (v ? 0 : 1), 0);
      said ||= this.words.wordsDropped(format.whole(dropped), format.whole(kept.cols));
      return Array.from({ length: Math.min(masksShown, kept.rows) }, (_, k) => ({
        label: `${state.arms.length > 1 ? `${strings.arms[arm]}, ` : ""}${this.words.maskLabel(k + 1)}`,
        words: tokens.map((text, t) => ({
          text: text === "<unk>" ? "?" : text,
          dropped: !kept.data[k * kept.cols + t],
          unknown: text === "<unk>",
        })),
      }));
    });
    this.struck.draw({ rows }, said);
  }

  /** Weights, rates, text and mode: all that an answer depends on. */
  private key({ session, state }: View): string {
    const weights = session.runs.map((run) => [run.generation, run.status?.step]);
    const rates = state.arms.map((spec) => [spec.p, spec.pin]);
    const draw = state.mode === "eval" ? 0 : this.draws;
    const samples = state.mode === "mc" ? state.arms[0]?.T : 1;
    return JSON.stringify([weights, rates, this.text, state.mode, draw, samples]);
  }

  private async ask(view: View): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    this.askedAt = performance.now();
    const key = this.key(view);
    const { session, state } = view;
    const { mode } = state;
    const text = this.text;
    const question = queries.predict({
      text,
      mode,
      draw: this.draws,
      samples: state.arms[0]?.T ?? 50,
    });
    const answers = await Promise.all(session.runs.map((_, arm) => session.ask(arm, question)));
    this.asking = false;
    if (answers.every((answer) => answer !== null)) this.asked = { key, answers };
    view.refresh();
  }

  private understood({ session, strings }: View): TemplateResult | string {
    const answer = this.asked?.answers[0];
    if (!answer) {
      const untrained = session.runs.every((run) => (run.status?.step ?? 0) === 0);
      return untrained ? this.words.textNotTrained : this.words.textHint;
    }
    if (answer.error) return strings.error(answer.error);
    const read = matrix(answer, "tokens")?.labels ?? [];
    const typed = this.text.toLowerCase().match(/[a-z0-9'-]+/g) ?? [];
    const word = (token: string, i: number) =>
      token === "<unk>"
        ? html` <span class="unknown" title=${this.words.textUnknown}>${typed.length === read.length ? typed[i] : "?"}</span>`
        : html` ${token}`;
    return html`${this.words.textUnderstood}${read.map(word)}${
      read.length === 0 ? html` ${this.words.textNone}` : nothing
    }`;
  }

  private bars({ state }: View): BarsData {
    const answers = this.asked?.answers ?? [];
    const rows = answers[0] ? (matrix(answers[0], "mean")?.labels ?? []) : [];
    const names = armNames(state.arms);
    const series = answers.flatMap((answer, arm) => {
      const mean = matrix(answer, "mean");
      if (!mean) return [];
      const std = state.mode === "mc" ? matrix(answer, "std") : undefined;
      const values = mean.data.slice(0, mean.cols);
      return [
        { name: names[arm] ?? "", arm, values, ...(std && { std: std.data.slice(0, std.cols) }) },
      ];
    });
    return { rows, series };
  }

  private sentence({ state, strings, format }: View): string {
    const answers = this.asked?.answers ?? [];
    if (answers.length === 0 || answers.some((answer) => answer.error)) return "";
    const phrases = armPhrases(state.arms, strings);
    const parts = answers.map((answer, arm) => {
      const mean = matrix(answer, "mean") as NamedMatrix;
      const best = mean.data
        .slice(0, mean.cols)
        .reduce((top, v, i, all) => (v > (all[top] ?? 0) ? i : top), 0);
      const std = state.mode === "mc" ? (matrix(answer, "std")?.data[best] ?? null) : null;
      const name = mean.labels[best] ?? "";
      const spread = std === null ? null : format.fixed(100 * std, 0);
      return this.words.answerOf(
        phrases[arm] ?? "",
        name,
        format.percent(mean.data[best] ?? 0),
        spread,
      );
    });
    const passes =
      state.mode === "mc" ? ` ${this.words.passes(format.whole(state.arms[0]?.T ?? 0))}` : "";
    return `${this.words.answerMode[state.mode]}${passes}: ${this.words.answer(parts)}`;
  }
}
