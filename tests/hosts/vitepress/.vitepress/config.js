// Tags with a hyphen are the browser's, not Vue's.
export default {
  title: "Notes on dropout",
  head: [["script", { type: "module", src: "/dropout/dropout-playground.js" }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.includes("-") } } },
};
