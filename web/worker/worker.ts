// The entry of a module worker of the same origin: the core comes from beside it.
import { attach, type Port } from "./dispatch";
import { loadCore } from "./load";

attach(globalThis as unknown as Port, loadCore);
