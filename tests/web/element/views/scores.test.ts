// The scores of a regression that the page makes from its predictions, against values by hand.
import { describe, expect, it } from "vitest";
import { formatFor } from "../../../../web/element/text/format";
import { words } from "../../../../web/element/views/uncertainty/en";
import { regressionScores, scoreRows } from "../../../../web/element/views/uncertainty/scores";
import type { Answer, NamedMatrix } from "../../../../web/shared/core";

const named = (name: string, labels: string[], ...rows: number[][]): NamedMatrix => ({
  name,
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
  data: Float32Array.from(rows.flat()),
  labels,
});
const answer = (summary: Record<string, number>, ...rows: number[][]): Answer => ({
  error: null,
  matrices: [
    named("summary", Object.keys(summary), Object.values(summary)),
    named("inside", ["mean", "deviation", "truth"], ...rows),
  ],
});

describe("the scores of a regression", () => {
  // Errors 1, -1, 0, 2; truths 0, 2, 4, 6: squares 6 of 20.
  const rows = [
    [1, 0, 0],
    [1, 3, 2],
    [4, 0, 4],
    [8, 3, 6],
  ];
  const summary = {
    rmse: Math.sqrt(1.5),
    tau: 1 / 16,
    ll: -2,
    coverage: 0.75,
    accuracy: Number.NaN,
  };

  it("are MAE, R² and the mean width of passes and noise", () => {
    const { mae, r2, width } = regressionScores(answer(summary, ...rows));
    expect(mae).toBeCloseTo(1, 6);
    expect(r2).toBeCloseTo(0.7, 6);
    // Standard deviations 4 and 5, two of each.
    expect(width).toBeCloseTo(2 * 1.959964 * 4.5, 4);
  });

  it("stand in the table, and no accuracy", () => {
    const [row] = scoreRows([["A", answer(summary, ...rows)]], words, formatFor("en"));
    const names = row?.values.map(([name]) => name);
    expect(names).toEqual([
      "RMSE",
      "MAE",
      "R²",
      "log likelihood",
      "in 95 % band",
      "width of the band",
      "AUROC",
    ]);
  });

  it("are none of a classification", () => {
    expect(regressionScores(answer({ accuracy: 0.9, rmse: Number.NaN }, ...rows))).toEqual({});
  });
});
