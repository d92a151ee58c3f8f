// Drawn points in a link: what is written reads back to within a step, and no text harms. The core
// reads the same corpus (tests/core/lab/spec/corpus_test.cpp).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reachOf } from "../../../../web/page/link/drawable";
import { limit, mostPoints, packPoints, unpackPoints } from "../../../../web/page/link/drawn";
import { readLink } from "../../../../web/page/link/link";
import type { Spec } from "../../../../web/shared/spec";
import corpus from "../../../corpus/drawn.json";

const point = fc.record({
  x: fc.double({ min: -limit, max: limit, noNaN: true }),
  y: fc.double({ min: -limit, max: limit, noNaN: true }),
  label: fc.integer({ min: 0, max: 3 }),
});

describe("drawn points", () => {
  it("read back to within half a step, and are written the same again", () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), (points) => {
        const text = packPoints(points);
        const back = unpackPoints(text);
        expect(back?.map(({ label }) => label)).toEqual(points.map(({ label }) => label));
        for (const [i, { x, y }] of points.entries()) {
          expect(Math.abs((back?.[i]?.x ?? 99) - x)).toBeLessThanOrEqual(limit / 255 + 1e-9);
          expect(Math.abs((back?.[i]?.y ?? 99) - y)).toBeLessThanOrEqual(limit / 255 + 1e-9);
        }
        expect(packPoints(back ?? [])).toBe(text);
        expect(readLink(`#v=1&pts=${text}`)).toMatchObject({ extras: { pts: text }, notices: [] });
      }),
    );
  });

  it("take 603 characters for 200 points, and never more than a link has room for", () => {
    const many = Array.from({ length: 2000 }, (_, i) => ({ x: i % 4, y: -1, label: i % 3 }));
    expect(packPoints(many.slice(0, 200))).toHaveLength(603);
    expect(packPoints(many).length).toBeLessThan(4096);
    expect(unpackPoints(packPoints(many))).toHaveLength(mostPoints);
    expect(packPoints([{ x: 1e9, y: Number.NEGATIVE_INFINITY, label: 7 }])).toBe("b8._wAD");
  });

  it.each(corpus.drawn)("of $data are spelled $text, as in the core", ({ data, text, points }) => {
    const reach = reachOf({ data: data as Spec["data"] });
    const read = unpackPoints(text, reach) ?? [];
    expect(read).toHaveLength(points.length);
    for (const [i, [x, y, label]] of points.entries()) {
      expect(read[i]?.x).toBeCloseTo(x as number, 5);
      expect(read[i]?.y).toBeCloseTo(y as number, 5);
      expect(read[i]?.label).toBe(label);
    }
    expect(packPoints(read, reach)).toBe(text);
  });

  it.each(corpus.refused)("are none in '%s'", (text) => {
    expect(unpackPoints(text)).toBeNull();
  });

  it("are none where the text is none", () => {
    expect(unpackPoints("b8.é")).toBeNull();
    expect(unpackPoints("b8.")).toEqual([]);
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const points = unpackPoints(`b8.${text.replace(/[^\w-]/g, "")}`);
        expect(
          (points ?? []).every(({ x, y }) => Math.abs(x) <= limit && Math.abs(y) <= limit),
        ).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
