// Scales, ticks and numbers against values written by hand and properties that must hold.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  extent,
  fixed,
  linear,
  linearTicks,
  log,
  logTicks,
  niceStep,
  pad,
  padLog,
  show,
  tickLabels,
} from "../../../web/charts/paint/scale";

describe("scales", () => {
  it("map the ends of the domain to the ends of the range, and back", () => {
    for (const scale of [linear([-3, 5], [40, 400]), log([1e-3, 1e4], [300, 20])]) {
      expect(scale(scale.domain[0])).toBeCloseTo(scale.range[0], 9);
      expect(scale(scale.domain[1])).toBeCloseTo(scale.range[1], 9);
      const inside = (scale.domain[0] + scale.domain[1]) / 3;
      expect(scale.invert(scale(inside))).toBeCloseTo(inside, 9);
    }
  });

  it("leave a gap where a logarithm has none", () => {
    const scale = log([0.01, 1], [0, 100]);
    expect(scale(0)).toBeNaN();
    expect(scale(-1)).toBeNaN();
    expect(scale(0.1)).toBeCloseTo(50, 9);
  });

  it("survive a domain without width", () => {
    expect(linear([2, 2], [0, 100])(2)).toBe(0);
    expect(pad([2, 2])[0]).toBeLessThan(2);
    expect(padLog([2, 2])[0]).toBeLessThan(2);
    expect(niceStep(0, 5)).toBe(1);
  });
});

describe("ticks", () => {
  it("are round, inside, ascending and about as many as asked", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (lo, span, count) => {
          const hi = lo + span;
          const ticks = linearTicks(lo, hi, count);
          const step = niceStep(span, count);
          expect(ticks.length).toBeLessThanOrEqual(2 * count + 1);
          expect(ticks.length).toBeGreaterThanOrEqual(Math.floor(count / 2) - 1);
          for (const [i, tick] of ticks.entries()) {
            expect(tick).toBeGreaterThanOrEqual(lo - step * 1e-6);
            expect(tick).toBeLessThanOrEqual(hi + step * 1e-6);
            expect(Math.abs(tick / step - Math.round(tick / step))).toBeLessThan(1e-4);
            if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1]);
          }
        },
      ),
    );
  });

  it("are what one would write by hand", () => {
    expect(linearTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks(-3, 3, 7)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    expect(logTicks(1, 200, 12)).toEqual([1, 2, 5, 10, 20, 50, 100, 200]);
    expect(logTicks(1e-6, 1, 4)).toEqual([1e-6, 1e-4, 1e-2, 1]);
    expect(logTicks(2.1, 2.9, 4)).toEqual([2.2, 2.4, 2.6, 2.8]);
  });

  it("carry the same number of decimals, in the reader's language", () => {
    expect(tickLabels([0, 0.5, 1], "en")).toEqual(["0.0", "0.5", "1.0"]);
    expect(tickLabels([-0.25, 0, 0.25], "de")).toEqual(["−0,25", "0,00", "0,25"]);
    expect(tickLabels([0.01, 0.1, 1, 10], "en")).toEqual(["0.01", "0.1", "1", "10"]);
    expect(tickLabels([0, 1e6, 2e6], "en")).toEqual(["0", "1M", "2M"]);
  });
});

describe("numbers for reading", () => {
  it("have three digits, a true minus and signs for what is no number", () => {
    expect(show(0.71234, "en")).toBe("0.712");
    expect(show(-12345.6, "en")).toBe("−12,346");
    expect(show(1.5e-7, "en")).toBe("1.5E−7");
    expect(show(Number.NaN, "en")).toBe("–");
    expect(show(null, "en")).toBe("–");
    expect(show(Number.NEGATIVE_INFINITY, "en")).toBe("−∞");
    expect(show(0.5, "de")).toBe("0,5");
    expect(fixed(0.8, "en", 2)).toBe("0.80");
  });

  it("have an extent that skips gaps", () => {
    expect(extent([[null, 3, Number.NaN], [-1], []])).toEqual([-1, 3]);
    expect(extent([[0, 5]], true)).toEqual([5, 5]);
    expect(extent([[null], []])).toBeNull();
  });
});
