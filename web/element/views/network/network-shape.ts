// Which matrices of the core make the diagram of a dense network, and the diagram made of them.
// Knows the core's names for layers and no element.
import type { NetworkData, NetworkLayer } from "../../../charts/kinds/network";
import { type Answer, type Mode, matrix, type Question } from "../../../shared/core";
import { isSoft, kindOf, readsTokens } from "../../../shared/facts";
import { columns } from "../../../shared/generated/columns";
import { queries } from "../../../shared/generated/questions";
import type { Spec } from "../../../shared/spec";
import type { Words } from "./en";

export interface LayerPlan {
  /** The dropout after it, where there is one. */
  site: string | null;
  /** What it gives to the next layer. */
  peek: string;
  /** The weights that lead into it. */
  weights: string | null;
  label: string;
  /** Its dropout multiplies by chance instead of dropping. */
  soft?: boolean;
  /** What its dropout keeps counts more while training. */
  scaled?: boolean;
}

export function layerPlans(spec: Spec, words: Words): LayerPlan[] {
  const front = readsTokens(spec) ? "embedding" : "input";
  const hasSites = kindOf(spec).masked === "units";
  const first: LayerPlan = {
    site: `${front}.drop`,
    peek: `${front}.drop.after`,
    weights: null,
    label: words.layerName[front],
    scaled: true, // the inputs' own dropout is of the standard kind
  };
  const hidden = Array.from({ length: spec.depth }, (_, i): LayerPlan => {
    const name = `hidden${i + 1}`;
    const label = words.hiddenLayer(i + 1);
    const site = hasSites ? `${name}.drop` : null;
    const peek = hasSites ? `${name}.drop.after` : `${name}.act`;
    const { scaled } = kindOf(spec);
    return { site, peek, weights: `${name}.weight`, label, soft: isSoft(spec), scaled };
  });
  const out = { site: null, peek: "out", weights: "out.weight", label: words.layerName.out };
  return [first, ...hidden, out];
}

export function networkQuestions(
  plans: readonly LayerPlan[],
  mode: Mode,
  draw: number,
  index: number,
): Question[] {
  const peeks = plans.map(({ peek }) => queries.peek({ text: peek, mode, draw, index, count: 1 }));
  const weights = plans.map(({ weights }) => queries.weights({ text: weights ?? "" }));
  const masks = plans.map(({ site }) => queries.mask({ text: site ?? "" }));
  return [queries.sites(), ...peeks, ...weights, ...masks];
}

export interface Diagram {
  data: NetworkData;
  /** Of each layer: units, how many dropped, their factor. */
  layers: { label: string; units: number; dropped: number; scale: number; softness: number }[];
  /** Norm of the gradient of the weights into each layer. */
  gradients: number[];
}

/** Null where the answers do not fit together: the network has moved on in between. */
export function diagramOf(
  plans: readonly LayerPlan[],
  answers: readonly Answer[],
  mode: Mode,
  held: ReadonlyMap<string, ReadonlySet<number>>,
  show: "value" | "gradient",
): Diagram | null {
  const n = plans.length;
  const at = columns.sites.sites;
  const sites = answers[0] && matrix(answers[0], "sites");
  if (!sites || answers.length < 1 + 3 * n) return null;
  const layers: NetworkLayer[] = [];
  const told: Diagram["layers"] = [];
  for (const [k, plan] of plans.entries()) {
    const values = answers[1 + k].matrices[0];
    if (!values) return null;
    const row = sites.labels.indexOf(plan.site ?? "");
    const p = row < 0 ? 0 : sites.data[row * sites.cols + at.p];
    const masked = mode !== "eval" && row >= 0 && (p > 0 || (held.get(plan.site ?? "")?.size ?? 0));
    const said = masked ? matrix(answers[1 + 2 * n + k], "mask") : undefined;
    // Noise and soft masks drop no unit: nothing is there to be shown as dropped.
    const mask = plan.soft ? undefined : said;
    if (masked && !plan.soft && mask?.rows !== 1) return null;
    const scale = mask && plan.scaled ? sites.data[row * sites.cols + at.scale] : 1;
    const softness = masked && plan.soft ? p : 0;
    const layer: NetworkLayer = { name: plan.label, size: values.cols, activations: values.data };
    if (mask) Object.assign(layer, { keep: mask.data, scale });
    layers.push(layer);
    const dropped = mask ? mask.data.reduce((sum, kept) => sum + (kept ? 0 : 1), 0) : 0;
    told.push({ label: plan.label, units: values.cols, dropped, scale, softness });
  }
  const gradients: number[] = [];
  const weights = plans.slice(1).map((_, k) => {
    const value = matrix(answers[1 + n + k + 1], show);
    const gradient = matrix(answers[1 + n + k + 1], "gradient");
    gradients.push(Math.sqrt(gradient?.data.reduce((sum, g) => sum + g * g, 0) ?? 0));
    return value ? turned(value.data, value.rows, value.cols) : null;
  });
  return { data: { layers, weights }, layers: told, gradients };
}

/** (to, from) as the core has it, as (from, to). */
function turned(data: Float32Array, rows: number, cols: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < cols; c++) out[c * rows + r] = data[r * cols + c];
  return out;
}
