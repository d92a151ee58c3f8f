// The custom element's class: joins attributes, state, session and panels. Registers nothing.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { nothingDrawn } from "../page/link/drawable";
import { fullLink, openedLink, readLink, showLink, watchLink, writeLink } from "../page/link/link";
import { type Phase, Session } from "../page/run/session";
import { State } from "../page/state/state";
import { type Mode, modes, type Question } from "../shared/core";
import type { Spec } from "../shared/spec";
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
import type { Actions, ElementView } from "./panel/view";
import { allowFiles, Disclosures } from "./share/disclosure";
import { styles } from "./styles";
import { formatFor } from "./text/format";
import { loadStrings, stringsFor } from "./text/languages";
import { PanelSet } from "./views/panel-set";
import { isSweepAlone, wishOf, withSweep } from "./views/registry";
import { renderViewSwitches } from "./views/switches";

const graceMs = 1000;
const linkMs = 300;

export class DropoutPlayground extends LitElement {
  static override styles = styles;
  static override properties = {
    spec: { type: String },
    controls: { type: String },
    panels: { type: String },
    mode: { type: String },
    sweep: { type: String },
    seeds: { type: Number },
    loading: { type: String },
    linked: { type: Boolean },
    lang: { type: String },
    theme: { type: String },
  };

  declare spec: string;
  declare controls: string;
  /** Names of the panels to show, or "none"; the usual ones of the experiment when empty. */
  declare panels: string;
  declare mode: Mode;
  /** What the panel "sweep" goes over: "p=0:0.8:0.2", "drop=standard,gaussian". */
  declare sweep: string;
  /** Runs at each of its values. */
  declare seeds: number;
  declare loading: "lazy" | "eager";
  /** Reads and writes the page's address. For one element of a page. */
  declare linked: boolean;
  declare theme: "auto" | "light" | "dark";

  private state: State;
  private session: Session;
  private readonly transport = new Transport();
  private readonly replay = new Replay();
  private readonly disclosures = new Disclosures();
  private readonly reporter: Reporter;
  private readonly frame = new Frame(() => this.drawFrame());
  private readonly refresh = () => this.frame.request();
  private readonly parts = new PanelSet();
  /** A change has made the network anew. */
  private restarted = false;
  /** What the newest sweep has found. */
  private swept: object | null = null;
  private readonly help = new Help();
  private cleanups: (() => void)[] = [];
  private leaving: ReturnType<typeof setTimeout> | undefined;
  private writing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    Object.assign(this, { spec: "", panels: "", sweep: "", seeds: 3, linked: false });
    Object.assign(this, { controls: "essential", mode: "eval", loading: "lazy", theme: "auto" });
    this.reporter = new Reporter(this);
    this.state = new State(readLink(""));
    this.session = this.makeSession();
  }

  // ---- what a host page sees

  get status(): Phase {
    return this.session.phase;
  }

  get loaded(): boolean {
    return this.session.isOpen;
  }

  /** Copies of what the arms run. */
  get specs(): Spec[] {
    return this.state.arms.map((spec) => ({ ...spec }));
  }

  /** Where each arm stands, with its newest measurements. */
  get result(): ArmResult[] {
    return resultsOf(this.session);
  }

  /** What the panel "sweep" has found so far; null before it has. */
  get sweepResult(): object | null {
    return this.swept;
  }

  start(): Promise<void> {
    return this.state.errors.length > 0 ? Promise.resolve() : this.session.start();
  }

  pause(): void {
    this.session.pause();
  }

  step(count = 1): Promise<void> {
    return this.state.errors.length > 0 ? Promise.resolve() : this.session.step(count);
  }

  reset(): void {
    this.session.rewind();
  }

  /** Asks an arm's network (see src/lab/query/ask*.cpp); null when there is none to ask. */
  readonly ask = (arm: number, question: Question) => this.session.ask(arm, question);

  undo(): void {
    if (this.state.undo()) this.apply();
  }

  redo(): void {
    if (this.state.redo()) this.apply();
  }

  getLink(): string {
    return fullLink(writeLink(this.state.arms, this.state.extras));
  }

  /** Takes another experiment, from a link that may come from anywhere. */
  show(link: string): void {
    this.read(link);
    this.writeAddress();
  }

  dispose(): void {
    this.session.dispose();
    this.frame.cancel();
  }

  // ---- life

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

  /** Frameworks move nodes: what trains is given up only when it stays away. */
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

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("lang") || !this.hasUpdated) {
      void loadStrings(this.language).then((fresh) => fresh && this.requestUpdate());
    }
    if (changed.has("spec")) this.read((this.linked && openedLink()) || this.spec);
    if (changed.has("mode") && modes.includes(this.mode)) this.state.mode = this.mode;
  }

  protected override firstUpdated(): void {
    if (this.loading === "eager" && this.state.errors.length === 0) void this.session.prepare();
  }

  protected override updated(): void {
    this.parts.draw(this.view);
    this.replay.look(this.view, this.linked);
  }

  protected override render(): TemplateResult {
    const { view } = this;
    const controls = renderControls(view, this.controls);
    const alone = isSweepAlone(this.panels, this.state.arms);
    return html`
      <slot name="title"></slot>
      <div class="frame" @dragover=${allowFiles} @drop=${(event: DragEvent) => this.disclosures.dropped(event, view, this)}>
        ${alone ? nothing : this.transport.render(view)} ${renderMessages(view)}
        ${this.replay.render(view)}
        <div class="body ${controls === nothing ? "" : "has-controls"}">
          ${controls}
          <div class="views">
            ${this.controls === "none" ? nothing : renderViewSwitches(view, this.panels)}
            ${this.parts.render(view, this.panels)}
          </div>
        </div>
        ${this.controls === "none" ? nothing : this.disclosures.render(view, this)}
      </div>
      ${this.session.failure?.code === "no-wasm" ? html`<slot></slot>` : nothing}
      <slot name="caption"></slot>
      ${this.reporter.element} ${this.help.render(view)}
    `;
  }

  private get language(): string {
    return this.lang || document.documentElement.lang || "en";
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
    open: (arms, own, kept, pts) => {
      this.state.change(arms, "", pts);
      this.apply();
      this.session.renew(own, kept);
    },
    newSeed: () => this.act.set("seed", (this.state.arms[0].seed + 1) % 2 ** 32, "all", false),
    mend: (key, value, arm) => {
      this.act.set(key, value, arm, false);
      this.reset();
    },
    views: (wish) => {
      this.panels = wish;
    },
    help: () => void this.help.toggle(this),
    mode: (mode) => {
      this.mode = mode;
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
      if (name === "sweep") this.swept = detail;
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
    showLink(link);
    this.reporter.tell("link", { link });
  }
  private drawFrame(): void {
    this.reporter.look(this.view);
    this.requestUpdate();
  }
}
