// The playground page: one element that fills the window and takes its experiment, its views and its
// mode from the address. Knows nothing of what an experiment does.
import "../element/define";
import { openedLooks } from "../page/link/link";

const element = document.querySelector("dropout-playground");
for (const [name, value] of openedLooks()) element?.setAttribute(name, value);
