// Drawn points as charts show them, and the empty plot they are drawn on before a network has
// learned anything.
import { BandsChart } from "../../../charts/kinds/bands";
import type { FieldChart } from "../../../charts/kinds/field";
import { reachOf } from "../../../page/link/drawable";
import type { Drawn } from "../../../page/link/drawn";
import { isOnlyDrawn } from "../../../shared/facts";
import { limits } from "../../../shared/generated/limits";
import type { View } from "../../panel/view";

/** Drawn points: some validate, once there are enough of them. */
const { heldOut } = limits;
export const { enoughToSplit } = limits;
/** Steps of the data cursor over the empty plot. */
const cells = 44;

/** Nothing is known of a network yet, and points can be drawn all the same. */
export function isEmptyPlot({ state }: View): boolean {
  return state.points !== "" || isOnlyDrawn(state.arms[0]);
}

/** Points as a chart takes them: those of class `one` against all others, held-out ones faint. */
export function placesOf({ state }: View, points: readonly Drawn[], one: number) {
  const split = isOnlyDrawn(state.arms[0]) && points.length >= enoughToSplit;
  return {
    x: points.map((point) => point.x),
    y: points.map((point) => point.y),
    label: points.map((point) => (point.label === one ? 1 : 0)),
    held: points.map((_, i) => split && i % heldOut === heldOut - 1),
  };
}

export function paintEmptyPlot(
  view: View,
  said: string,
  chart: FieldChart | BandsChart,
  drawn: readonly Drawn[],
  one: number,
): void {
  const [right, up] = reachOf(view.state.arms[0]) ?? [1, 1];
  const points = placesOf(view, drawn, one);
  if (chart instanceof BandsChart) {
    const x = Array.from({ length: cells }, (_, i) => right * ((2 * i) / (cells - 1) - 1));
    chart.draw({ x, curves: [], points, yRange: [-up, up], pick: true }, said);
    return;
  }
  chart.draw(
    {
      width: cells,
      height: cells,
      values: new Float32Array(cells ** 2).fill(0.49),
      xRange: [-right, right],
      yRange: [-up, up],
      map: "diverging",
      range: [0, 1],
      middle: 0.5,
      points,
      label: view.strings.probabilityOf(String(one)),
    },
    said,
  );
}
