// The list of keyboard shortcuts, in English.

export const help = {
  help: "Keyboard shortcuts",
  shortcutList: [
    ["Space", "train, pause, resume"],
    [".", "one step"],
    ["R", "rewind to the same initial weights"],
    ["Ctrl Z", "undo a change"],
    ["Ctrl Shift Z", "redo it"],
    ["?", "this list"],
    ["arrow keys", "read a chart that has the focus"],
  ] as readonly (readonly [string, string])[],
  close: "Close",
};
