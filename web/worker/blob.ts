// The entry of a classic worker made from text: `coreBytes` stands in front of this script.
import { attach, type Port } from "./desk";
import { inlinedCore } from "./inlined";

declare const coreBytes: string;

attach(globalThis as unknown as Port, () => inlinedCore(coreBytes));
