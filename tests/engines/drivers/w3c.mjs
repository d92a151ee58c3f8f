// Input as WebDriver (classic and BiDi alike) describes it: a key or a click as a list of actions.

const keys = {
  ArrowDown: "\uE015",
  ArrowLeft: "\uE012",
  ArrowRight: "\uE014",
  ArrowUp: "\uE013",
  Control: "\uE009",
  Delete: "\uE017",
  Enter: "\uE007",
  Escape: "\uE00C",
  Period: ".",
  Shift: "\uE008",
  Space: " ",
  Tab: "\uE004",
};

/** A key with those held meanwhile: "Tab", "Shift+Tab", "Control+z". */
export function keyActions(chord) {
  const values = chord.split("+").map((name) => keys[name] ?? name);
  const down = values.map((value) => ({ type: "keyDown", value }));
  const up = values.toReversed().map((value) => ({ type: "keyUp", value }));
  return [{ type: "key", id: "keyboard", actions: [...down, ...up] }];
}

/** A click at a point of the viewport. */
export function clickActions(x, y) {
  const move = { type: "pointerMove", x: Math.round(x), y: Math.round(y) };
  const press = ["pointerDown", "pointerUp"].map((type) => ({ type, button: 0 }));
  const parameters = { pointerType: "mouse" };
  return [{ type: "pointer", id: "mouse", parameters, actions: [move, ...press] }];
}
