// Where the arms of a session stand, as a host page sees it.
import type { Session } from "../../page/run/session";
import { type PointColumn, pointColumns, type Status } from "../../shared/core";

type Measured = Record<PointColumn, number>;
export type ArmResult = Measured & { status: Status | null; digest: string };

/** Copies, with the newest measurements. */
export function resultsOf({ runs }: Session): ArmResult[] {
  return runs.map(({ status, points, digest }) => ({
    status: status && { ...status },
    digest,
    ...(Object.fromEntries(pointColumns.map((name) => [name, points.last(name)])) as Measured),
  }));
}
