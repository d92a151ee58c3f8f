// Numbers as the essay's sentences write them.
import { formatFor } from "../../element/text/format";

export const format = formatFor("en");
/** "81 %", the two kept together. */
export const share = (value: number) => format.percent(value).replace("%", "\u00a0%");
/** Percentage points. */
export const points = (value: number) => format.fixed(100 * value, 1);
export const two = (value: number) => format.fixed(value, 2);
