// The sweep: its plan, progress, results as chart, sentence and table, and
// the same from files. Runs on workers of its own, beside the experiment that the element shows.

import { html, nothing, type TemplateResult } from "lit";
import { SweepChart } from "../../../charts/kinds/sweep";
import { linkOf } from "../../../page/link/link";
import { isChoice, keysOf } from "../../../page/sweep/lines";
import { type Plan, planSweep, splitAxes, sweepCommand, sweptArms } from "../../../page/sweep/plan";
import { Sweeper } from "../../../page/sweep/runner";
import { hasMetric, type Metric } from "../../../page/sweep/stats";
import { letterOf } from "../../../shared/arms";
import type { Spec } from "../../../shared/spec";
import { copyText } from "../../host/clipboard";
import { Memo } from "../../panel/memo";
import { Panel } from "../../panel/panel";
import { menu, segments } from "../../panel/pick";
import { adoptScoreStyles } from "../../panel/score-styles";
import type { SweepWish, View } from "../../panel/view";
import type { Words } from "./en";
import { renderSweepControls } from "./sweep-controls";
import { type Look, sweepData, sweepFound, sweepSentence, sweptNames, wishOf } from "./sweep-data";
import { SweepFiles } from "./sweep-files";
import { renderSweepForm, usualWish } from "./sweep-form";
import { adoptSweepStyles } from "./sweep-styles";
import { SweepTable } from "./sweep-table";

const copiedMs = 2000;

export class SweepPanel extends Panel<Words> {
  private readonly chart = this.keep(
    new SweepChart({ title: this.words.title, strings: this.strings.chart }),
  );
  private view: View | null = null;
  private readonly sweeper = new Sweeper(() => this.view?.refresh());
  private readonly table = new SweepTable();
  private readonly files = new SweepFiles();

  private wish: SweepWish = { over: usualWish, seeds: 3 };
  private readonly wished = new Memo();
  private plan: Plan | null = null;
  private readonly planned = new Memo();
  /** Jobs of the plan that are not among the lines. */
  private left = 0;
  private metric: Metric = "accuracy";
  private key = "";
  private at: Record<string, number | string> = {};
  private over = false;
  private copied = false;
  private paintedAt = 0;
  /** Counts paintings. */
  private paintings = 0;
  private readonly reported = new Memo();

