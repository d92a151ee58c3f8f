// The package's entry for who registers the element under a name of their own.
export { DropoutPlayground } from "../element/playground";
