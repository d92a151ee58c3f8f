// Iso-lines of a grid by marching squares. Numbers in, numbers out.
import type { Values } from "../paint/scale";

/** Line segments x0, y0, x1, y1 in grid coordinates (cell centres at whole numbers) where the
 *  bilinear surface over values (height, width) crosses `level`. */
export function contour(values: Values, width: number, height: number, level: number): number[][] {
  const out: number[][] = [];
  const at = (x: number, y: number) => (values[y * width + x] ?? Number.NaN) - level;
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      const corner = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)];
      if (corner.some(Number.isNaN)) continue;
      const cuts = crossings(corner, x, y);
      if (cuts.length === 2) out.push([...cuts[0], ...cuts[1]]);
      else if (cuts.length === 4) {
        // A saddle: the centre says which corners belong together.
        const centre = corner.reduce((a, b) => a + b, 0);
        const turn = centre > 0 === corner[0] > 0 ? 0 : 1;
        out.push([...cuts[turn], ...cuts[turn + 1]], [...cuts[turn + 2], ...cuts[(turn + 3) % 4]]);
      }
    }
  }
  return out;
}

/** Where the four edges of a cell are crossed, in order top, right, bottom, left. */
function crossings(corner: readonly number[], x: number, y: number): [number, number][] {
  const ends: readonly (readonly [number, number])[] = [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
  ];
  const out: [number, number][] = [];
  for (let k = 0; k < 4; k++) {
    const [a, b] = [corner[k], corner[(k + 1) % 4]];
    if (a > 0 === b > 0) continue;
    const t = a / (a - b);
    const [p, q] = [ends[k], ends[(k + 1) % 4]];
    out.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
  }
  return out;
}
