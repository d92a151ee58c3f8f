// Styles of parts that are loaded on demand: adopted when their part is first shown.

export function adopting(text: string): (root: Node) => void {
  let sheet: CSSStyleSheet | undefined;
  return (root) => {
    if (!(root instanceof ShadowRoot)) return;
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  };
}
