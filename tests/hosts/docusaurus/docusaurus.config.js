// A site of one page; the script once, for all pages.
module.exports = {
  title: "Notes on dropout",
  url: "https://example.org",
  baseUrl: "/",
  onBrokenLinks: "throw",
  scripts: [{ src: "/dropout/dropout-playground.js", type: "module" }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false, theme: {} }]],
};