  render(view: View): TemplateResult {
    this.view = view;
    const { words } = this;
    this.adopt(view.sweep);
    this.replan(view);
    const drag = (event: DragEvent, over: boolean) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      // From one part of the panel to another is not out of it.
      const to = event.relatedTarget as Node | null;
      if (event.type === "dragleave" && (event.currentTarget as Node).contains(to)) return;
      if (over !== this.over) view.refresh();
      this.over = over;
    };
    const drop = (event: DragEvent) => {
      drag(event, false);
      void this.open(view, [...(event.dataTransfer?.files ?? [])]);
    };
    return html`
      <section class="panel sweep-panel ${this.over ? "is-over" : ""}" aria-label=${words.title}
        @dragover=${(event: DragEvent) => drag(event, true)}
        @dragleave=${(event: DragEvent) => drag(event, false)} @drop=${drop}>
        <h3>${words.title}</h3>
        ${renderSweepForm(view, words, this.wish, (wish) => this.choose(view, wish))}
        ${this.problem(words)}
        ${renderSweepControls(view, words, this.sweeper, this.left, this.plan, {
          run: () => this.run(view),
          clear: () => this.clear(),
          sentence: () => this.sentence(view),
        })}
        ${this.switches(view, words)}
        ${this.chart.element} ${this.arms()}
        ${this.sweeper.lines.length > 0 ? this.table.render(view, words, this.lookAt()) : nothing}
        ${this.files.render(view, words, this.sweeper.lines, (files) => void this.open(view, files))}
        ${this.elsewhere(view, words)}
      </section>
    `;
  }

  override draw(view: View): void {
    adoptScoreStyles(view.root); // the sweep's own come behind
    adoptSweepStyles(view.root);
    const { lines, going } = this.sweeper;
    // Of very many runs, each changes little: they are painted by the handful.
    const soon = going && lines.length > 200 && performance.now() - this.paintedAt < 500;
    if (!soon) super.draw(view);
    this.tell(view);
  }

  protected override look(): unknown {
    const { lines, going } = this.sweeper;
    const { key, at, metric } = this.lookAt();
    const last = lines.at(-1);
    return [going, lines.length, last?.link, last?.digest, key, at, metric];
  }

  protected override paint(view: View): void {
    const { chart, sweeper, words } = this;
    this.paintedAt = performance.now();
    this.paintings++;
    const { lines } = sweeper;
    const look = this.lookAt();
    chart.setTitle(lines.length > 0 ? words.chartTitle(look.metric, look.key) : words.title);
    const said = lines.length === 0 && sweeper.going ? words.coming : this.sentence(view);
    chart.draw(sweepData(look, words), said);
  }

  override hold(hidden: boolean): void {
    this.sweeper.hold(hidden);
  }

  override dispose(): void {
    super.dispose();
    this.view = null;
    this.sweeper.dispose();
  }

  // ---- plan

  /** Takes changes of the link or the attributes. */
  private adopt(wish: SweepWish): void {
    if (!this.wished.changed(wish)) return;
    this.wish = { over: wish.over || usualWish, seeds: wish.seeds };
  }

  private choose(view: View, wish: SweepWish): void {
    this.wish = wish;
    this.replan(view);
    if (!this.plan?.problem) view.act.wish(wish);
    view.refresh();
  }

  /** The arms that still differ, once the keys are swept over. */
  private sweptArms({ state }: View): Spec[] {
    const keys = splitAxes(this.wish.over).map((axis) => axis.replace(/=.*$/, ""));
    return sweptArms(state.arms, keys);
  }

  /** Makes a new plan if anything has changed, and counts the runs left. */
  private replan(view: View): void {
    const { lines, going } = this.sweeper;
    const { points } = view.state;
    const about = [this.wish, view.state.arms, points];
    if (!this.planned.changed(about, going, lines.length, lines[0]?.link)) return;
    this.plan = planSweep(this.sweptArms(view), splitAxes(this.wish.over), this.wish.seeds, points);
    const { jobs, axes } = this.plan;
    const same = axes.map(({ parameter }) => parameter.key).join() === keysOf(lines).join();
    const done = lines.filter(({ failed }) => same && failed === undefined);
    const known = new Set(done.map(({ link }) => link));
    this.left = going ? 0 : jobs.filter((job) => !known.has(linkOf(job))).length;
  }

  private run(view: View): void {
    const { plan, sweeper } = this;
    if (!plan || plan.problem || view.state.errors.length > 0) return;
    this.files.forget();
    this.key = "";
    const goesOn = this.left > 0 && this.left < plan.jobs.length;
    sweeper.start(plan, goesOn ? sweeper.lines : [], view.session.own);
    view.act.wish(this.wish);
  }

  private async open(view: View, files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    this.sweeper.cancel();
    this.sweeper.show(await this.files.gather(files, this.sweeper.lines));
    this.wish = wishOf(this.sweeper.lines) ?? this.wish;
    view.refresh();
  }

  private clear(): void {
    this.sweeper.show([]);
    this.files.forget();
  }

  // ---- selection

  private lookAt(): Look {
    const { lines, plan } = this.sweeper;
    const keys = keysOf(lines);
    if (!keys.includes(this.key)) {
      this.key = keys[0] ?? "p";
      this.at = {};
    }
    const { key, at } = this;
    for (const other of keys) at[other] ??= lines[0]?.over[other] as number | string;
    const other = this.metric === "loss" ? "accuracy" : "loss";
    if (!hasMetric(lines, this.metric) && hasMetric(lines, other)) this.metric = other;
    const axis = plan.axes.find(({ parameter }) => parameter.key === key);
    const ours = plan.jobs.length > 0 && lines.every(({ over }) => key in over);
    const values = ours && axis ? axis.values : [];
    const planned = values.map((value) => (isChoice(key) ? value : Number(value)));
    return { lines, key, at, metric: this.metric, planned };
  }

  private switches(view: View, words: Words): TemplateResult | typeof nothing {
    const { lines } = this.sweeper;
    const keys = keysOf(lines);
    if (lines.length === 0) return nothing;
    const look = this.lookAt();
    const metrics = (["accuracy", "loss"] as const).filter((one) => hasMetric(lines, one));
    const set = (act: () => void) => {
      act();
      view.refresh();
    };
    const all = (key: string) => [...new Set(lines.map(({ over }) => over[key]))];
    return html`
      <div class="tools">
        ${segments(
          "sweep-metric",
          words.metric,
          metrics.map((value) => ({ value, label: words.metrics[value] })),
          look.metric,
          (value) => set(() => (this.metric = value)),
        )}
        ${
          keys.length > 1
            ? menu(
                words.against,
                keys.map((value) => ({ value, label: value })),
                look.key,
                (value) => set(() => (this.key = value)),
              )
            : nothing
        }
        ${keys
          .filter((key) => key !== look.key)
          .map((key) =>
            menu(
              `${words.at} ${key} =`,
              all(key).map((value) => ({
                value: value as string | number,
                label: String(value),
              })),
              look.at[key] as string | number,
              (value) => set(() => (this.at = { ...this.at, [key]: value })),
            ),
          )}
      </div>
    `;
  }

  // ---- texts

  private problem(words: Words): TemplateResult | typeof nothing {
    const { problem } = this.plan ?? {};
    if (!problem) return nothing;
    return html`<p class="message is-error" role="alert">${words.problem(problem)}</p>`;
  }

  /** Whose colours these are. */
  private arms(): TemplateResult | typeof nothing {
    const names = sweptNames(this.sweeper.lines);
    const said = names.flatMap((name, arm) => (name ? `${letterOf(arm)}: ${name}` : []));
    return said.length > 0 ? html`<p class="key">${said.join("; ")}</p>` : nothing;
  }

  private elsewhere(view: View, words: Words): TemplateResult | typeof nothing {
    if (!this.plan || this.plan.problem) return nothing;
    const axes = splitAxes(this.wish.over);
    const { points } = view.state;
    const all = sweepCommand(this.sweptArms(view), axes, this.wish.seeds, points);
    const command = `${all} --shard 1/4`;
    const copy = async ({ currentTarget }: Event) => {
      const shown = (currentTarget as HTMLElement).parentElement?.querySelector("pre") ?? null;
      this.copied = await copyText(command, shown);
      view.refresh();
      setTimeout(() => {
        this.copied = false;
        view.refresh();
      }, copiedMs);
    };
    return html`
      <details>
        <summary>${words.elsewhere}</summary>
        <p>${words.elsewhereHelp}</p>
        <pre>${command}</pre>
        <button type="button" @click=${copy}>
          <span aria-live="polite">${this.copied ? words.copied : words.copy}</span>
        </button>
      </details>
    `;
  }

  private sentence(view: View): string {
    return sweepSentence(this.lookAt(), this.words, view.format);
  }

  // ---- events for the host page

  private tell(view: View): void {
    const { sweeper } = this;
    const { lines, phase } = sweeper;
    const first = this.reported.isNew;
    if (!this.reported.changed(phase, this.paintings)) return;
    if (first && lines.length === 0) return;
    const look = this.lookAt();
    const sentence = this.sentence(view);
    const all = Math.max(sweeper.plan.jobs.length, lines.length);
    const found = { phase, done: lines.length, runs: all, sentence, ...sweepFound(look) };
    view.act.tell("sweep", found);
  }
}
