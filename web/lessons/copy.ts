// A copy button for each block of code.

const shownMs = 1500;

export function offerCopies(root: ParentNode): void {
  for (const block of root.querySelectorAll(".code")) {
    const code = block.querySelector("code")?.textContent ?? "";
    const pre = block.querySelector("pre"); // it may scroll: reachable by keyboard
    pre?.setAttribute("tabindex", "0");
    pre?.setAttribute("role", "region");
    pre?.setAttribute("aria-label", `Code for ${block.querySelector("figcaption")?.textContent}`);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      const done = await navigator.clipboard.writeText(code).then(
        () => true,
        () => false,
      );
      button.textContent = done ? "Copied" : "Select it and press Ctrl C";
      setTimeout(() => {
        button.textContent = "Copy";
      }, shownMs);
    });
    block.querySelector("figcaption")?.after(button);
  }
}
