// What an experiment is opened on, from a link of one arm on data that need no file.
import { readLink } from "../../web/page/link/link";
import type { Setup } from "../../web/shared/core";
import type { CoreError } from "../../web/shared/errors";
import { type Spec, valuesOf } from "../../web/shared/spec";

export function setupOf(link: string): Setup {
  const { arms, extras } = readLink(link);
  return {
    values: valuesOf(arms[0] as Spec),
    points: extras.pts ?? "",
    bytes: new Uint8Array(0),
  };
}

/** What refuses it, or null. */
export function openOn(
  run: { open(values: Float64Array, points: string, bytes: Uint8Array): CoreError | null },
  link: string,
): CoreError | null {
  const { values, points, bytes } = setupOf(link);
  return run.open(values, points, bytes);
}
