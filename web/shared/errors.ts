// Errors as they leave the core: a code and the values that its text names. Every language has a text
// for each code (src/lab/spec/errors.inc); who shows an error words it.
import type { ErrorCode } from "./generated/errors";

export type { ErrorCode };

export interface CoreError {
  readonly code: ErrorCode;
  readonly values: readonly string[];
}

/** An error by the texts of a language; "" where there is none. */
export function worded(
  texts: Readonly<Record<ErrorCode, string>>,
  error: CoreError | null | undefined,
): string {
  if (!error) return "";
  return texts[error.code].replace(/\{(\d)\}/g, (_, value) => error.values[value] ?? "");
}
