// What the panels that explain share: questions asked of all arms, drawn when answers come.
import type { TemplateResult } from "lit";
import { type Answer, matrix, type NamedMatrix, type Question } from "../../../shared/core";
import type { Spec } from "../../../shared/spec";
import type { Panel, View } from "../../panel/panel";
import { Probe } from "../../panel/probe";
import { armNames } from "../../text/names";
import { type LessonStrings, lessonStrings } from "./lesson-strings";

export abstract class LessonPanel implements Panel {
  abstract readonly name: string;
  protected readonly probe = new Probe(1500);
  private drawn = "";

  abstract applies(spec: Spec): boolean;
  abstract render(view: View): TemplateResult;
  protected abstract questions(view: View): readonly Partial<Question>[];
  /** Draws what is known: answers by arm, then by question. */
  protected abstract paint(
    view: View,
    answers: readonly (readonly Answer[])[],
    words: LessonStrings,
  ): void;

  draw(view: View): void {
    const questions = this.questions(view);
    this.probe.look(view, questions, questions);
    const names = armNames(view.state.arms);
    const { locale } = view.strings;
    const now = JSON.stringify([this.probe.version, names, locale, questions]);
    if (now === this.drawn) return;
    this.drawn = now;
    this.paint(view, this.probe.answers, lessonStrings(locale));
  }

  dispose(): void {
    this.probe.forget();
    this.drawn = "";
  }
}

export function column({ rows, cols, data }: NamedMatrix, at: number): number[] {
  return Array.from({ length: rows }, (_, row) => data[row * cols + at]);
}

/** The matrix of that name of each arm, and what was said in place of it. */
export function found(answers: readonly (readonly Answer[])[], name: string, question = 0) {
  const all = answers.map((of) => (of[question] ? matrix(of[question], name) : undefined));
  const refusal = answers.map((of) => of[question]?.sentence).find(Boolean) ?? "";
  return { all, refusal };
}

export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
