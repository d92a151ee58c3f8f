// The page's entry: defines the element, starts the figures and the essay's other features. Knows
// nothing of what an experiment does.
import "../element/define";
import { openedLink, watchLink } from "../page/link/link";
import { offerSelfCheck } from "./badge/badge";
import { offerContents } from "./contents";
import { offerCopies } from "./copy";
import { offerFigures } from "./figures";

offerFigures(document);
offerCopies(document);
const contents = document.querySelector<HTMLElement>(".contents");
if (contents) offerContents(contents, document);
const badge = document.querySelector<HTMLDetailsElement>(".self-check");
if (badge) offerSelfCheck(badge, document);

/** A link with an experiment belongs to the first element of the page, the playground. */
const showPlayground = () => document.querySelector("dropout-playground")?.scrollIntoView();
if (openedLink() !== null) showPlayground();
watchLink(showPlayground);

/** Caching the site for offline use takes a hundred requests, and must not delay a reader who plays
 *  the first figure at once. */
const settledMs = 4000;
/** Deferred work runs after the first paint, when the page is idle. */
const whenIdle = (work: () => void) =>
  "requestIdleCallback" in globalThis
    ? requestIdleCallback(work, { timeout: 10_000 })
    : setTimeout(work, 2000);
const keepSite = async () => (await import("../site/register")).register();
addEventListener("load", () => setTimeout(() => whenIdle(keepSite), settledMs));
