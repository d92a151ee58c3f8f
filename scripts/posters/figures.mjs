// Reads the figures of the built essay from its HTML: what each is called, asks and runs.

const unescaped = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": "\u00a0",
};
const plain = (html) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => unescaped[entity])
    .replace(/[ \t\r\n]+/g, " ")
    .trim();

/** Text as it may stand in an attribute or between tags. */
export const toText = (text) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

const parts = /<h2 id="([\w-]+)"|<figure class="experiment"([^>]*)>[\s\S]*?<\/figure>/g;

/** The figures in their order: text, name, section, title, about (its caption), spec, mode,
 *  sweep and seeds, looks (as an embedding's query), whether it shows its inputs, and the element's own tag. */
export function figuresOf(html) {
  const found = [];
  let section = "";
  for (const [text, heading, attributes] of html.matchAll(parts)) {
    if (heading) section = heading;
    const tag = /<dropout-playground\b[^>]*>/.exec(text)?.[0];
    if (heading || !tag) continue;
    const attribute = (key) => plain(new RegExp(`\\s${key}="([^"]*)"`).exec(tag)?.[1] ?? "");
    const caption = /<figcaption>([\s\S]*?)<\/figcaption>/.exec(text)?.[1] ?? "";
    const before = found.filter((one) => one.section === section).length;
    const given = /id="figure-([\w-]+)"/.exec(attributes)?.[1];
    const name = given ?? (before === 0 ? section : `${section}-${before + 1}`);
    found.push({
      text,
      name,
      section,
      title: plain(/<b>([\s\S]*?)<\/b>/.exec(caption)?.[1] ?? name).replace(/\.$/, ""),
      about: plain(caption.replace(/<b>[\s\S]*?<\/b>/, "").replace(/<b>Try:[\s\S]*$/, "")),
      spec: attribute("spec"),
      mode: attribute("mode") || "eval",
      sweep: attribute("sweep"),
      seeds: Number(attribute("seeds") || 3),
      looks: ["controls", "panels", "mode"].flatMap((key) => {
        const value = attribute(key).replaceAll(" ", "+");
        return value ? [`${key}=${value}`] : [];
      }),
      field: /^(network|forgot|field)\b/.test(attribute("panels")),
      tag,
    });
  }
  return found;
}
