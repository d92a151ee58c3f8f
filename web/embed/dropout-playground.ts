// The package's entry: registers <dropout-playground>. Safe to import where there is no document.
export { DropoutPlayground } from "../element/define";
