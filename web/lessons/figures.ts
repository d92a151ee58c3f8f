// The essay's figures: each waits in a template until the reader asks for it, so that a page with
// many of them opens as fast as one with none.
import { DropoutPlayground } from "../element/define";

/** Puts the figure's element into the page and lets it train. */
async function run(figure: Element, row: Element): Promise<void> {
  const template = figure.querySelector("template");
  if (!template) return;
  const content = document.importNode(template.content, true);
  const element = content.querySelector("dropout-playground");
  row.before(content);
  if (!(element instanceof DropoutPlayground)) return;
  await element.updateComplete;
  element.tabIndex = -1;
  element.focus({ preventScroll: true }); // the button that had the focus is gone
  await element.start();
}

export function offerFigures(root: ParentNode): void {
  for (const figure of root.querySelectorAll(".experiment")) {
    const row = figure.querySelector(".run");
    const button = row?.querySelector("button");
    const title = figure.querySelector("figcaption b")?.textContent;
    button?.setAttribute("aria-label", `Run this figure: ${title}`);
    button?.addEventListener("click", () => {
      button.remove();
      if (row) void run(figure, row);
    });
  }
}
