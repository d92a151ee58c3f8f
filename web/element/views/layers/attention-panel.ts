// Attention weights of one head before and after dropout: what dropout takes, the factor gives
// back, so that rows sum to 1 on average and hardly ever exactly.
import { html, type TemplateResult } from "lit";
import { HeatChart } from "../../../charts/kinds/heatmap";
import { matrix } from "../../../shared/core";
import { modelOf } from "../../../shared/facts";
import { queries } from "../../../shared/generated/questions";
import type { Spec } from "../../../shared/spec";
import { Panel } from "../../panel/panel";
import { armSwitch, menu } from "../../panel/pick";
import { Probe } from "../../panel/probe";
import type { View } from "../../panel/view";
import type { Words } from "./en";

/** Tokens shown: more would be specks. */
const most = 24;

/** A token as a label: blanks and line ends are seen. */
function spelled(token: string | undefined): string | undefined {
  return token === " " ? "␣" : token === "\n" ? "↵" : token;
}

export class AttentionPanel extends Panel<Words> {
  private readonly chart = this.keep(
    new HeatChart({ title: this.words.attentionTitle, strings: this.strings.chart }),
  );
  private readonly probe = this.keep(new Probe(500));
  private arm: number | null = null;
  private block = 1;
  private head = 0;
  private example = 0;
  private draws = 0;

  render(view: View): TemplateResult {
    const { strings } = view;
    const spec = view.state.arms[this.armOf(view)];
    const numbers = (n: number) =>
      Array.from({ length: n }, (_, value) => ({ value, label: String(value + 1) }));
    const set = (change: () => void) => {
      change();
      view.refresh();
    };
    return html`
      <section class="panel" aria-label=${this.words.attentionTitle}>
        <div class="tools">
          ${armSwitch("attention-arm", view, this.armOf(view), (arm) => set(() => (this.arm = arm)))}
          ${menu(this.words.block, numbers(spec.depth), this.block - 1, (v) => set(() => (this.block = v + 1)))}
          ${menu(this.words.head, numbers(spec.heads), this.head, (v) => set(() => (this.head = v)))}
          <label class="menu"><span>${strings.exampleNumber}</span>
            <input type="number" min="0" step="1" .value=${String(this.example)}
              @change=${(event: Event) =>
                set(
                  () =>
                    (this.example = Math.max(
                      0,
                      Math.round(Number((event.target as HTMLInputElement).value)),
                    )),
                )} />
          </label>
          <button type="button" @click=${() => set(() => this.draws++)}>${strings.resample}</button>
        </div>
        ${this.chart.element}
      </section>
    `;
  }

  private armOf({ state }: View): number {
    const usual = state.arms.findIndex((spec) => spec.patt > 0 && modelOf(spec).attention);
    return Math.min(this.arm ?? Math.max(0, usual), state.arms.length - 1);
  }

  private headOf(spec: Spec): number {
    return Math.min(this.head, spec.heads - 1);
  }

  protected override look(view: View): unknown {
    const { state } = view;
    const arm = this.armOf(view);
    const block = Math.min(this.block, Math.max(1, state.arms[arm].depth));
    const ask = (when: string) =>
      queries.peek({
        text: `block${block}.attention.weights.${when}`,
        mode: state.mode,
        draw: this.draws,
        index: this.example,
        count: 1,
      });
    const questions = [ask("before"), ask("after")];
    this.probe.look(view, questions, questions, arm);
    return [this.probe.version, this.headOf(state.arms[arm])];
  }

  protected override paint(view: View): void {
    const { state, format } = view;
    const spec = state.arms[this.armOf(view)];
    const head = this.headOf(spec);
    const [one, two] = this.probe.answers[0] ?? [];
    const before = one?.matrices[0];
    const after = two?.matrices[0];
    if (!before || !after) {
      const nothing = { rows: 0, columns: 0, panels: [], map: "viridis" as const };
      this.chart.draw(nothing, view.strings.error(one?.error) || this.words.attentionWait);
      return;
    }
    const length = before.cols;
    // Rows of padding attend to nothing.
    const start = head * length * length;
    const blank = (row: number) =>
      before.data.subarray(start + row * length, start + (row + 1) * length).every((v) => v === 0);
    let used = length;
    while (used > 1 && blank(used - 1)) used--;
    const rows = Math.min(used, most);
    const cut = (data: Float32Array) =>
      Float32Array.from({ length: rows * rows }, (_, i) => {
        const [r, c] = [Math.floor(i / rows), i % rows];
        return data[(head * length + r) * length + c];
      });
    const [plain, dropped] = [cut(before.data), cut(after.data)];
    const keep = plain.map((v, i) => (v > 0 && dropped[i] === 0 ? 0 : 1));
    const sums = Array.from({ length: rows }, (_, r) =>
      dropped.slice(r * rows, (r + 1) * rows).reduce((a, b) => a + b, 0),
    );
    const tokens = one && matrix(one, "tokens")?.labels;
    const labels = Array.from({ length: rows }, (_, i) => spelled(tokens?.[i]) ?? String(i + 1));
    const factor = format.fixed(1 / (1 - spec.patt), 2);
    const gone = keep.reduce((sum, v) => sum + (v ? 0 : 1), 0);
    const active = state.mode !== "eval" && gone > 0;
    this.chart.draw(
      {
        rows,
        columns: rows,
        rowLabels: labels,
        columnLabels: labels,
        panels: [
          { title: this.words.beforeDropout, values: plain },
          {
            title: active ? this.words.afterDropout(factor) : this.words.afterNothing,
            values: dropped,
            keep,
          },
        ],
        map: "viridis",
        sums: true,
        label: this.words.attentionLabel,
      },
      active
        ? this.words.attentionSums(
            format.whole(gone),
            format.fixed(Math.min(...sums), 2),
            format.fixed(Math.max(...sums), 2),
          )
        : this.words.attentionNone,
    );
  }
}
