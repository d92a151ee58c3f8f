// The custom element's class: joins attributes, state, session and panels. Registers nothing.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { setDataFolder } from "../page/link/address";
import { nothingDrawn } from "../page/link/drawable";
import { fullLink, openedLink, readLink, showLink, watchLink, writeLink } from "../page/link/link";
import { type Phase, Session } from "../page/run/session";
import { State } from "../page/state/state";
import { modes, type Question } from "../shared/core";
import { type Spec, seedAfter } from "../shared/spec";
import { PlaygroundAttributes } from "./attributes";
import { renderControls } from "./controls/controls";
import { Help } from "./controls/help";
import { handleKey } from "./controls/keys";
import { renderMessages } from "./controls/messages";
import { Replay } from "./controls/replay";
import { Transport } from "./controls/transport";
import { Frame } from "./host/frame";
import { Reporter } from "./host/reporter";
import { type ArmResult, resultsOf } from "./host/result";
import { watchVisibility, whenNear } from "./host/visibility";
import { type Parts, renderFrame } from "./layout";
import type { Events, SweepResult } from "./panel/events";
import type { Actions, ElementView } from "./panel/view";
import { Disclosures } from "./share/disclosure";
import { styles } from "./styles";
import { formatFor } from "./text/format";
import { loadStrings, stringsFor } from "./text/languages";
import { PanelSet } from "./views/panel-set";
import { isSweepAlone, wishOf, withSweep } from "./views/registry";
import { renderViewSwitches } from "./views/switches";

const graceMs = 1000;
const linkMs = 300;

/**
 * Small networks, with and without dropout, trained in the reader's browser.
 *
 * @element dropout-playground
 */
export class DropoutPlayground extends PlaygroundAttributes {
  /** @internal */
  static override styles = styles;

