// One image's feature maps under three kinds of dropout of the same rate: single values, whole
// maps, squares; and how well what was dropped can be read from what was kept.
import { html, type TemplateResult } from "lit";
import { MapsChart } from "../../../charts/kinds/maps";
import { matrix, type NamedMatrix } from "../../../shared/core";
import { queries } from "../../../shared/generated/questions";
import { Panel } from "../../panel/panel";
import { armSwitch, segments } from "../../panel/pick";
import { Probe } from "../../panel/probe";
import type { View } from "../../panel/view";
import type { Words } from "./en";

const channels = 6;
const kinds = ["standard", "spatial", "dropblock"] as const;
/** Validation images that the reading is measured on. */
const images = 16;

export class MapsPanel extends Panel<Words> {
  private readonly chart = this.keep(
    new MapsChart({ title: this.words.mapsTitle, strings: this.strings.chart }),
  );
  private readonly probe = this.keep(new Probe(1500));
  private arm = 0;
  private stage: "conv1" | "conv2" = "conv1";
  private p = 0.3;
  private image = 0;
  private draws = 0;

  render(view: View): TemplateResult {
    const { strings, format } = view;
    const set = (change: () => void) => {
      change();
      view.refresh();
    };
    const value = (event: Event) => Number((event.target as HTMLInputElement).value);
    const stages = (["conv1", "conv2"] as const).map((one, i) => ({
      value: one,
      label: this.words.convLayer(i + 1),
    }));
    const spoken = strings.rateText(format.plain(this.p), format.percent(this.p));
    return html`
      <section class="panel" aria-label=${this.words.mapsTitle}>
        <div class="tools">
          ${armSwitch("maps-arm", view, this.armOf(view), (arm) => set(() => (this.arm = arm)))}
          ${segments("maps-stage", this.words.convWhich, stages, this.stage, (v) => set(() => (this.stage = v)))}
          <label class="menu"><span>p = <output>${format.plain(this.p)}</output></span>
            <input type="range" min="0.05" max="0.9" step="0.05" aria-valuetext=${spoken}
              .value=${String(this.p)} @change=${(e: Event) => set(() => (this.p = value(e)))} /></label>
          <label class="menu"><span>${this.words.imageNumber}</span>
            <input type="number" min="0" max=${images - 1} step="1" .value=${String(this.image)}
              @change=${(e: Event) =>
                set(
                  () => (this.image = Math.min(images - 1, Math.max(0, Math.round(value(e))))),
                )} /></label>
          <button type="button" @click=${() => set(() => this.draws++)}>${strings.resample}</button>
        </div>
        ${this.chart.element}
      </section>
    `;
  }

  private armOf({ state }: View): number {
    return Math.min(this.arm, state.arms.length - 1);
  }

  protected override look(view: View): unknown {
    const question = queries.leak({
      text: this.stage,
      number: this.p,
      count: images,
      index: this.image,
      draw: this.draws,
    });
    this.probe.look(view, question, [question], this.armOf(view));
    return this.probe.version;
  }

  protected override paint({ strings, format }: View): void {
    const answer = this.probe.answers[0]?.[0];
    const [maps, keep, side, leak] = ["maps", "keep", "side", "leak"].map(
      (name) => answer && matrix(answer, name),
    );
    if (!maps || !keep || !side || !leak) {
      this.chart.draw(
        { rows: [], map: "grey" },
        strings.error(answer?.error) || this.words.mapsWait,
      );
      return;
    }
    const [height, width] = side.data;
    const spatial = keep.data.subarray(keep.cols, keep.cols + maps.cols);
    const best = liveliest(maps, spatial);
    const rows = kinds.map((kind, row) => ({
      label: this.words.mapsKind[kind],
      tiles: best.map((channel) => {
        const at = (i: number) => i * maps.cols + channel;
        const n = maps.rows;
        return {
          label: this.words.channel(channel + 1),
          width,
          height,
          values: Float32Array.from({ length: n }, (_, i) => maps.data[at(i)]),
          keep: Float32Array.from({ length: n }, (_, i) => keep.data[row * keep.cols + at(i)]),
        };
      }),
    }));
    const read = kinds.map(
      (kind, k) => `${this.words.mapsKind[kind]} ${format.fixed(leak.data[k], 2)}`,
    );
    this.chart.draw({ rows, map: "grey" }, this.words.mapsLeak(read));
  }
}

/** The channels in which this image shows most, in their order; at least one of them is dropped
 *  whole, where any is. `kept`: of the first pixel under spatial dropout, so of all its pixels. */
function liveliest({ rows, cols, data }: NamedMatrix, kept: ArrayLike<number>): number[] {
  const spread = Array.from({ length: cols }, (_, c) => {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < rows; i++) {
      const v = data[i * cols + c];
      sum += v;
      squares += v * v;
    }
    return { c, variance: squares / rows - (sum / rows) ** 2 };
  });
  spread.sort((a, b) => b.variance - a.variance);
  const best = spread.slice(0, channels);
  const gone = spread.find(({ c }) => !kept[c]);
  if (gone && !best.includes(gone)) best[best.length - 1] = gone;
  return best.map(({ c }) => c).sort((a, b) => a - b);
}
