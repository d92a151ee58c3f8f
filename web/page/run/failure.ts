// Why a session failed, as data: its text is in the table of strings.
import type { CoreError } from "../../shared/errors";
import { DataFailed } from "./data";
import { RunFailed } from "./run";

export type Failure =
  | { code: "refused"; error: CoreError }
  /** `no-table`: data=csv, and no file is chosen. `gone`: what was worked on is no longer there. */
  | {
      code:
        | "no-table"
        | "gone"
        | "data-missing"
        | "data-truncated"
        | "data-wrong"
        | RunFailed["code"];
      detail: string;
    };

/** The core refuses. */
export class Refused extends Error {
  readonly error: CoreError;

  constructor(error: CoreError) {
    super(error.code);
    this.error = error;
  }
}

export function asFailure(error: unknown): Failure {
  if (error instanceof Refused) return { code: "refused", error: error.error };
  if (error instanceof DataFailed) return { code: `data-${error.problem}`, detail: error.message };
  if (error instanceof RunFailed) return { code: error.code, detail: error.message };
  throw error;
}
