// sandbox.js: for the page of frames. A frame in a sandbox may load modules of a host only where that
// sends CORS headers. Where it does not, the frame goes on as one file. Stands alone: a classic script,
// which needs no such headers.
addEventListener(
  "error",
  ({ target }) => {
    const failed = target instanceof HTMLScriptElement && target.type === "module";
    if (!failed || globalThis.origin !== "null") return;
    const { search, hash } = globalThis.location;
    globalThis.location.replace(`embed-single.html${search}${hash}`);
  },
  true,
);