  private state: State;
  private session: Session;
  private readonly transport = new Transport();
  private readonly replay = new Replay();
  private readonly disclosures = new Disclosures();
  private readonly reporter: Reporter;
  private readonly frame = new Frame(() => this.drawFrame());
  private readonly refresh = () => this.frame.request();
  private readonly parts = new PanelSet();
  /** A change has restarted the network. */
  private restarted = false;
  /** What the newest sweep has found. */
  private swept: SweepResult | null = null;
  private readonly help = new Help();
  private cleanups: (() => void)[] = [];
  private leaving: ReturnType<typeof setTimeout> | undefined;
  private writing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.reporter = new Reporter(this);
    this.state = new State(readLink(""));
    this.session = this.makeSession();
  }

  // ---- what a host page sees

  /** Where the experiment stands. */
  get status(): Phase {
    return this.session.phase;
  }

  /** Engine and data are there. */
  get loaded(): boolean {
    return this.session.isOpen;
  }

  /** What each arm runs: a copy, all keys with their values. */
  get specs(): Spec[] {
    return this.state.arms.map((spec) => ({ ...spec }));
  }

  /** Where each arm stands: status, digest of the weights, newest measurements; a copy. */
  get result(): ArmResult[] {
    return resultsOf(this.session);
  }

  /** What the view "sweep" has found so far; null before it has. */
  get sweepResult(): SweepResult | null {
    return this.swept;
  }

  /** Starts or resumes training; settles once training has begun. */
  start(): Promise<void> {
    return this.state.errors.length > 0 ? Promise.resolve() : this.session.start();
  }

  /** Lets the arms come to rest at the same place. */
  pause(): void {
    this.session.pause();
  }

  /** Does so many training steps. */
  step(count = 1): Promise<void> {
    return this.state.errors.length > 0 ? Promise.resolve() : this.session.step(count);
  }

  /** Back to the same initial weights. */
  reset(): void {
    this.session.rewind();
  }

  /** Asks an arm's network (see src/lab/query/questions.h); null when there is none to ask.
   *  @internal */
  readonly ask = (arm: number, question: Question) => this.session.ask(arm, question);

  /** Takes back the last change of a setting. */
  undo(): void {
    if (this.state.undo()) this.apply();
  }

  /** Makes it again. */
  redo(): void {
    if (this.state.redo()) this.apply();
  }

  /** A link to this experiment on this page. */
  getLink(): string {
    const link = writeLink(this.state.arms, this.state.extras);
    return fullLink(link, this.inProgram ? this.shown : undefined);
  }

  /** Takes another experiment, from a link that may come from anywhere. */
  show(link: string): void {
    this.read(link);
    this.writeAddress();
  }

  /** Frees the workers; training may be started again. */
  dispose(): void {
    this.session.dispose();
    this.frame.cancel();
  }

  // ---- life

  /** @internal */
  override connectedCallback(): void {
    super.connectedCallback();
    clearTimeout(this.leaving);
    this.cleanups = [
      watchVisibility(this, (hidden) => this.hold(hidden)),
      whenNear(this, () => this.parts.wake(this.frame)),
      watchLink((link) => this.linked && this.read(link)),
    ];
    this.addEventListener("keydown", this.key);
    this.frame.request();
  }

  /** Frameworks move nodes: workers are freed only when it stays out of the document.
   *  @internal */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const clean of this.cleanups.splice(0)) clean();
    this.removeEventListener("keydown", this.key);
    this.reporter.stop();
    this.hold(true);
    this.leaving = setTimeout(() => {
      this.dispose();
      this.parts.dispose();
    }, graceMs);
  }

  private hold(hidden: boolean): void {
    this.session.hold(hidden);
    this.parts.hold(hidden);
  }

  /** @internal */
  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has("lang") || !this.hasUpdated) {
      void loadStrings(this.language).then((fresh) => fresh && this.requestUpdate());
    }
    if (changed.has("spec")) this.read((this.linked && openedLink()) || this.spec);
    if (changed.has("dataSrc") && this.dataSrc) setDataFolder(this.dataSrc);
    if (changed.has("mode") && modes.includes(this.mode)) this.state.mode = this.mode;
  }

  /** @internal */
  protected override firstUpdated(): void {
    if (this.loading === "eager" && this.state.errors.length === 0) void this.session.prepare();
  }

  /** @internal */
  protected override updated(): void {
    this.parts.draw(this.view);
    this.replay.look(this.view, this.linked);
  }

  /** @internal */
  protected override render(): TemplateResult {
    const { view, controls, panels, inProgram } = this;
    const bare = controls === "none";
    const parts: Parts = {
      title: html`<slot name="title"></slot>`,
      transport: isSweepAlone(panels, this.state.arms) ? nothing : this.transport.render(view),
      notes: html`${renderMessages(view)} ${this.replay.render(view)}`,
      controls: renderControls(view, controls, inProgram),
      switches: bare ? nothing : renderViewSwitches(view, panels),
      panels: this.parts.render(view, panels),
      disclosures: bare ? nothing : this.disclosures.render(view, this),
    };
    const drop = (event: DragEvent) => this.disclosures.dropped(event, view, this);
    return html`
      ${renderFrame(parts, inProgram, view.strings.locale, drop)}
      ${this.session.failure?.code === "no-wasm" ? html`<slot></slot>` : nothing}
      <slot name="caption"></slot>
      ${this.reporter.element} ${this.help.render(view)}
    `;
  }

  private get view(): ElementView {
    const { state, session, act, refresh } = this;
    const strings = stringsFor(this.language);
    const format = formatFor(strings.locale);
    const restarted = this.restarted && session.phase === "poster";
    const sweep = wishOf(state.extras, this);
    const root = this.renderRoot;
    return { state, session, strings, format, act, restarted, sweep, root, refresh };
  }

  // ---- what happens

  private readonly act: Actions = {
    play: () =>
      this.session.phase === "running" || this.session.phase === "queued"
        ? this.pause()
        : void this.start(),
    step: () => void this.step(),
    rewind: () => this.reset(),
    retry: () => void this.session.prepare(),
    undo: () => this.undo(),
    redo: () => this.redo(),
    set: (key, value, arm, together) => {
      this.state.set(key, value, arm, together);
      this.apply();
    },
    use: (arms) => {
      this.state.change(arms);
      this.apply();
    },
    draw: (pts, data) => {
      const { hasTrained, wanted } = this.session; // a quick hand draws before the first step
      this.state.draw(pts, data);
      this.apply();
      if (pts !== nothingDrawn) void (hasTrained || wanted ? this.start() : this.session.prepare());
    },
    open: (arms, own, resumed, pts) => {
      this.state.change(arms, "", pts);
      this.apply();
      this.session.renew(own, resumed);
    },
    newSeed: () => this.act.set("seed", seedAfter(this.state.arms[0], 1), "all", false),
    mend: (key, value, arm) => {
      this.act.set(key, value, arm, false);
      this.reset();
    },
    views: (wish) => {
      this.panels = wish;
      if (this.inProgram) this.writeAddress();
    },
    help: () => void this.help.toggle(this),
    mode: (mode) => {
      this.mode = mode;
      if (this.inProgram) this.writeAddress();
    },
    accept: () => {
      this.state.accept();
      this.writeAddress();
      this.requestUpdate();
    },
    forget: () => {
      this.read(this.spec);
      this.writeAddress();
    },
    dismiss: () => {
      this.state.notices = [];
      this.requestUpdate();
    },
    wish: ({ over, seeds }) => {
      this.state.extras = { ...this.state.extras, sweep: over, seeds: String(seeds) };
      this.writeAddress();
      this.requestUpdate();
    },
    tell: (name, detail) => {
      if (name === "sweep") this.swept = detail as Events["sweep"];
      this.reporter.tell(name, detail);
    },
  };

  private readonly key = (event: KeyboardEvent): void => handleKey(event, this.act);

  private makeSession(): Session {
    return new Session(this.state.arms, () =>
      this.session.phase === "running" ? this.frame.moved() : this.refresh(),
    );
  }

  private read(link: string): void {
    const { mode } = this.state;
    this.state = new State(readLink(link));
    this.state.mode = mode;
    if (this.state.extras.sweep) this.panels = withSweep(this.panels, this.state.arms);
    void this.session.use(this.state.arms, this.state.points);
    this.frame.request();
  }

  private apply(): void {
    const before = this.session.isOpen && this.session.hasTrained;
    void this.session.use(this.state.arms, this.state.points);
    this.restarted = this.session.phase === "poster" && (before || this.restarted);
    const spec = writeLink(this.state.arms, this.state.extras);
    this.reporter.tell("change", { spec });
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.writeAddress(), linkMs);
    this.frame.request();
  }

  private writeAddress(): void {
    if (!this.linked) return;
    const link = writeLink(this.state.arms, this.state.extras);
    showLink(link, this.inProgram ? this.shown : undefined);
    this.reporter.tell("link", { link });
  }

  private drawFrame(): void {
    this.reporter.look(this.view);
    this.requestUpdate();
  }
}
