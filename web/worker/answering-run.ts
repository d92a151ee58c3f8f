// An untrained copy of a run in the full engine, for questions that the small engine cannot answer.
// Copies the weights of the training run before each question.
import {
  type Answer,
  type Core,
  type Experiment,
  type FullQuestion,
  lasting,
  type Setup,
} from "../shared/core";

export class AnsweringRun {
  /** Created at the first question; freed by the owner of this object. */
  experiment: Experiment | null = null;
  private readonly setup: Setup;
  private readonly said: ((run: Experiment) => void)[] = [];

  constructor(setup: Setup) {
    this.setup = setup;
  }

  /** Repeats on the copy a question that set masks of the first run. */
  told(act: (run: Experiment) => void): void {
    if (this.experiment) act(this.experiment);
    else this.said.push(act);
  }

  asked(question: FullQuestion): void {
    if (lasting.includes(question.what)) this.told((run) => run.ask(question));
  }

  ask(whole: Core, first: Experiment, question: FullQuestion): Answer {
    const run = this.experiment ?? this.open(whole);
    run.take(first.weights());
    return run.ask(question);
  }

  private open(whole: Core): Experiment {
    const run = new whole.Experiment();
    this.experiment = run;
    const { values, points, bytes } = this.setup;
    run.open(values, points, bytes);
    for (const act of this.said.splice(0)) act(run);
    return run;
  }
}
