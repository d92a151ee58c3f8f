// The essay's figures: each is in a template until the reader starts it, so that a page with
// many of them opens as fast as one with none.
import { DropoutPlayground } from "../element/define";
import { afterPaint } from "../element/host/frame";
import { playgroundAddress } from "../page/link/address";

/** Puts the figure's element into the page and starts training; its answer is below. */
async function run(figure: HTMLElement, row: Element): Promise<void> {
  const template = figure.querySelector("template");
  if (!template) return;
  const content = document.importNode(template.content, true);
  const element = content.querySelector("dropout-playground");
  const line = figure.querySelector<HTMLElement>(".answer");
  (line ?? row).before(content);
  figure.classList.add("has-run");
  if (!(element instanceof DropoutPlayground)) return;
  await element.updateComplete;
  element.tabIndex = -1;
  element.focus({ preventScroll: true }); // the button that had the focus is gone
  if (line) {
    const name = figure.id.replace("figure-", "");
    void import("./answer").then(({ watchAnswer }) => watchAnswer(name, element, line));
  }
  if (element.sweep) await startSweep(element);
  else await element.start();
}

/** A sweep is started by its view's own button. */
async function startSweep(element: DropoutPlayground): Promise<void> {
  for (let tries = 0; tries < 200 && element.isConnected; tries++) {
    const go = element.renderRoot.querySelector<HTMLButtonElement>(".sweep-go button:enabled");
    if (go) return go.click();
    await new Promise((later) => setTimeout(later, 50));
  }
}

export function offerFigures(root: ParentNode): void {
  for (const figure of root.querySelectorAll<HTMLElement>(".experiment")) {
    const row = figure.querySelector(".run");
    if (!row) continue;
    const title = figure.querySelector("figcaption b")?.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Run this figure";
    button.setAttribute("aria-label", `Run this figure: ${title}`);
    button.addEventListener("click", () => {
      button.disabled = true;
      afterPaint(() => {
        button.remove();
        void run(figure, row);
      });
    });
    const spec = figure.querySelector("template")?.content.querySelector("[spec]");
    const link = document.createElement("a");
    const sweep = spec?.getAttribute("sweep");
    const extra = sweep ? `&sweep=${sweep}&seeds=${spec?.getAttribute("seeds")}` : "";
    const shown = {
      panels: spec?.getAttribute("panels") ?? "",
      mode: spec?.getAttribute("mode") ?? "eval",
    };
    link.href = playgroundAddress(`#v=1&${spec?.getAttribute("spec")}${extra}`, shown);
    link.textContent = "Open in the playground";
    row.append(button, link);
  }
}
