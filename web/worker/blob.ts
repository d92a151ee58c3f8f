// The entry of a classic worker made from text: `coreBytes` is defined before this script.
import { attach, type Port } from "./dispatch";
import { inlinedCore } from "./inlined";

declare const coreBytes: string;

attach(globalThis as unknown as Port, () => inlinedCore(coreBytes));
