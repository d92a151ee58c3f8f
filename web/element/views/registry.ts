// Which panels there are, which fit an experiment, and when each is loaded: a panel's code is
// fetched once it is to be seen, so that the first view stays small.
import { html, type TemplateResult } from "lit";
import type { Extras } from "../../page/link/link";
import type { Spec } from "../../shared/spec";
import { isLine, isPlane } from "../panel/applies";
import type { Panel, View } from "../panel/panel";
import { loadMore } from "../text/strings";

export interface PanelEntry {
  readonly name: PanelName;
  /** Shown where nothing else is said. */
  byDefault(spec: Spec): boolean;
  applies(spec: Spec): boolean;
  /** Offered behind the others. */
  readonly seldom?: boolean;
  load(): Promise<Panel>;
}

const written: ReadonlySet<string> = new Set(["names", "moby"]);

const hasField = (spec: Spec) => isPlane(spec) || isLine(spec);
const always = () => true;
const never = () => false;
const isOwn = ({ data }: Spec) => data === "csv";
const isText = ({ data }: Spec) => data === "wordnet";
const writes = ({ data }: Spec) => written.has(data);
const isCnn = ({ model }: Spec) => model === "cnn";
const attends = ({ model }: Spec) => model === "transformer";
const dense = ({ model }: Spec) => model === "mlp" || model === "text";
const plain = (spec: Spec) => dense(spec) && spec.drop === "standard";

const lessons = () => import("./lessons/lesson-panels");

/** In the order in which they are shown. */
const panelEntries: readonly PanelEntry[] = [
  {
    name: "table",
    byDefault: isOwn,
    applies: isOwn,
    load: async () => new (await import("./table/table-panel")).TablePanel(),
  },
  {
    name: "forgot",
    byDefault: never,
    seldom: true,
    applies: always,
    load: async () => new (await lessons()).ForgotPanel(),
  },
  {
    name: "ridge",
    byDefault: never,
    seldom: true,
    applies: ({ model, depth }) => model === "mlp" && depth === 0,
    load: async () => new (await lessons()).RidgePanel(),
  },
  {
    name: "subnets",
    byDefault: never,
    seldom: true,
    applies: plain,
    load: async () => new (await lessons()).SubnetsPanel(),
  },
  {
    name: "missing",
    byDefault: never,
    seldom: true,
    applies: dense,
    load: async () => new (await lessons()).MissingPanel(),
  },
  {
    name: "lag",
    byDefault: never,
    seldom: true,
    applies: ({ data }) => data === "recall",
    load: async () => new (await lessons()).LagPanel(),
  },
  {
    name: "field",
    byDefault: hasField,
    applies: hasField,
    load: async () => new (await import("./field/field-panel")).FieldPanel(),
  },
  {
    name: "curves",
    byDefault: always,
    applies: always,
    load: async () => new (await import("./curves/curves-panel")).CurvesPanel(),
  },
  {
    name: "text",
    byDefault: isText,
    applies: isText,
    load: async () => new (await import("./words/text-panel")).TextPanel(),
  },
  {
    name: "write",
    byDefault: writes,
    applies: writes,
    load: async () => new (await import("./words/write-panel")).WritePanel(),
  },
  {
    name: "network",
    byDefault: isPlane,
    applies: dense,
    load: async () => new (await import("./network/network-panel")).NetworkPanel(),
  },
  {
    name: "average",
    byDefault: never,
    seldom: true,
    applies: plain,
    load: async () => new (await lessons()).AveragePanel(),
  },
  {
    name: "maps",
    byDefault: isCnn,
    applies: isCnn,
    load: async () => new (await import("./layers/maps-panel")).MapsPanel(),
  },
  {
    name: "attention",
    byDefault: attends,
    applies: attends,
    load: async () => new (await import("./layers/attention-panel")).AttentionPanel(),
  },
  {
    name: "uncertainty",
    byDefault: isCnn,
    applies: always,
    load: async () => new (await import("./uncertainty/uncertainty-panel")).UncertaintyPanel(),
  },
  {
    name: "weights",
    byDefault: never,
    applies: always,
    load: async () => new (await import("./layers/weights-panel")).WeightsPanel(),
  },
  {
    name: "sweep",
    byDefault: never,
    applies: always,
    load: async () => new (await import("./sweep/sweep-panel")).SweepPanel(),
  },
];

export type PanelName =
  | "table"
  | "field"
  | "curves"
  | "text"
  | "write"
  | "network"
  | "maps"
  | "attention"
  | "uncertainty"
  | "weights"
  | "sweep"
  | "average"
  | "subnets"
  | "ridge"
  | "missing"
  | "forgot"
  | "lag";

