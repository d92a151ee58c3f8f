// Where a pointer is within a box, in the box's own CSS pixels, whatever scale, rotation, mirroring
// or zoom the boxes around it have.
import { make } from "./make";

/** Pixels of the window in one of those in which the engine gives rectangles: without currentCSSZoom,
 * these are a zoomed box's own. */
function windowPixels(box: HTMLElement): number {
  if (Reflect.has(box, "currentCSSZoom")) return 1;
  let zoom = 1;
  for (let it: Element | null = box; it; it = it.parentElement ?? hostOf(it)) {
    zoom *= Number(getComputedStyle(it).zoom) || 1;
  }
  return zoom;
}

function hostOf(it: Element): Element | null {
  const root = it.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

export class Ruler {
  private readonly box: HTMLElement;
  /** Points at three corners, whose places on the screen tell how the box lies there. */
  private readonly corners: readonly HTMLElement[];

  constructor(box: HTMLElement) {
    this.box = box;
    this.corners = ["", "is-right", "is-bottom"].map((side) => make("i", `chart-corner ${side}`));
    box.append(...this.corners);
  }

  /** The place (x, y) of a point of the viewport. */
  place(clientX: number, clientY: number): [number, number] {
    const [o, a, b] = this.corners.map((corner) => corner.getBoundingClientRect());
    const { clientWidth: width, clientHeight: height } = this.box;
    if (!o || !a || !b) return [Number.NaN, Number.NaN];
    // (x, y) = o + u (a - o) + v (b - o)
    const [ax, ay] = [a.x - o.x, a.y - o.y];
    const [bx, by] = [b.x - o.x, b.y - o.y];
    const scale = windowPixels(this.box);
    const [x, y] = [clientX / scale - o.x, clientY / scale - o.y];
    const area = ax * by - ay * bx;
    return [((x * by - y * bx) / area) * width, ((ax * y - ay * x) / area) * height];
  }
}
