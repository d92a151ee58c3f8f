// Registers <dropout-playground>, unless another copy was first. Safe to import without a document.
import { DropoutPlayground } from "./playground";

const tag = "dropout-playground";
if (globalThis.customElements && !customElements.get(tag)) {
  customElements.define(tag, DropoutPlayground);
}

export { DropoutPlayground };
