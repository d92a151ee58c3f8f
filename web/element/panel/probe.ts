// Asks the arms' networks what a panel shows: at once when the questions have changed, and
// at a limited rate while the networks train. Knows no chart.
import type { Answer, Question } from "../../shared/core";
import type { View } from "./view";

/** At most this share of a network's time goes into answers while it trains. */
const share = 0.15;

export class Probe {
  /** By arm asked, then by question; empty before the first answers. */
  answers: readonly (readonly Answer[])[] = [];
  /** Counts answers, for who draws them. */
  version = 0;
  private about = "";
  private weights = "";
  private asking = false;
  private askedAt = Number.NEGATIVE_INFINITY;
  private took = 0;
  private readonly everyMs: number;

  constructor(everyMs = 400) {
    this.everyMs = everyMs;
  }

  /** `about`: all that the answers depend on, beside the networks. All arms when none is named. */
  look(view: View, about: unknown, questions: readonly Question[], arm?: number): void {
    const { session, state } = view;
    if (!session.isOpen) {
      this.forget();
      return;
    }
    const asked = JSON.stringify([about, arm, state.arms]);
    const weights = JSON.stringify(session.runs.map((run) => [run.generation, run.status?.step]));
    const same = asked === this.about;
    if (this.asking || questions.length === 0 || (same && weights === this.weights)) return;
    const wait = Math.max(this.everyMs, this.took / share);
    const moving = session.phase === "running";
    if (same && moving && performance.now() - this.askedAt < wait) return;
    void this.ask(view, asked, weights, questions, arm);
  }

  /** What is known is of another network now. */
  forget(): void {
    if (this.answers.length > 0) this.version++;
    this.answers = [];
    this.about = this.weights = "";
  }

  destroy(): void {
    this.forget();
  }

  private async ask(
    view: View,
    about: string,
    weights: string,
    questions: readonly Question[],
    arm: number | undefined,
  ): Promise<void> {
    this.asking = true;
    this.askedAt = performance.now();
    const { session } = view;
    const arms = arm === undefined ? [...session.runs.keys()] : [arm];
    const answers = await Promise.all(
      arms.map((one) => Promise.all(questions.map((question) => session.ask(one, question)))),
    );
    this.asking = false;
    this.took = performance.now() - this.askedAt;
    const all = answers.filter((list): list is Answer[] => list.every((one) => one !== null));
    if (all.length === arms.length) {
      this.answers = all;
      this.version++;
      this.about = about;
      this.weights = weights;
    }
    view.refresh();
  }
}
