// Why a session failed, as data: the words stand in the table of strings.
import { DataFailed } from "./data";
import { RunFailed } from "./run";

export interface Failure {
  /** `refused`: the core says why in `detail`. `no-table`: data=csv, and no file is chosen. */
  code:
    | "refused"
    | "no-table"
    | "data-missing"
    | "data-truncated"
    | "data-wrong"
    | RunFailed["code"];
  detail: string;
}

export function asFailure(error: unknown): Failure {
  if (error instanceof DataFailed) return { code: `data-${error.problem}`, detail: error.message };
  if (error instanceof RunFailed) return { code: error.code, detail: error.message };
  throw error;
}
