// Styles of parts that come later: adopted when they are there, so that no page pays before.

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
