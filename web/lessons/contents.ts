// Where a reader is: marks the section in the list of contents, and gives sections and figures a link
// of their own. Knows nothing of what figures show.

/** The last heading above the upper third of the window is the section that is read. */
function currentOf(headings: readonly HTMLElement[]): HTMLElement | undefined {
  return headings.filter((it) => it.getBoundingClientRect().top < innerHeight / 3).at(-1);
}

function follow(nav: HTMLElement, headings: readonly HTMLElement[]): void {
  let isAsked = false;
  const mark = () => {
    isAsked = false;
    const id = currentOf(headings)?.id;
    for (const link of nav.querySelectorAll("a")) {
      if (id !== undefined && link.hash === `#${id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener(
    "scroll",
    () => {
      if (!isAsked) requestAnimationFrame(mark);
      isAsked = true;
    },
    { passive: true },
  );
}

/** A link to where it stands, at the end of `text`. */
function addPlace(text: Element, id: string, name: string): void {
  const link = document.createElement("a");
  link.className = "place";
  link.href = `#${id}`;
  link.textContent = "#";
  link.setAttribute("aria-label", name);
  text.append(link);
}

export function offerContents(nav: HTMLElement, root: ParentNode): void {
  const headings = [...root.querySelectorAll<HTMLElement>("h2[id]")];
  follow(nav, headings);
  for (const heading of headings) addPlace(heading, heading.id, "Link to this section");
  for (const figure of root.querySelectorAll("figure.experiment[id]")) {
    const caption = figure.querySelector("figcaption");
    if (caption) addPlace(caption, figure.id, "Link to this figure");
  }
}
