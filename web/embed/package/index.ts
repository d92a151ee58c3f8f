// The package's types, from which its declarations are made: dropout-playground.js and class.js
// export the same class.

import type { Events } from "../../element/panel/events";
import type { DropoutPlayground } from "../../element/playground";

export type { ArmResult } from "../../element/host/result";
export type { EnsembleScores, SweepPoint, SweepResult } from "../../element/panel/events";
export { DropoutPlayground } from "../../element/playground";
export type { Phase } from "../../page/run/phase";
export type { Spread } from "../../page/sweep/stats";
export type { NamedMatrix, Status } from "../../shared/core";
export type { Spec } from "../../shared/spec";

export type DropoutPlaygroundEventMap = {
  [Name in keyof Events as `dropout-${Name}`]: CustomEvent<Events[Name]>;
};

declare global {
  interface HTMLElementTagNameMap {
    "dropout-playground": DropoutPlayground;
  }
  interface HTMLElementEventMap extends DropoutPlaygroundEventMap {}
}
