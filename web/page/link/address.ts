// Addresses of files next to the scripts, and code that embeds an experiment from there.

import { type Shown, shownQuery } from "./link";

/** In two steps, so that no bundler takes the folder for a file of its own. */
const here = new URL(import.meta.url);
const base = new URL("../", here);

/** A bundler has taken this script into another one: nothing lies next to it. */
export const isBundled = import.meta.env.PROD && import.meta.env.MODE !== "single" && !isAsBuilt();

/** By the name that vite.config.ts gives; webpack leaves the file's address on the disk. */
function isAsBuilt(): boolean {
  const onDisk = here.protocol === "file:" && globalThis.location?.protocol.startsWith("http");
  return !onDisk && /\/assets\/dropout-element-[\w-]+\.js$/.test(here.pathname);
}

/** Nothing else to point at lies next to the single-file build, or to a bundled script. */
export const canEmbed = import.meta.env.MODE !== "single" && !isBundled;

function embedAddress(link: string, theme = ""): string {
  return new URL(`embed.html${theme && `?theme=${theme}`}${link}`, base).href;
}

/** The playground page with an experiment, and what it shows of it. */
export function playgroundAddress(link: string, shown: Shown): string {
  const query = shownQuery(shown).join("&");
  return new URL(`playground.html${query && `?${query}`}${link}`, base).href;
}

/** The document is a page of the site itself, not of one that embeds it. */
export function isOurPage(): boolean {
  return canEmbed && new URL(".", document.URL).href === base.href;
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}

export function iframeCode(link: string, title: string): string {
  return (
    `<iframe src="${attribute(embedAddress(link, "auto"))}" title="${attribute(title)}" ` +
    `width="100%" height="560" style="border:0" loading="lazy" ` +
    `allow="clipboard-write; fullscreen"></iframe>`
  );
}

export function elementCode(link: string): string {
  const script = new URL("dropout-playground.js", base).href;
  return (
    `<script type="module" src="${attribute(script)}"></script>\n` +
    `<dropout-playground spec="${attribute(link.replace(/^#/, ""))}"></dropout-playground>`
  );
}

export function markdownCode(address: string, text: string): string {
  return `[${text}](${address})`;
}

/** Beside the site's scripts, wherever the page that shows them is, unless a page says otherwise. */
let dataFolder = new URL("data/", base);

/** Where the page has its data sets, for scripts that a bundler has moved away from them; counts for
 *  all elements of the page. */
export function setDataFolder(address: string): void {
  dataFolder = new URL(address.replace(/\/?$/, "/"), document.baseURI);
}

/** Where a file of a data set lies. */
export function dataFile(file: string): URL {
  return new URL(file, dataFolder);
}

export function dataAddress(name: string): string {
  return dataFile(`${name}.bin`).href;
}
