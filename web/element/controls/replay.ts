// A link that carries where a run stood: the offer to replay it, and the verdict.
import { html, nothing, type TemplateResult } from "lit";
import { judge, type Promised, promised, type Verdict, version } from "../../page/files/replay";
import type { Extras } from "../../page/link/link";
import { cheap } from "../../page/state/cost";
import type { View } from "../panel/view";

export class Replay {
  private extras: Extras | null = null;
  private verdict: Verdict | null = null;
  private began = false;

  /** Once a frame: starts a short replay by itself, and keeps the verdict of one that ended. */
  look(view: View, byItself: boolean): void {
    const { state, session } = view;
    if (state.extras !== this.extras) {
      this.extras = state.extras;
      this.verdict = null;
      this.began = false;
    }
    const promise = promised(state.extras, state.arms.length);
    if (!promise || state.errors.length > 0) return;
    const verdict = this.verdict ?? judge(promise, session);
    if (verdict && !this.verdict) {
      this.verdict = verdict;
      view.refresh();
    }
    const quick = state.arms.every((spec, arm) => cheap(spec, promise.steps[arm] ?? 0));
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!byItself || this.began || !quick || still || promise.digests.length === 0) return;
    if (session.phase === "poster") this.begin(view, promise);
  }

  private begin(view: View, promise: Promised): void {
    this.began = true;
    this.verdict = null;
    void view.session.replay(promise.steps);
  }

  render(view: View): TemplateResult | typeof nothing {
    const { state, session, strings, format } = view;
    const promise = promised(state.extras, state.arms.length);
    if (!promise || state.errors.length > 0 || session.failure) return nothing;
    const step = format.whole(Math.max(...promise.steps));
    if (session.replaying) {
      return html`<p class="message replay" role="status">${strings.replaying(step)}</p>`;
    }
    const wrong = this.verdict?.kind === "differs" || this.verdict?.kind === "ended";
    return html`
      <div class="message replay ${wrong ? "is-error" : ""}" role="status">
        <p>${this.verdict ? this.sentence(view, this.verdict) : strings.offer(step)}</p>
        ${
          this.verdict
            ? nothing
            : html`<p class="choices">
              <button type="button" @click=${() => this.begin(view, promise)}>${strings.replay}</button>
            </p>`
        }
      </div>
    `;
  }

  private sentence({ strings, format }: View, verdict: Verdict): string {
    const letters = (arms: number[]) => arms.map((arm) => strings.arms[arm]).join(", ");
    switch (verdict.kind) {
      case "equal":
        return strings.equal(format.whole(verdict.step));
      case "there":
        return strings.there(format.whole(verdict.step));
      case "ended":
        return strings.ended(letters(verdict.arms), format.whole(verdict.step));
      case "differs": {
        const of = (digests: string[]) => verdict.arms.map((arm) => digests[arm]).join(", ");
        const other = verdict.engine !== null && verdict.engine !== version;
        return (
          `${strings.differs(letters(verdict.arms), of(verdict.found), of(verdict.given))} ` +
          (other ? strings.otherEngine(verdict.engine as string, version) : strings.sameEngine)
        );
      }
    }
  }
}
