// A second run of the same Spec in the whole engine, which answers what the small one cannot. It
// never trains: before each question it takes over the weights of the run that does. Frees nothing.
import {
  type Answer,
  type Core,
  type Experiment,
  type FullQuestion,
  lasting,
  type Setup,
} from "../shared/core";

export class Second {
  /** Made at the first question; whoever made the Second frees it. */
  experiment: Experiment | null = null;
  private readonly setup: Setup;
  private readonly said: ((run: Experiment) => void)[] = [];

  constructor(setup: Setup) {
    this.setup = setup;
  }

  /** The first run was told this: so must be the second. */
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
