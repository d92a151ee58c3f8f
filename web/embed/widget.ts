// widget.mjs: the element as an anywidget module, for notebooks and MyST. The model's traits are
// spec, controls, theme (read) and result (written when training ends).
import type { DropoutPlayground } from "../element/playground";
import "../element/define";

interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, act: () => void): void;
  off(event: string, act: () => void): void;
}

const traits = ["spec", "controls", "theme"] as const;

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const element = document.createElement("dropout-playground") as DropoutPlayground;
  const takes = traits.map((trait) => {
    const take = () => {
      const value = model.get(trait);
      if (typeof value === "string") element.setAttribute(trait, value);
    };
    take();
    model.on(`change:${trait}`, take);
    return () => model.off(`change:${trait}`, take);
  });
  element.addEventListener("dropout-done", () => {
    // As text: NaN is no JSON, and a table of numbers needs no more.
    model.set("result", JSON.stringify(element.result));
    model.save_changes();
  });
  el.append(element);
  return () => {
    for (const drop of takes) drop();
    element.remove();
    element.dispose();
  };
}

export default { render };
