// Learning curves drawn live by uPlot. The only module that imports it, so that it can be loaded
// when the first curves are wanted.
import uPlot from "uplot";
import uplotCss from "uplot/dist/uPlot.min.css?inline";
import { tickCount } from "./axes";
import { CanvasPainter } from "./canvas";
import { CanvasChart, type ChartOptions } from "./chart";
import { curvesCursor, curvesKind } from "./curves-kind";
import { type CurvesData, curveAxes, type Line, lineStyle, linesOf, thin } from "./curves-lines";
import { labelRoom, paintGaps, paintLabels } from "./curves-paint";
import type { Size } from "./kind";
import { linearTicks, logTicks, tickLabels } from "./scale";

export type { CurveArm, CurvesData } from "./curves-lines";

let sheet: CSSStyleSheet | undefined;

export class CurvesChart extends CanvasChart<CurvesData> {
  private plot: uPlot | null = null;
  /** What uPlot was built for; when it differs, it is built anew. */
  private shape = "";
  private shown: CurvesData | null = null;
  private lines: Line[] = [];
  private ruler: CanvasRenderingContext2D | null = null;
  private room = { room: 0, brief: false };

  constructor(options: ChartOptions) {
    super(curvesKind, options);
  }

  override retheme(): void {
    this.shape = "";
    super.retheme();
  }

  override destroy(): void {
    this.plot?.destroy();
    this.plot = null;
    super.destroy();
  }

  protected override render(size: Size): void {
    if (this.blank) {
      this.drop();
      super.render(size);
      return;
    }
    const data = thin(this.data as CurvesData, size.width);
    this.shown = data;
    this.lines = linesOf(data, this.strings);
    const shape = JSON.stringify([
      this.lines.map((line) => [line.arm, line.kind, line.name]),
      data.log,
      data.xLabel,
      data.yLabel,
      this.strings.locale,
      window.devicePixelRatio,
    ]);
    if (shape !== this.shape) this.build(size, shape);
    else if (this.plot && (this.plot.width !== size.width || this.plot.height !== size.height)) {
      this.measure(size.width);
      this.plot.setSize(size);
    }
    const columns = this.lines.map((line) => line.values as (number | null)[]);
    const [xAxis, yAxis] = curveAxes(data, this.lines, this.strings);
    const plot = this.plot as uPlot;
    plot.batch(() => {
      plot.setData([data.x as number[], ...columns] as uPlot.AlignedData, false);
      plot.setScale("x", { min: xAxis.domain[0], max: xAxis.domain[1] });
      plot.setScale("y", { min: yAxis.domain[0], max: yAxis.domain[1] });
    });
    const x = (v: number) => this.left(plot) + plot.valToPos(v, "x");
    this.painted = { cursor: curvesCursor(data, this.lines, x, size.height / 2, this.strings) };
  }

  private drop(): void {
    this.plot?.destroy();
    this.plot = null;
    this.shape = "";
  }

  private left(plot: uPlot): number {
    return plot.bbox.left / uPlot.pxRatio;
  }

  private measure(width: number): void {
    this.ruler ??= document.createElement("canvas").getContext("2d");
    const context = this.ruler;
    if (context)
      this.room = labelRoom(new CanvasPainter(context, this.theme.font), this.lines, width);
  }

  private build(size: Size, shape: string): void {
    this.drop();
    this.shape = shape;
    this.figure.context(size);
    this.adoptUplot();
    this.measure(size.width);
    const { theme, strings } = this;
    const data = this.shown as CurvesData;
    const font = `11px ${theme.font}`;
    const line = { stroke: theme.hairline, width: 1 };
    const values = (_: uPlot, ticks: number[]) => tickLabels(ticks, strings.locale);
    const common = { font, stroke: theme.muted, values };
    this.plot = new uPlot(
      {
        ...size,
        ms: 1,
        pxAlign: 0.5,
        legend: { show: false },
        cursor: { show: false },
        padding: [data.yLabel ? 20 : 8, null, 0, 0],
        scales: {
          x: { time: false, auto: false },
          y: { auto: false, distr: data.log ? 3 : 1 },
        },
        axes: [
          {
            ...common,
            size: 24,
            gap: 3,
            space: 64,
            label: data.xLabel ?? strings.epoch,
            labelFont: font,
            labelSize: 16,
            labelGap: 0,
            grid: { show: false },
            ticks: { stroke: theme.control, width: 1, size: 4 },
            border: { show: true, stroke: theme.control, width: 1 },
          },
          {
            ...common,
            size: (_: uPlot, texts: string[] | null) =>
              12 + 6.4 * Math.max(2, ...(texts ?? []).map((text) => text?.length ?? 0)),
            gap: 4,
            splits: (plot: uPlot, _: number, lo: number, hi: number) => {
              const count = tickCount(plot.bbox.height / uPlot.pxRatio);
              return data.log ? logTicks(lo, hi, count) : linearTicks(lo, hi, count);
            },
            filter: (_: uPlot, ticks: number[]) => ticks,
            grid: line,
            ticks: { show: false },
          },
          {
            side: 1,
            size: () => this.room.room,
            grid: { show: false },
            ticks: { show: false },
            values: [],
          },
        ] as uPlot.Axis[],
        series: [
          {},
          ...this.lines.map((item) => {
            const style = lineStyle(item, theme);
            return {
              scale: "y",
              stroke: style.stroke ?? theme.ink,
              width: style.width ?? 1,
              ...(style.dash ? { dash: style.dash.map((part) => part * uPlot.pxRatio) } : {}),
              spanGaps: true,
              points: { show: false },
            };
          }),
        ],
        hooks: {
          drawAxes: [(plot) => this.under(plot)],
          draw: [(plot) => this.over(plot)],
        },
      },
      [[], ...this.lines.map(() => [])] as unknown as uPlot.AlignedData,
      this.figure.box,
    );
  }

  private under(plot: uPlot): void {
    const data = this.shown;
    if (!data) return;
    this.painting(plot, (p, x, y) => {
      paintGaps(p, this.lines, x, y, data.x, this.theme);
      if (data.yLabel) p.text(0, 7, data.yLabel, { color: this.theme.muted, size: 11 });
    });
  }

  private over(plot: uPlot): void {
    const data = this.shown;
    if (!data) return;
    const ratio = uPlot.pxRatio;
    const { left, top, width, height } = plot.bbox;
    const box = { x: left / ratio, y: top / ratio, w: width / ratio, h: height / ratio };
    this.painting(plot, (p, x, y) => {
      paintLabels(p, this.lines, this.room.brief, { box, x, y }, data.x, this.theme);
    });
  }

  /** Runs body with a painter in CSS pixels and the plot's scales. */
  private painting(
    plot: uPlot,
    body: (p: CanvasPainter, x: (v: number) => number, y: (v: number) => number) => void,
  ): void {
    const ratio = uPlot.pxRatio;
    plot.ctx.save();
    plot.ctx.scale(ratio, ratio);
    body(
      new CanvasPainter(plot.ctx, this.theme.font),
      (v) => plot.valToPos(v, "x", true) / ratio,
      (v) => plot.valToPos(v, "y", true) / ratio,
    );
    plot.ctx.restore();
  }

  private adoptUplot(): void {
    const root = this.element.getRootNode() as Document | ShadowRoot;
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(uplotCss);
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }
}
