// Drawing training points on the field: which there are, what a click or a key does to them, and
// the tools for it. What is drawn goes into the link; knows no chart.
import { html, nothing, type TemplateResult } from "lit";
import type { Pick } from "../../../charts/figure/kind";
import { nothingDrawn, reachOf } from "../../../page/link/drawable";
import { type Drawn, mostPoints, packPoints, unpackPoints } from "../../../page/link/drawn";
import { type Answer, matrix } from "../../../shared/core";
import { drawnAlone, isOnlyDrawn, isPlane } from "../../../shared/facts";
import { segments } from "../../panel/pick";
import type { View } from "../../panel/view";
import { enoughToSplit } from "./empty-plot";
import type { Words } from "./en";

const mostClasses = 4;

type Act = "remove" | `${number}`;

export class Drawing {
  /** What a click does: adds a point of this class, or removes one. */
  private act: Act = "1";
  private readonly words: Words["draw"];

  constructor(words: Words["draw"]) {
    this.words = words;
  }

  /** All points, training or not; null where these data cannot be drawn on, or are not known yet. */
  points({ state }: View, answer: Answer | undefined): Drawn[] | null {
    const reach = reachOf(state.arms[0]);
    if (!reach) return null;
    if (state.points) return unpackPoints(state.points, reach) ?? [];
    if (isOnlyDrawn(state.arms[0])) return [];
    const made = answer && matrix(answer, "points");
    if (!made) return null;
    const { rows, cols, data } = made;
    return Array.from({ length: rows }, (_, i) => {
      const [x, y, label] = data.subarray(i * cols, (i + 1) * cols);
      return { x, y, label: label ?? 0 };
    });
  }

  pick(view: View, answer: Answer | undefined, { x, y, remove }: Pick): void {
    const points = this.points(view, answer);
    const reach = reachOf(view.state.arms[0]);
    if (!points || !reach || Number.isNaN(x) || Number.isNaN(y)) return;
    if (remove || this.act === "remove") {
      const far = (p: Drawn) => ((p.x - x) / reach[0]) ** 2 + ((p.y - y) / reach[1]) ** 2;
      const least = Math.min(...points.map(far));
      const at = points.findIndex((point) => far(point) === least);
      if (at >= 0) points.splice(at, 1);
    } else if (points.length < mostPoints) {
      points.push({ x, y, label: isPlane(view.state.arms[0]) ? Number(this.act) : 0 });
    }
    view.act.draw(packPoints(points, reach));
  }

  /** Keys 1 to 4 choose the class. */
  readonly key = (event: KeyboardEvent, view: View): void => {
    const target = event.composedPath()[0];
    if (!/^[1-4]$/.test(event.key) || !(target as Element).matches?.(".chart-box, canvas")) return;
    this.act = `${Number(event.key) - 1}`;
    event.preventDefault();
    view.refresh();
  };

  render(view: View, points: readonly Drawn[] | null): TemplateResult | typeof nothing {
    const { state } = view;
    const [spec] = state.arms;
    if (!points) return nothing;
    const { words } = this;
    const used = Math.max(1, ...points.map(({ label }) => label));
    const classes = isPlane(spec) ? Math.min(mostClasses, used + 2) : 1;
    const options = Array.from({ length: classes }, (_, k) => ({
      value: `${k}` as Act,
      label: isPlane(spec) ? words.addClass(String(k)) : words.add,
    }));
    if (this.act !== "remove" && Number(this.act) >= classes) this.act = `${classes - 1}`;
    const choose = (act: Act) => {
      this.act = act;
      view.refresh();
    };
    const own = isOnlyDrawn(spec);
    const empty = () =>
      view.act.draw(
        nothingDrawn,
        own ? undefined : drawnAlone(isPlane(spec) ? "classify" : "regress"),
      );
    return html`
      <div class="tools" role="group" aria-label=${words.tools}>
        <span aria-hidden="true">${words.tools}</span>
        ${segments(
          "draw",
          words.tools,
          [...options, { value: "remove" as Act, label: words.remove }],
          this.act,
          choose,
        )}
        <button type="button" ?disabled=${own && points.length === 0} @click=${empty}>
          ${own ? words.clear : words.empty}</button>
        ${
          state.points && !own
            ? html`<button type="button" @click=${() => view.act.draw("")}>${words.original}</button>`
            : nothing
        }
      </div>
      <p class="hint">${words.hint(words.restarts)}
        ${points.length >= mostPoints ? words.full : nothing}
        ${own && points.length >= enoughToSplit ? words.held : nothing}</p>
    `;
  }
}
