// Placement: labels, decimation, contours, network, text and cursor, by what they promise.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stopsCursor } from "../../../web/charts/figure/kind";
import { networkLayout } from "../../../web/charts/kinds/network-layout";
import { shorten, wrap } from "../../../web/charts/paint/painter";
import { SvgPainter } from "../../../web/charts/paint/svg";
import { contour } from "../../../web/charts/parts/contour";
import { decimate } from "../../../web/charts/parts/decimate";
import { spread } from "../../../web/charts/parts/labels";

const coordinate = fc.double({ min: -100, max: 400, noNaN: true });

describe("label placement", () => {
  it("keeps labels apart, inside and in order", () => {
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 1, maxLength: 12 }), (wanted) => {
        const at = spread(wanted, 13, 0, 240);
        const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
        for (const [rank, i] of order.entries()) {
          expect(at[i]).toBeGreaterThanOrEqual(-1e-9);
          expect(at[i]).toBeLessThanOrEqual(240 + 1e-9);
          if (rank > 0) expect(at[i] - at[order[rank - 1]]).toBeGreaterThanOrEqual(13 - 1e-6);
        }
      }),
    );
  });

  it("moves nothing that is already free, and shares out what is not", () => {
    expect(spread([10, 50, 90], 13, 0, 100)).toEqual([10, 50, 90]);
    expect(spread([50, 50], 10, 0, 100)).toEqual([45, 55]);
    expect(spread([0, 0, 0], 10, 0, 100)).toEqual([0, 10, 20]);
  });

  it("shrinks the gap when there is no room", () => {
    expect(spread([1, 2, 3, 4, 5], 50, 0, 40)).toEqual([0, 10, 20, 30, 40]);
  });
});

describe("decimation", () => {
  it("leaves short curves alone, gaps as null", () => {
    const { x, ys } = decimate([0, 1, 2], [[1, Number.NaN, null]], 10);
    expect(x).toEqual([0, 1, 2]);
    expect(ys).toEqual([[1, null, null]]);
  });

  it("keeps at most two points per pixel, each curve's extremes, and x ascending", () => {
    const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    const value = fc.oneof(finite, fc.constant(null));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 60 }),
        (rows, pixels) => {
          const curves = [rows.map((r) => r[0]), rows.map((r) => r[1])];
          const { x, ys } = decimate(
            rows.map((_, i) => i),
            curves,
            pixels,
          );
          expect(x.length).toBeLessThanOrEqual(2 * pixels);
          for (let i = 1; i < x.length; i++) expect(x[i]).toBeGreaterThan(x[i - 1]);
          for (const [k, curve] of curves.entries()) {
            expect(ys[k].length).toBe(x.length);
            const kept = ys[k].filter((v) => v !== null);
            const all = curve.filter((v) => v !== null);
            expect(kept.length > 0).toBe(all.length > 0);
            if (all.length === 0) continue;
            expect(Math.max(...kept)).toBe(Math.max(...all));
            expect(Math.min(...kept)).toBe(Math.min(...all));
          }
        },
      ),
    );
  });
});

describe("contours", () => {
  it("lie where the surface has the level", () => {
    const [w, h] = [9, 7];
    const plane = Array.from({ length: w * h }, (_, i) => (i % w) + 2 * Math.floor(i / w));
    const lines = contour(plane, w, h, 5.3);
    expect(lines.length).toBeGreaterThan(4);
    for (const [x0, y0, x1, y1] of lines) {
      expect(x0 + 2 * y0).toBeCloseTo(5.3, 9);
      expect(x1 + 2 * y1).toBeCloseTo(5.3, 9);
    }
  });

  it("cut a saddle in two separate lines, and skip cells with gaps", () => {
    expect(contour([1, 0, 0, 1], 2, 2, 0.4)).toHaveLength(2);
    const [low, high] = [contour([1, 0, 0, 1], 2, 2, 0.6), contour([1, 0, 0, 1], 2, 2, 0.4)];
    // Above the centre's value the high corners are islands, below it the low ones are.
    expect(low[0].every((v) => v <= 0.5) || low[1].every((v) => v <= 0.5)).toBe(true);
    expect(high[0].every((v) => v <= 0.5) && high[1].every((v) => v <= 0.5)).toBe(false);
    expect(contour([1, Number.NaN, 0, 1], 2, 2, 0.5)).toEqual([]);
    expect(contour([1, 1, 1, 1], 2, 2, 0.5)).toEqual([]);
  });
});

describe("network layout", () => {
  it("draws at most the limit, inside the drawing, without overlap", () => {
    const layers = [2, 64, 10, 1].map((size) => ({ name: "", size }));
    const at = networkLayout({ layers, limit: 13 }, 360, 300, 20, 40);
    expect(at.y.map((ys) => ys.length)).toEqual([2, 12, 10, 1]);
    for (const ys of at.y) {
      for (const [i, y] of ys.entries()) {
        expect(y).toBeGreaterThanOrEqual(at.top);
        expect(y).toBeLessThanOrEqual(at.bottom);
        if (i > 0) expect(y - ys[i - 1]).toBeGreaterThan(2 * at.radius);
      }
    }
    expect(at.x[0]).toBeGreaterThanOrEqual(20);
    expect(at.x[3] + at.radius).toBeLessThanOrEqual(320);
  });
});

describe("text", () => {
  const p = new SvgPainter();

  it("is shortened to its room", () => {
    expect(shorten(p, "short", 100)).toBe("short");
    const cut = shorten(p, "communication", 50);
    expect(cut.endsWith("…")).toBe(true);
    expect(p.measure(cut)).toBeLessThanOrEqual(50);
    expect(shorten(p, "communication", 2)).toBe("");
  });

  it("is wrapped without losing a word", () => {
    const text = "After 8 epochs: without dropout 97 % on training, 71 % on new texts";
    const lines = wrap(p, text, 120);
    expect(lines.join(" ")).toBe(text);
    for (const line of lines) expect(p.measure(line)).toBeLessThanOrEqual(120);
  });
});

describe("cursor", () => {
  it("finds the nearest stop and skips holes", () => {
    const stop = (x: number, y: number) => ({ x, y, text: `${x},${y}` });
    const cursor = stopsCursor([
      [stop(0, 0), null],
      [null, stop(10, 10)],
    ]);
    expect([cursor.rows, cursor.cols]).toEqual([2, 2]);
    expect(cursor.find(8, 7)).toEqual([1, 1]);
    expect(cursor.find(-5, 2)).toEqual([0, 0]);
    expect(cursor.at(0, 1)).toBeNull();
    expect(cursor.at(9, 9)).toBeNull();
    expect(stopsCursor([]).find(0, 0)).toBeNull();
  });
});
