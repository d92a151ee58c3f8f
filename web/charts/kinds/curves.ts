// Learning curves, redrawn when a point is added.
import { CanvasChart, type ChartOptions } from "../figure/chart";
import { curvesKind } from "./curves-kind";
import type { CurvesData } from "./curves-lines";

export type { CurveArm, CurvesData } from "./curves-lines";

export class CurvesChart extends CanvasChart<CurvesData> {
  constructor(options: ChartOptions) {
    super(curvesKind, options);
  }
}
