// What a page sets from outside: the element's attributes, which are properties too by the same name,
// its slots, parts and tokens. Knows nothing of what they do.
import { LitElement, type PropertyValues } from "lit";
import type { Shown } from "../page/link/link";

const defaults = {
  spec: "",
  controls: "essential",
  panels: "",
  mode: "eval",
  sweep: "",
  seeds: 3,
  loading: "lazy",
  layout: "flow",
  linked: false,
  theme: "auto",
  dataSrc: "",
} as const;

/**
 * @slot - Shown where WebAssembly is missing, and by browsers without JavaScript: say what there is to learn.
 * @slot title - Above the element.
 * @slot caption - Below the element.
 * @csspart toolbar - Play, step, rewind, progress and mode.
 * @csspart button - Each button of the toolbar.
 * @csspart progress - The bar of progress.
 * @csspart controls - The settings.
 * @csspart chart - Each chart.
 * @csspart share - What opens the sharing panel, and the panel.
 * @cssprop --paper - Background.
 * @cssprop --surface - Background of messages and fields.
 * @cssprop --ink - Text.
 * @cssprop --muted - Secondary text.
 * @cssprop --hairline - Rules and grids.
 * @cssprop --control - Borders of controls.
 * @cssprop --accent - Progress and selection.
 * @cssprop --focus - Focus ring.
 * @cssprop --danger - Errors.
 * @cssprop --arm-a - Curves of arm A.
 * @cssprop --arm-b - Curves of arm B.
 * @cssprop --arm-c - Curves of arm C.
 * @cssprop --arm-d - Curves of arm D.
 * @cssprop --sans - Font of the interface.
 * @cssprop --mono - Font of code.
 * @cssprop --radius - Rounding of corners.
 */
export class PlaygroundAttributes extends LitElement {
  /** @internal */
  static override properties = {
    spec: { type: String },
    controls: { type: String },
    panels: { type: String },
    mode: { type: String },
    sweep: { type: String },
    seeds: { type: Number },
    loading: { type: String },
    layout: { type: String },
    linked: { type: Boolean },
    lang: { type: String },
    theme: { type: String },
    dataSrc: { type: String, attribute: "data-src" },
  };

  /** The experiment, in the grammar of links: "data=moons&p=0.3&b.p=0". */
  declare spec: string;
  /** Which settings are shown: "full", "essential", "none", or their keys, separated by blanks. */
  declare controls: string;
  /** Names of the views to show, separated by blanks, or "none"; the experiment's usual ones when
   *  empty. */
  declare panels: string;
  /** How the network answers: with one fresh mask, without dropout, or by many masks. */
  declare mode: "train" | "eval" | "mc";
  /** What the view "sweep" goes over: "p=0:0.8:0.2" (from, to, step) or "drop=standard,gaussian";
   *  several joined by ';'. */
  declare sweep: string;
  /** Runs of the sweep at each value, with seeds one after the other. */
  declare seeds: number;
  /** eager: loads engine and data at once, not when training is first asked for. */
  declare loading: "lazy" | "eager";
  /** flow: as high as its content. program: fills its box, with settings, views, results and transport
   *  side by side; a box of less than 900 px width flows. */
  declare layout: "flow" | "program";
  /** Reads its experiment from the page's address and writes it there. For one element of a page. */
  declare linked: boolean;
  /** Language of the words, as a BCP 47 tag; the document's when empty. */
  declare lang: string;
  /** Colours; auto follows the color-scheme around the element. */
  declare theme: "auto" | "light" | "dark";
  /** Folder of the data sets, where it is not beside the scripts: a bundler moves these. Counts for
   *  all elements of the page.
   *  @attr data-src */
  declare dataSrc: string;

  constructor() {
    super();
    Object.assign(this, defaults);
  }

  /** What it shows, and in which mode.
   *  @internal */
  get shown(): Shown {
    const { panels, mode } = this;
    return { panels, mode };
  }

  protected get inProgram(): boolean {
    return this.layout === "program";
  }

  protected get language(): string {
    return this.lang || document.documentElement.lang || "en";
  }

  /** What was taken away, as an attribute or by a framework as a property, is as if it had never
   *  been there.
   *  @internal */
  protected override willUpdate(_changed: PropertyValues<this>): void {
    for (const [name, value] of Object.entries(defaults)) {
      const own = this[name as keyof typeof defaults];
      if (own === null || own === undefined) Object.assign(this, { [name]: value });
    }
  }
}
