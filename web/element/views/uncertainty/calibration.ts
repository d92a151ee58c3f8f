// Calibration as a chart and a sentence: how sure a network is against how often it is right, in
// eval mode, with Monte Carlo and, once there is one, of an ensemble.
import type { ReliabilityBin, ReliabilityChart } from "../../../charts/kinds/reliability";
import { type Answer, matrix } from "../../../shared/core";
import type { View } from "../../panel/view";
import { armPhrases } from "../../text/names";
import type { Words } from "./en";

/** One way to ask a network, and what came of it. */
export interface Judged {
  mode: string;
  answer: Answer | null;
  dashed?: boolean;
  dotted?: boolean;
}

/** A number of an answer's summary, NaN where it has none. */
export function field(answer: Answer | null | undefined, name: string, row = 0): number {
  const summary = answer && matrix(answer, "summary");
  const at = summary?.labels.indexOf(name) ?? -1;
  return summary && at >= 0 ? summary.data[row * summary.cols + at] : Number.NaN;
}

/** `all`: by arm, then by mode. */
export function drawReliability(
  chart: ReliabilityChart,
  view: View,
  words: Words,
  names: readonly string[],
  all: readonly (readonly Judged[])[],
): void {
  const { strings, state } = view;
  const series = all.flatMap((modes, arm) =>
    modes.flatMap(({ mode, answer, ...looks }) => {
      const found = answer && matrix(answer, "bins");
      if (!found) return [];
      const rows = Array.from({ length: found.rows }, (_, i): ReliabilityBin => {
        const [confidence, accuracy, count] = found.data.subarray(3 * i, 3 * i + 3);
        return { confidence, accuracy, count };
      });
      const name = [names[arm], mode].filter(Boolean).join(", ");
      const bins = rows.filter((bin) => bin.count > 0);
      return [{ name, arm, bins, ece: field(answer, "ece"), ...looks }];
    }),
  );
  const phrases = armPhrases(state.arms, strings);
  const said = all.map((modes, arm) => sentence(view, words, phrases[arm], modes));
  chart.draw(
    { series },
    said.length > 0 ? words.ensembles.calibration(said) : words.uncertaintyWait,
  );
}

function sentence(
  { format }: View,
  { ensembles: words }: Words,
  phrase: string,
  modes: readonly Judged[],
): string {
  const parts = modes.flatMap(({ mode, answer }) =>
    answer && !Number.isNaN(field(answer, "confidence"))
      ? [
          words.claims(
            mode,
            format.percent(field(answer, "confidence")),
            format.percent(field(answer, "accuracy")),
            format.fixed(field(answer, "ece"), 3),
          ),
        ]
      : [],
  );
  return words.calibrated(phrase, parts);
}
