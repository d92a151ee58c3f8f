// What both halves of the gallery share: random numbers that are the same each time, and a place.
import type { Chart, ChartOptions } from "../../web/charts/figure/chart";

let state = 7;
export const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
export const list = (n: number, f: (i: number) => number) =>
  Array.from({ length: n }, (_, i) => f(i));
export const noise = () => random() + random() + random() - 1.5;

export const charts: Record<string, Chart<never>> = {};
const root = (document.getElementById("host") as HTMLElement).attachShadow({ mode: "open" });
export const picks: unknown[] = [];

export function put<D>(
  id: string,
  Type: new (o: ChartOptions) => Chart<D>,
  data: D,
  title: string,
  summary: string,
): void {
  const chart = new Type({
    title,
    ...(["network", "field"].includes(id) ? { onPick: (pick) => picks.push(pick) } : {}),
  });
  chart.element.id = id;
  chart.element.style.marginBlock = "24px";
  root.append(chart.element);
  chart.draw(data, summary);
  charts[id] = chart as Chart<never>;
}
