// Registers the site's service worker when the page is idle. Only the site's own pages
// import this: an element or a frame must not leave a worker on somebody else's site.

/** Beside the site's pages, wherever this script is. */
const beside = "../sw.js";
const address = new URL(/* @vite-ignore */ beside, import.meta.url);
const dataFolder = new URL("data/", address).href;

/** Requests the data fetched before the worker was active again, from the browser's HTTP cache. */
async function keepWhatWasFetched(): Promise<void> {
  for (const { name } of performance.getEntriesByType("resource")) {
    if (!name.startsWith(dataFolder) || !name.includes("?")) continue;
    await fetch(name, { cache: "force-cache" }).catch(() => {}); // the worker caches it
  }
}

export async function register(): Promise<void> {
  if (!import.meta.env.PROD || globalThis.top !== globalThis.self || !isSecureContext) return;
  const container = navigator.serviceWorker;
  if (!container) return;
  container.addEventListener("controllerchange", () => void keepWhatWasFetched());
  // Where storage is switched off, the page works as long as there is a network.
  await container.register(address, { updateViaCache: "none" }).catch(() => {});
}
