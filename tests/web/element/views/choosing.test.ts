// Choices about a table, changed by role and type; and the order of predicted rows.
import { describe, expect, it } from "vitest";
import { columnOf, orderOf, scoresOf, spread } from "../../../../web/element/views/rows/order";
import { keyOf, toldOf, withRole, withTold } from "../../../../web/element/views/table/choosing";
import {
  type FoundTable,
  noChoices,
  type Predictions,
  type SchemaColumn,
} from "../../../../web/shared/tables";

const column = (name: string, role: SchemaColumn["role"], type: SchemaColumn["type"]) => ({
  ...{ name, role, type },
  missing: 0,
});

const found = {
  columns: ["id", "x", "x", "when", "y"],
  schema: {
    columns: [
      column("id", "input", "number"),
      column("x", "input", "number"),
      column("x", "input", "category"),
      column("when", "left out", "date"),
      column("y", "target", "number"),
    ],
  },
} as unknown as FoundTable;

describe("choices about a table", () => {
  it("name a column by its number where the name is not its own", () => {
    expect(found.columns.map((_, i) => keyOf(found.columns, i))).toEqual([
      ...["id", "2", "3", "when", "y"],
    ]);
  });

  it("leave a column out and take it back as it looked", () => {
    const out = withRole(noChoices, found, 0, "left out");
    expect(out.leave_out).toEqual(["id"]);
    expect(withRole(out, found, 0, "input")).toEqual(noChoices);
  });

  it("take a column that was left out by itself as a category", () => {
    const taken = withRole(noChoices, found, 3, "input");
    expect([taken.category, taken.leave_out]).toEqual([["when"], []]);
  });

  it("make another target, and find one where the target goes", () => {
    const other = withRole({ ...noChoices, task: "regress" }, found, 2, "target");
    expect([other.target, other.task]).toEqual(["3", ""]);
    const gone = withRole(noChoices, found, 4, "left out");
    expect([gone.target, gone.leave_out]).toEqual(["3", ["y"]]);
  });

  it("tell a type once", () => {
    const number = withTold(noChoices, "id", "number");
    const category = withTold(number, "id", "category");
    expect([toldOf(number, "id"), toldOf(category, "id")]).toEqual(["number", "category"]);
    expect(category.number).toEqual([]);
    expect(withTold(category, "id", "")).toEqual(noChoices);
  });
});

describe("the order of predicted rows", () => {
  it("is that of the values, with what is none at the end", () => {
    const keys = Float64Array.of(2, Number.NaN, -1.5, 0, -0.25, 1e9, 2);
    expect([...orderOf(keys, false)]).toEqual([2, 4, 3, 0, 6, 5, 1]);
    expect([...orderOf(keys, true)]).toEqual([5, 0, 6, 3, 4, 2, 1]);
  });

  it("agrees with a comparing sort on many values of either sign", () => {
    const keys = Float64Array.from({ length: 5000 }, (_, i) =>
      Math.fround(((i * 7919) % 5003) - 2500 + 1 / (1 + (i % 7))),
    );
    const sorted = [...keys].sort((a, b) => b - a);
    expect([...orderOf(keys, true)].map((place) => keys[place])).toEqual(sorted);
  });

  it("is spread evenly where rows are many", () => {
    expect(spread(3, 10)).toEqual([0, 1, 2]);
    expect(spread(101, 5)).toEqual([0, 25, 50, 75, 100]);
  });

  it("scores only rows with a truth", () => {
    const columns = ["row", "prediction", "sd", "lower", "upper", "truth"];
    const none = Number.NaN;
    const rows = [
      [1, 2, 0.5, 1, 3, 4],
      [2, 2, 0.5, 1, 3, none],
      [3, 5, 0.5, 4, 6, 5],
    ];
    const all = { columns, predicted: 3, values: Float64Array.from(rows.flat()) };
    const scores = scoresOf(all as unknown as Predictions);
    expect(scores.rmse).toBeCloseTo(Math.sqrt(2), 12);
    expect(scores.inside).toBe(0.5);
    expect([...columnOf(all as unknown as Predictions, 0)]).toEqual([1, 2, 3]);
  });
});
