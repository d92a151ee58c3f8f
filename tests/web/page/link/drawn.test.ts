// Drawn points in a link: what is written reads back to within a step, and no text harms.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limit, mostPoints, packPoints, unpackPoints } from "../../../../web/page/link/drawn";
import { readLink } from "../../../../web/page/link/link";

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

  it("are none where the text is none", () => {
    for (const text of ["", "b8", "b9.AAAA", "b8.A", "b8.AA=", "b8.A+AA", "b8.AA", "b8.é"]) {
      expect(unpackPoints(text)).toBeNull();
    }
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
