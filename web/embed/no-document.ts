// Stubs that Lit's classes need where there is no document, as in a static site generator:
// enough to be imported, nothing to render with. Takes the place of Lit's own larger shim, which
// also defines globals.
export const customElements = undefined;
export const HTMLElement = class {};
