// host.js: for pages that embed by iframe. Gives each frame the height of its content and the
// page's own theme, light or dark, whatever site generator made the page. Stands alone.
const frameOf = (source: unknown) =>
  [...document.querySelectorAll<HTMLIFrameElement>('iframe[src*="embed.html"]')].find(
    (frame) => frame.contentWindow === source,
  );

/** By the colour behind the text: every theme switch changes that. */
function theme(): "auto" | "light" | "dark" {
  for (const node of [document.body, document.documentElement]) {
    const [r, g, b, a = 1] =
      getComputedStyle(node)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    if (r !== undefined && g !== undefined && b !== undefined && a > 0.5) {
      return 2 * r + 5 * g + b < 1024 ? "dark" : "light";
    }
  }
  return "auto";
}

const greeted = new Set<Window>();
const tell = (frame: Window, type: string, detail = {}) =>
  frame.postMessage({ dropout: { v: 1, type, ...detail } }, "*");

addEventListener("message", ({ source, data }) => {
  const said = data?.dropout;
  const frame = said?.v === 1 && frameOf(source);
  if (!frame) return;
  const inside = frame.contentWindow as Window;
  if (said.type === "ready") {
    greeted.add(inside);
    tell(inside, "ack");
    tell(inside, "set", { theme: theme() });
  } else if (said.type === "resize" && said.height > 0 && said.height < 1e5) {
    frame.style.height = `${said.height}px`;
    frame.style.aspectRatio = "auto";
  }
});

const all = () => {
  for (const frame of greeted) tell(frame, "set", { theme: theme() });
};
const watcher = new MutationObserver(all);
for (const node of [document.documentElement, document.body]) {
  watcher.observe(node, { attributes: true });
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);

export {};
