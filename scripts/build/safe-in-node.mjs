// A Vite plugin: makes Lit's browser build importable where there is no document, as static site
// generators do on a server. Nothing is rendered there.
const changes = [
  [
    "@lit/reactive-element/reactive-element.js",
    "extends HTMLElement",
    "extends(a.HTMLElement??Object)",
  ],
  ["lit-html/lit-html.js", "=document,", "=t.document??{createTreeWalker:()=>({})},"],
];

export function safeInNode() {
  return {
    name: "safe-in-node",
    transform(code, id) {
      for (const [file, from, to] of changes) {
        if (!id.split("?")[0].endsWith(file)) continue;
        if (code.split(from).length !== 2) this.error(`${file} has changed: see safe-in-node.mjs`);
        return { code: code.replace(from, to), map: null };
      }
      return null;
    },
  };
}
