// The part of a PyTorch script that holds the points a reader drew. The twin of src/lab/data/drawn.cpp.
import type { Drawn } from "../link/drawn";

const heldOut = 5; // every fifth point validates,
const enoughToSplit = 10; // once there are so many

/** Seven digits are a float's. */
const digits = (value: number) => Number(value.toPrecision(8));

export function pointsCode(points: readonly Drawn[], classes: boolean): string {
  const row = ({ x, y, label }: Drawn) =>
    `    [${[digits(x), digits(y), ...(classes ? [label] : [])].join(", ")}],\n`;
  return `
# x, y${classes ? " and class" : ""} of each point that was drawn.
POINTS = np.array([
${points.map(row).join("")}])
`;
}

/** Where no generator stands behind the points: `held_out` says which of them validate. */
export function splitCode({ length }: readonly Drawn[]): string {
  if (length < enoughToSplit) {
    return `
# So few points both train and validate.
train_points, valid_points = POINTS[: N or None], POINTS
`;
  }
  return `
held_out = np.arange(len(POINTS)) % ${heldOut} == ${heldOut - 1}
train_points, valid_points = POINTS[~held_out][: N or None], POINTS[held_out]
`;
}

/** Classes that the points alone ask for. */
export const classesOf = (points: readonly Drawn[]): number =>
  Math.max(0, ...points.map(({ label }) => label + 1));
