// Where a pointer is within a box, in the box's own CSS pixels, whatever scale, rotation, mirroring
// or zoom the boxes around it have.
import { make } from "./make";

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
    const [x, y] = [clientX - o.x, clientY - o.y];
    const area = ax * by - ay * bx;
    return [((x * by - y * bx) / area) * width, ((ax * y - ay * x) / area) * height];
  }
}
