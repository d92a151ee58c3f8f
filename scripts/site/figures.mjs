// Writes a page of its own for each figure of the built essay, for previews and for hosts that
// embed by address: figures/<name>.html. With SITE_URL, the address at which the site will stand,
// also what needs absolute addresses: canonical links, pictures for previews, oembed/<name>.json.
//   SITE_URL=https://example.org/dropout/ node scripts/site/figures.mjs <site>
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { figuresOf, toText } from "../posters/figures.mjs";
import { pictures } from "../posters/pictures.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const site = process.argv[2] ?? `${root}build/site`;
const read = (path) => readFileSync(join(root, path), "utf8");
const address = (process.env.SITE_URL || undefined)?.replace(/\/?$/, "/");
if (address && !/^https?:\/\/[^/]/.test(address)) {
  console.error(`figures: SITE_URL is "${address}": it must begin with http:// or https://`);
  process.exit(1);
}

const card = { width: 1200, height: 630 };
const frame = { width: 960, height: 900 };
const index = join(site, "index.html");
const html = readFileSync(index, "utf8");
const figures = figuresOf(html).map((figure) => ({
  ...figure,
  about: figure.about || figure.title,
}));
const posters = readdirSync(join(site, "assets")).filter((name) => name.endsWith(".svg"));
const poster = ({ name }) =>
  posters.find((file) => new RegExp(`^${name}-\\w{8}\\.svg$`).test(file));

/** What previews read. All but words needs to know where the site stands. */
function preview({ title, about, path, picture }) {
  const words = [
    `<meta property="og:title" content="${toText(title)}" />`,
    `<meta property="og:description" content="${toText(about)}" />`,
    '<meta property="og:type" content="article" />',
  ];
  if (!address) return words;
  words.push(
    `<link rel="canonical" href="${address}${path}" />`,
    `<meta property="og:url" content="${address}${path}" />`,
  );
  if (!picture) return words;
  return [
    ...words,
    `<meta property="og:image" content="${address}${picture}" />`,
    `<meta property="og:image:width" content="${card.width}" />`,
    `<meta property="og:image:height" content="${card.height}" />`,
    '<meta name="twitter:card" content="summary_large_image" />',
  ];
}

/** The query of the playground page that shows a figure's views in its mode. */
const shownIn = (looks) => {
  const pieces = looks.filter((piece) => /^(panels|mode)=/.test(piece));
  return pieces.length > 0 ? `?${pieces.join("&")}` : "";
};

function figurePage(figure, picture) {
  const { name, title, about, section, spec, tag, looks } = figure;
  const path = `figures/${name}.html`;
  const embed = `<link rel="alternate" type="application/json+oembed" href="${address}oembed/${name}.json" title="${toText(title)}" />`;
  const head = [...preview({ title, about, path, picture }), ...(address ? [embed] : [])];
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${toText(title)} · Dropout Playground</title>
    <meta name="description" content="${toText(about)}" />
    ${head.join("\n    ")}
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="figure.css" />
    <script type="module" src="../dropout-playground.js"></script>
  </head>
  <body>
    <nav><a href="../index.html#${section}">The essay that this figure belongs to</a></nav>
    <main>
      <h1>${toText(title)}</h1>
      <p>${toText(about)}</p>
      ${tag.replace(/\s+/g, " ")}
        <p>This figure needs JavaScript and WebAssembly.</p>
      </dropout-playground>
      <p><a href="../playground.html${toText(shownIn(looks))}#v=1&amp;${toText(spec)}">Open in the playground</a></p>
    </main>
  </body>
</html>
`;
}

function oembed({ name, title, spec, looks }, picture) {
  const query = looks.length > 0 ? `?${toText(looks.join("&"))}` : "";
  const source = `${address}embed.html${query}#v=1&amp;${toText(spec)}`;
  return {
    version: "1.0",
    type: "rich",
    provider_name: "Dropout Playground",
    provider_url: address,
    title,
    ...frame,
    html: `<iframe src="${source}" title="${toText(title)}" width="${frame.width}" height="${frame.height}" style="border:0;max-width:100%" loading="lazy" allow="clipboard-write; fullscreen"></iframe>`,
    cache_age: 86400,
    ...(picture && {
      thumbnail_url: address + picture,
      thumbnail_width: card.width,
      thumbnail_height: card.height,
    }),
    url: `${address}figures/${name}.html`,
  };
}

mkdirSync(join(site, "figures"), { recursive: true });
if (address) mkdirSync(join(site, "oembed"), { recursive: true });
const styles = [read("web/shared/tokens.css"), read("web/site/figure.css")];
writeFileSync(join(site, "figures/figure.css"), styles.join("\n"));

/** Their pictures, where there is a use and a browser to make them. */
const wanted = address
  ? figures.filter(poster).map((figure) => ({
      file: join(site, `figures/${figure.name}.png`),
      title: figure.title,
      svg: join(site, "assets", poster(figure)),
    }))
  : [];
await pictures(wanted, card, join(root, "build/posters"));
const pictureOf = ({ name }) =>
  address && existsSync(join(site, `figures/${name}.png`)) ? `figures/${name}.png` : undefined;

for (const figure of figures) {
  const picture = pictureOf(figure);
  writeFileSync(join(site, `figures/${figure.name}.html`), figurePage(figure, picture));
  if (address) {
    const text = `${JSON.stringify(oembed(figure, picture), null, 2)}\n`;
    writeFileSync(join(site, `oembed/${figure.name}.json`), text);
  }
}

// The essay's own preview: its words stand in its source.
const first = figures.find(pictureOf);
if (address) {
  const links = preview({ title: "", about: "", path: "", picture: first && pictureOf(first) });
  const known = /<link rel="canonical"[^>]*>/;
  writeFileSync(
    index,
    html.replace(known, () => links.slice(3).join("")),
  );
}
