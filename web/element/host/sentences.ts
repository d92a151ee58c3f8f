// How the arms stand, as sentences: for the curves, and for who cannot see them. Knows no chart.
import type { PointColumn } from "../../shared/core";
import type { View } from "../panel/view";
import { armPhrases, measuredEpoch } from "../text/names";

function sentence(
  view: View,
  part: (phrase: string, last: (column: PointColumn) => number, first: boolean) => string | null,
): string {
  const { session, state, strings, format } = view;
  const epoch = measuredEpoch(session);
  if (!session.isOpen || epoch === 0) return strings.curvesWait;
  const phrases = armPhrases(state.arms, strings);
  const parts = session.runs.map((run, arm) =>
    part(phrases[arm] ?? "", (column) => run.points.last(column, epoch), arm === 0),
  );
  const said = parts.filter((text): text is string => text !== null);
  if (said.length === 0) return strings.curvesWait;
  const rounded = Math.floor(epoch * 10) / 10;
  const text = rounded === Math.round(rounded) ? format.whole(rounded) : format.fixed(rounded, 1);
  return strings.after(strings.epochs(rounded, text), said);
}

export function accuracySentence(view: View): string {
  return sentence(view, (phrase, last, first) => {
    const train = last("trainAccuracy");
    const valid = last("validAccuracy");
    if (Number.isNaN(train) || Number.isNaN(valid)) return null;
    const { format, strings } = view;
    return strings.accuracies(phrase, format.percent(train), format.percent(valid), first);
  });
}

export function lossSentence(view: View): string {
  return sentence(view, (phrase, last, first) => {
    const gap = last("validLoss") - last("trainLoss");
    if (Number.isNaN(gap)) return null;
    return view.strings.gaps(phrase, view.format.fixed(gap, 2), first);
  });
}
