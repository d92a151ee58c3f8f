// What the badge says of an engine's answers: each wrong one is named, and its meaning with it.
import { describe, expect, test } from "vitest";
import { judge } from "../../../web/lessons/badge/self-check";
import { reference } from "../../../web/shared/generated/reference";

const answer = (mean: readonly number[], gradient: readonly number[]) => {
  const one = (name: string, labels: string[], data: readonly number[]) => ({
    name,
    rows: 1,
    cols: data.length,
    data: Float32Array.from(data),
    labels,
  });
  return {
    error: null,
    matrices: [
      one("mean", ["draws", "p", "mean", "allowed", "passed"], mean),
      one("gradient", ["weights", "error", "allowed", "passed"], gradient),
    ],
  };
};
const goodMean = [100_000, 0.5, 1.0031, 0.0158, 1];
const goodGradient = [98, 0.00021, 0.01, 1];
const passed = (...[mean, gradient, digest]: [readonly number[], readonly number[], string]) =>
  judge(answer(mean, gradient), digest).map((check) => check.passed);

describe("the self-check", () => {
  test("passes what is right, with its numbers", () => {
    const found = judge(answer(goodMean, goodGradient), reference.digest);
    expect(found.every((check) => check.passed)).toBe(true);
    expect(found[0]?.sentence).toContain("100,000 draws");
    expect(found[0]?.sentence).toContain("1.0031");
    expect(found[1]?.sentence).toContain("98 weights");
    expect(found[2]?.sentence).toContain(reference.digest);
  });

  test("names the one that is wrong", () => {
    const wrongMean = [100_000, 0.5, 0.5, 0.0158, 0];
    expect(passed(wrongMean, goodGradient, reference.digest)).toEqual([false, true, true]);
    expect(passed(goodMean, [98, 0.5, 0.01, 0], reference.digest)).toEqual([true, false, true]);
    expect(passed(goodMean, goodGradient, "0123456789abcdef")).toEqual([true, true, false]);
  });

  test("passes nothing that did not come", () => {
    expect(judge({ error: null, matrices: [] }, "").map((check) => check.passed)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
