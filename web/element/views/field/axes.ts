// What the axes of a curve are called, where its data say.
import type { Spec } from "../../../shared/spec";
import type { Words } from "./en";

export function axesOf(arms: readonly Spec[], { yearAxes }: Words): Partial<Words["yearAxes"]> {
  return arms.length > 0 && arms.every(({ data }) => data === "co2") ? yearAxes : {};
}