/** What fits at least one arm. */
export function fittingPanels(specs: readonly Spec[]): PanelEntry[] {
  return panelEntries.filter((entry) => specs.some((spec) => entry.applies(spec)));
}

/** The names to show: those wished for that fit, or the usual ones. */
export function shownPanels(wish: string, specs: readonly Spec[]): PanelName[] {
  const fitting = fittingPanels(specs);
  const named = wish.split(/[\s,]+/).filter(Boolean);
  const wished = fitting.filter(({ name }) => named.includes(name));
  const usual = fitting.filter((entry) => specs.some((spec) => entry.byDefault(spec)));
  const shown = named.includes("none") ? wished : wished.length > 0 ? wished : usual;
  return shown.map(({ name }) => name);
}

/** A link that carries a sweep wants it seen. */
export function withSweep(wish: string, specs: readonly Spec[]): string {
  return [...new Set([...shownPanels(wish, specs), "sweep"])].join(" ");
}

/** A sweep alone has its own button: there is nothing else to train. */
export function isSweepAlone(wish: string, specs: readonly Spec[]): boolean {
  return shownPanels(wish, specs).join() === "sweep";
}

/** What the link says of a sweep, else what the element's attributes say. */
export function wishOf(extras: Extras, { sweep, seeds }: { sweep: string; seeds: number }) {
  return { over: extras.sweep ?? sweep, seeds: Number(extras.seeds ?? seeds) };
}

/** Views whose words are there from the beginning. */
const spoken: ReadonlySet<PanelName> = new Set(["curves", "text"] as const);

/** The loaded panels of one element. */
export class PanelSet {
  private readonly loaded = new Map<PanelName, Panel>();
  private readonly loading = new Set<PanelName>();
  private shown: readonly PanelName[] = [];
  private locale = "";
  private hidden = false;
  private awake = false;

  /** From now on panels are fetched: the element is about to be seen. */
  wake(frame: { request(): void }): void {
    this.awake = true;
    frame.request();
  }

  render(view: View, wish: string): TemplateResult[] {
    // Charts keep the words they were made with.
    if (this.locale !== view.strings.locale) this.dispose();
    this.locale = view.strings.locale;
    this.shown = shownPanels(wish, view.state.arms);
    for (const [name, panel] of this.loaded) {
      if (this.shown.includes(name)) continue;
      panel.dispose();
      this.loaded.delete(name);
    }
    let waiting = false; // nothing is shown above which something is still to come
    return this.shown.map((name) => {
      const panel = this.loaded.get(name);
      if (!panel && this.awake) void this.fetch(name, view);
      waiting ||= !panel;
      return panel && !waiting
        ? panel.render(view)
        : html`<div class=${`panel is-coming is-${name}`}></div>`;
    });
  }

  hold(hidden: boolean): void {
    this.hidden = hidden;
    for (const panel of this.loaded.values()) panel.hold?.(hidden);
  }

  draw(view: View): void {
    for (const name of this.shown) this.loaded.get(name)?.draw(view);
  }

  dispose(): void {
    for (const panel of this.loaded.values()) panel.dispose();
    this.loaded.clear();
    this.shown = [];
  }

  private async fetch(name: PanelName, view: View): Promise<void> {
    if (this.loading.has(name)) return;
    this.loading.add(name);
    try {
      const coming = panelEntries.find((entry) => entry.name === name)?.load();
      if (!spoken.has(name)) await loadMore();
      const panel = await coming;
      if (panel && this.shown.includes(name)) {
        panel.hold?.(this.hidden);
        this.loaded.set(name, panel);
      }
      view.refresh();
    } catch {
      // out of reach for now: asked for again at the next render
    } finally {
      this.loading.delete(name);
    }
  }
}

/** The switches that show and hide views. */
export function renderViewSwitches(view: View, wish: string): TemplateResult {
  const { strings, state, act } = view;
  const shown = shownPanels(wish, state.arms);
  const toggle = (name: PanelName, on: boolean) => {
    const names = on ? [...shown, name] : shown.filter((one) => one !== name);
    act.views(names.length > 0 ? names.join(" ") : "none");
  };
  const box = ({ name }: PanelEntry) => html`
    <label>
      <input type="checkbox" name=${name} .checked=${shown.includes(name)}
        @change=${(event: Event) => toggle(name, (event.target as HTMLInputElement).checked)} />
      ${strings.viewNames[name]}
    </label>
  `;
  const fitting = fittingPanels(state.arms);
  const more = fitting.filter(({ name, seldom }) => seldom && !shown.includes(name));
  return html`
    <fieldset class="view-switches">
      <legend>${strings.views}</legend>
      ${fitting.filter((entry) => !more.includes(entry)).map(box)}
      ${more.length > 0 ? html`<details><summary>${strings.more}</summary>${more.map(box)}</details>` : ""}
    </fieldset>
  `;
}
