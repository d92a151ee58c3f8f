// The network itself: units, weights, and what a mask does to them. A mask can be drawn again,
// recalled by its number, frozen; a unit dropped by hand; a training step walked through.
import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { NetworkChart } from "../../../charts/kinds/network";
import type { Mode, Question } from "../../../shared/core";
import { readsTokens } from "../../../shared/facts";
import { queries } from "../../../shared/generated/questions";
import type { Spec } from "../../../shared/spec";
import { Panel } from "../../panel/panel";
import { armSwitch } from "../../panel/pick";
import { Probe } from "../../panel/probe";
import type { View } from "../../panel/view";
import type { Words } from "./en";
import {
  type Diagram,
  diagramOf,
  type LayerPlan,
  layerPlans,
  networkQuestions,
} from "./network-shape";

export const stepPhases = ["none", "forward", "loss", "backward", "update"] as const;
export type StepPhase = (typeof stepPhases)[number];

const still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");
const limit = 16;
/** Pass after pass: at most three in two seconds, and at most 20. */
const passMs = 700;
const mostPasses = 20;

export class NetworkPanel extends Panel<Words> {
  private readonly chart = this.keep(
    new NetworkChart({
      title: this.words.networkTitle,
      strings: this.strings.chart,
      onPick: ({ row, col }) => void this.toggle(col, row),
    }),
  );
  private readonly probe = this.keep(new Probe(400));
  private arm: number | null = null;
  private mask = 0;
  private frozen = false;
  private phase: StepPhase = "none";
  /** Units dropped by hand, by site. */
  private held = new Map<string, Set<number>>();
  /** Passes shown one after the other: how many so far; the first has all units. */
  private passes: number | null = null;
  private passing: ReturnType<typeof setInterval> | undefined;
  private diagram: Diagram | null = null;
  private view: View | null = null;

  render(view: View): TemplateResult {
    this.view = view;
    const { strings, session } = view;
    const busy = !session.isOpen;
    const next = stepPhases[(stepPhases.indexOf(this.phase) % 4) + 1] as StepPhase;
    const recall = (event: Event) => {
      const value = Math.round(Number((event.target as HTMLInputElement).value));
      if (value >= 0 && value < 2 ** 31) this.choose(value);
    };
    const held = [...this.held.values()].some((units) => units.size > 0);
    return html`
      <section class="panel" aria-label=${this.words.networkTitle}>
        <div class="tools">
          ${armSwitch("network-arm", view, this.armOf(view), (arm) => void this.pickArm(arm))}
          <label class="menu"><span>${this.words.maskNumber}</span>
            <input type="number" min="0" step="1" .value=${live(String(this.mask))} @change=${recall} />
          </label>
          <button type="button" @click=${() => this.choose(this.mask + 1)}>${strings.resample}</button>
          <button type="button" aria-pressed=${this.passes !== null} ?disabled=${busy}
            @click=${() => this.passAfterPass()}>${this.words.passAfterPass}</button>
          <button type="button" aria-pressed=${this.frozen} ?disabled=${busy}
            @click=${() => void this.freeze()}>${this.words.freeze}</button>
          <button type="button" ?disabled=${busy || !held} @click=${() => void this.release()}>
            ${this.words.releaseUnits}</button>
          <button type="button" ?disabled=${busy} @click=${() => this.walk(next)}>
            ${this.words.stepPhase[next]}</button>
        </div>
        ${this.chart.element}
      </section>
    `;
  }

  protected override look(view: View): unknown {
    this.view = view;
    const { session, state } = view;
    if (!session.isOpen) {
      this.held.clear();
      this.frozen = false;
      this.phase = "none";
      this.stopPasses();
    }
    const spec = state.arms[this.armOf(view)];
    if (session.phase === "running") {
      this.phase = "none";
      this.stopPasses();
    }
    const mode = this.shownMode(view);
    const step = session.runs[this.armOf(view)]?.status?.step ?? 0;
    // While it trains, each look is at another mask, unless nothing is to move.
    const moving = session.phase === "running" && !still?.matches && !this.frozen;
    const draw = this.mask + (moving ? step : 0);
    const plans = layerPlans(spec, this.words);
    const about = [
      mode,
      moving ? -1 : draw,
      this.frozen,
      [...this.held].map(([k, v]) => [k, ...v]),
    ];
    const questions = networkQuestions(plans, mode, draw, 0);
    this.probe.look(view, about, questions, this.armOf(view));
    return [this.probe.version, this.phase, session.isOpen];
  }

  protected override paint(view: View): void {
    const spec = view.state.arms[this.armOf(view)];
    const plans = layerPlans(spec, this.words);
    const show = this.phase === "backward" ? "gradient" : "value";
    const answers = this.probe.answers[0] ?? [];
    const diagram = diagramOf(plans, answers, this.shownMode(view), this.held, show);
    if (diagram) this.diagram = diagram;
    else if (answers.length === 0) this.diagram = null;
    this.show(spec, plans, view);
  }

