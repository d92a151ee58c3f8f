// What the panels that explain share: questions asked of all arms, drawn when answers come.
import { type Answer, matrix, type Question } from "../../../shared/core";
import { Panel } from "../../panel/panel";
import { Probe } from "../../panel/probe";
import type { View } from "../../panel/view";
import type { Words } from "./en";

export abstract class LessonPanel extends Panel<Words> {
  protected readonly probe = this.keep(new Probe(1500));

  protected abstract questions(view: View): readonly Question[];
  /** Draws what is known: answers by arm, then by question. */
  protected abstract show(view: View, answers: readonly (readonly Answer[])[]): void;

  protected override look(view: View): unknown {
    const questions = this.questions(view);
    this.probe.look(view, questions, questions);
    return [this.probe.version, questions];
  }

  protected override paint(view: View): void {
    this.show(view, this.probe.answers);
  }
}

/** The matrix of that name of each arm, and the error that came in place of it. */
export function found(answers: readonly (readonly Answer[])[], name: string, question = 0) {
  const all = answers.map((of) => (of[question] ? matrix(of[question], name) : undefined));
  const error = answers.map((of) => of[question]?.error).find(Boolean);
  return { all, error };
}

export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
