// Functions for the page: what has the focus, and how many stops Tab has to make. They need nothing
// from outside themselves.

/** What has the focus within the element's shadow root, and whether that is seen. */
export function focused() {
  const { shadowRoot } = document.querySelector("dropout-playground");
  const it = shadowRoot.activeElement;
  if (!it) return null;
  window.walked ??= new Map();
  if (!window.walked.has(it)) window.walked.set(it, window.walked.size);
  const ring = (node) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
  };
  const { width, height, top, bottom } = it.getBoundingClientRect();
  return {
    number: window.walked.get(it),
    name: `${it.localName} ${it.getAttribute("aria-label") ?? it.name ?? it.textContent.trim()}`,
    ring: ring(it) || (it.closest("label") !== null && ring(it.closest("label"))),
    visible: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
  };
}

/** How many stops Tab has to make: a group of radio buttons is one. */
export function stops() {
  const { shadowRoot } = document.querySelector("dropout-playground");
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const all = [...shadowRoot.querySelectorAll(wanted)].filter(
    (it) => !it.disabled && it.checkVisibility({ visibilityProperty: true }),
  );
  const groups = new Set();
  return all.filter((it) => {
    if (it.type !== "radio") return true;
    const key = `${it.form ? [...shadowRoot.querySelectorAll("form")].indexOf(it.form) : ""}${it.name}`;
    const first = !groups.has(key);
    groups.add(key);
    return first;
  }).length;
}