  private show(spec: Spec, plans: readonly LayerPlan[], view: View): void {
    if (!this.diagram) {
      this.chart.draw({ layers: [] }, this.words.networkWait);
      return;
    }
    const { data } = this.diagram;
    const ends: Partial<Record<StepPhase, number>> = {
      forward: 1,
      loss: plans.length - 1,
      backward: 1,
    };
    const active = ends[this.phase];
    const units = readsTokens(spec) ? undefined : ["x₁", "x₂"];
    const named = data.layers.map((layer, k) =>
      k === 0 && units && layer.size === units.length ? { ...layer, units } : layer,
    );
    this.chart.draw(
      { ...data, layers: named, limit, ...(active !== undefined && { active }) },
      this.phase === "none" ? this.sentence(view) : this.story(view),
    );
  }

  private sentence(view: View): string {
    const { format } = view;
    const layers = this.diagram?.layers ?? [];
    if (this.shownMode(view) === "eval") {
      const spec = view.state.arms[this.armOf(view)];
      return this.words.networkEval(view.strings.parameters.formulas(spec).off);
    }
    const parts = layers
      .filter(({ dropped, scale, softness }) => dropped > 0 || scale !== 1 || softness > 0)
      .map(({ label, dropped, units, scale, softness }) =>
        softness > 0
          ? this.words.softOf(label, format.fixed(softness, 3))
          : this.words.droppedOf(
              label,
              format.whole(dropped),
              format.whole(units),
              scale === 1 ? "" : format.fixed(scale, 2),
            ),
      );
    return parts.length === 0
      ? this.words.networkNone
      : this.words.networkMask(this.mask, parts, this.frozen);
  }

  /** What happens in the phase of the step that is shown. */
  private story(view: View): string {
    const { format, session } = view;
    const run = session.runs[this.armOf(view)];
    const mean = run?.points.last("batchLoss") ?? Number.NaN;
    const loss = Number.isNaN(mean) ? "" : format.fixed(mean, 3);
    const norms = (this.diagram?.gradients ?? []).map((norm) => format.fixed(norm, 3));
    const phase = this.phase as Exclude<StepPhase, "none">;
    return this.words.stepStory[phase](phase === "backward" ? norms.join(", ") : loss);
  }

  private armOf({ state }: View): number {
    const usual = state.arms.findIndex((spec) => spec.p > 0);
    return Math.min(this.arm ?? Math.max(0, usual), state.arms.length - 1);
  }

  /** What was set by hand is of one arm: it is undone before another is shown. */
  private async pickArm(arm: number): Promise<void> {
    if (this.frozen) await this.freeze();
    await this.release();
    this.arm = arm;
    this.probe.forget();
    this.view?.refresh();
  }

  private shownMode({ state }: View): Mode {
    if (this.passes !== null) return this.passes === 0 ? "eval" : "train";
    return this.phase === "none" ? state.mode : "train";
  }

  /** First all units, then a new mask for each pass. */
  private passAfterPass(): void {
    if (this.passes !== null) {
      this.stopPasses();
      return;
    }
    this.phase = "none";
    this.passes = 0;
    this.view?.refresh();
    if (still?.matches) return; // all units; "Resample" is the next pass
    this.passing = setInterval(() => this.nextPass(), passMs);
  }

  private nextPass(): void {
    if (this.passes === null || this.passes >= mostPasses) this.stopPasses();
    else {
      this.passes++;
      this.choose(this.mask + 1);
    }
  }

  private stopPasses(): void {
    clearInterval(this.passing);
    this.passing = undefined;
    if (this.passes === null) return;
    this.passes = null;
    this.view?.refresh();
  }

  private choose(mask: number): void {
    this.mask = mask;
    if (this.frozen) void this.ask(queries.freeze({ draw: mask }));
    this.view?.refresh();
  }

  private async ask(question: Question): Promise<void> {
    const { view } = this;
    if (view) await view.session.ask(this.armOf(view), question);
    view?.refresh();
  }

  private async freeze(): Promise<void> {
    this.frozen = !this.frozen;
    await this.ask(this.frozen ? queries.freeze({ draw: this.mask }) : queries.release());
  }

  private async release(): Promise<void> {
    for (const [site, units] of this.held) {
      for (const index of units) await this.ask(queries.hold({ text: site, index, hold: "free" }));
    }
    this.held.clear();
    this.view?.refresh();
  }

  private async toggle(layer: number, unit: number): Promise<void> {
    const { view } = this;
    if (!view?.session.isOpen) return;
    const site = layerPlans(view.state.arms[this.armOf(view)], this.words)[layer]?.site;
    if (!site) return;
    const units = this.held.get(site) ?? new Set();
    const hold = units.has(unit) ? "free" : "dropped";
    await this.ask(queries.hold({ text: site, index: unit, hold }));
    if (!units.delete(unit)) units.add(unit);
    this.held.set(site, units);
    if (view.state.mode === "eval") view.act.mode("train");
    view.refresh();
  }

  /** Each press shows the next phase of a step; the step itself is done before its gradient. */
  private walk(next: StepPhase): void {
    const { view } = this;
    if (!view) return;
    if (view.session.phase === "running") view.act.play();
    if (next === "forward") this.mask++;
    if (next === "backward") view.act.step();
    this.phase = next;
    view.refresh();
  }

  override dispose(): void {
    this.stopPasses();
    super.dispose();
  }
}
