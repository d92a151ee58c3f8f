// What Lit's classes stand on where there is no document, as in a static site generator on a server:
// enough to be imported, nothing to render with. Takes the place of Lit's own larger shim, which
// also defines globals.
export const customElements = undefined;
export const HTMLElement = class {};
