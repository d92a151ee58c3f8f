// One line to make an element with a class and a text.

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const out = document.createElement(tag);
  out.className = name;
  if (text) out.textContent = text;
  return out;
}
