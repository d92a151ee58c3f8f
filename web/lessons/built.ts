// The page's code that the build needs, bundled for Node by scripts/posters/make.mjs: posters, and
// the sentence of a figure that has not been played. It is made as for a reader's run, from the run
// of the poster. Knows no core: `ask` asks it.

import { armNames } from "../element/text/names";
import { sweepFound } from "../element/views/sweep/sweep-data";
import { readLink, writeLink } from "../page/link/link";
import { memberOf, stacked } from "../page/run/members";
import { type Answer, matrix, pointColumns, type Question } from "../shared/core";
import { queries } from "../shared/generated/questions";
import type { Ask } from "../site/drawing";
import type { ArmRun } from "../site/poster";
import { lessonDrawings } from "../site/poster-lesson";
import { lookOf, type Swept } from "../site/poster-sweep";
import { questions } from "./answers/answers";
import type { Lab } from "./answers/lab";

export { fullQuestion, pointColumns } from "../shared/core";
export { isRegression, modelOf } from "../shared/facts";
export { draw } from "../site/poster";
export { runSweep } from "../site/poster-sweep";

/** The runs of one figure. */
export interface Runs {
  arms: readonly ArmRun[];
  swept: Swept | null;
}

/** Asks the m-th member of an arm's ensemble, which its link describes. */
export type AskMember = (link: string, question: Question) => Answer;

const members = 5;

/** An arm and others from other seeds, asked together, as the page's button does. */
function together(link: string, ask: Ask, askMember: AskMember, arm: number): Answer {
  const spec = readLink(link).arms[arm];
  if (!spec) throw new Error(`${link} has no arm ${arm}`);
  const question = { text: "shift", count: 500 };
  const own = queries.outputs({ ...question });
  const others = Array.from({ length: members - 1 }, (_, m) =>
    askMember(writeLink([memberOf(spec, m + 1)]), own),
  );
  const outputs = [ask(arm, own), ...others].map((answer) => matrix(answer, "outputs"));
  if (outputs.some((one) => !one)) throw new Error(`${link}: a member has no outputs`);
  const all = outputs.flatMap((one) => (one ? [one] : []));
  return ask(arm, queries.ensemble({ ...question, index: members, ...stacked(all) }));
}

/** The figure's sentence; "" where it has none. */
export async function answerOf(
  name: string,
  link: string,
  { arms, swept }: Runs,
  ask: Ask,
  askMember: AskMember,
): Promise<string> {
  const lab: Lab = {
    specs: readLink(link).arms,
    sweep: swept && {
      done: swept.lines.length,
      runs: swept.lines.length,
      ...sweepFound(lookOf(swept, "accuracy")),
    },
    last: (arm, column) => arms[arm]?.points.at(-1)?.[pointColumns.indexOf(column)] ?? Number.NaN,
    ask: async (arm, question) => ask(arm, question),
    ensemble: async (arm) => together(link, ask, askMember, arm),
  };
  return (await questions[name]?.(lab)) ?? "";
}

/** Asks all that a figure's sentence and its poster will ask. */
export async function askAll(
  name: string,
  link: string,
  runs: Runs,
  ask: Ask,
  askMember: AskMember,
): Promise<void> {
  await answerOf(name, link, runs, ask, askMember);
  lessonDrawings(name, link, armNames(readLink(link).arms), ask);
}
