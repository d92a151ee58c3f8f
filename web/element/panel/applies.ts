// What kind of experiment a Spec is, where several parts ask. Knows no panel.
import type { Spec } from "../../shared/spec";

const flat: ReadonlySet<string> = new Set([
  "moons",
  "circles",
  "spirals",
  "xor",
  "blobs",
  "points",
]);
const linear: ReadonlySet<string> = new Set(["sine", "xsinx", "co2", "curve"]);

export const isPlane = (spec: Spec): boolean => spec.model === "mlp" && flat.has(spec.data);
export const isLine = (spec: Spec): boolean => spec.model === "mlp" && linear.has(spec.data);
export const isDense = ({ model }: Spec): boolean => model === "mlp" || model === "text";
