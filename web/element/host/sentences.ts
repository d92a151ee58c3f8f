// How the arms stand, as sentences: for the curves, and for who cannot see them. Knows no chart.
import type { PointColumn } from "../../shared/core";
import { isRegression } from "../../shared/facts";
import type { View } from "../panel/view";
import { armPhrases, measuredEpoch } from "../text/names";

function sentence(
  view: View,
  part: (phrase: string, last: (column: PointColumn) => number, first: boolean) => string | null,
): string {
  const { session, state, strings, format } = view;
  const epoch = measuredEpoch(session);
  const nothingYet = session.isOpen && session.hasTrained ? strings.curvesSoon : strings.curvesWait;
  if (!session.isOpen || epoch === 0) return nothingYet;
  const phrases = armPhrases(state.arms, strings);
  const parts = session.runs.map((run, arm) =>
    part(phrases[arm] ?? "", (column) => run.points.last(column, epoch), arm === 0),
  );
  const said = parts.filter((text): text is string => text !== null);
  if (said.length === 0) return nothingYet;
  const rounded = Math.floor(epoch * 10) / 10;
  const text = rounded === Math.round(rounded) ? format.whole(rounded) : format.fixed(rounded, 1);
  return strings.after(strings.epochs(rounded, text), said);
}

function accuracySentence(view: View): string {
  return sentence(view, (phrase, last, first) => {
    const train = last("trainAccuracy");
    const valid = last("validAccuracy");
    if (Number.isNaN(train) || Number.isNaN(valid)) return null;
    const { format, strings } = view;
    return strings.accuracies(phrase, format.percent(train), format.percent(valid), first);
  });
}

export function lossSentence(view: View): string {
  return sentence(view, (phrase, last) => {
    const gap = last("validLoss") - last("trainLoss");
    if (Number.isNaN(gap)) return null;
    return view.strings.gap(phrase, view.format.fixed(Math.abs(gap), 2), gap >= 0);
  });
}

function errorSentence(view: View): string {
  return sentence(view, (phrase, last, first) => {
    const [train, valid] = [last("trainLoss"), last("validLoss")];
    if (Number.isNaN(train) || Number.isNaN(valid)) return null;
    const { format, strings } = view;
    return strings.errors(phrase, format.fixed(train, 3), format.fixed(valid, 3), first);
  });
}

/** Whether some arm tells classes apart. A reader's table shows it once it is measured. */
export function hasAccuracy({ session, state }: View): boolean {
  if (state.arms.every(isRegression)) return false;
  const measured = session.runs.filter(({ points }) => !Number.isNaN(points.last("validLoss")));
  const right = ({ points }: (typeof measured)[number]) => points.last("validAccuracy");
  return measured.length === 0 || measured.some((run) => !Number.isNaN(right(run)));
}

/** How well the arms do, by what their task is judged by. */
export const scoreSentence = (view: View) =>
  hasAccuracy(view) ? accuracySentence(view) : errorSentence(view);

/** How training ended, where it has: at its end, or early for want of progress. */
export function ended({ session, strings }: View): string {
  const early =
    session.phase === "finished" && session.runs.some((run) => run.status?.stoppedEarly);
  return early ? strings.stoppedEarly : strings.phase[session.phase];
}
