// Keys that act on the whole element, wherever in it the focus is.
import type { Actions } from "../panel/view";

const typed = "input:not([type=radio],[type=range]), textarea, select, [contenteditable]";

export function handleKey(event: KeyboardEvent, act: Actions): void {
  const target = event.composedPath()[0];
  if (event.defaultPrevented || !(target instanceof Element)) return;
  if (target.matches(typed)) return;
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "z") (event.shiftKey ? act.redo : act.undo)();
  else if (command || event.altKey) return;
  else if (event.key === ".") act.step();
  else if (event.key.toLowerCase() === "r") act.rewind();
  else if (event.key === "?") act.help();
  // Space presses the button it is on, and opens a summary.
  else if (event.key === " " && !target.matches("button, summary, a, input")) act.play();
  else return;
  event.preventDefault();
}
