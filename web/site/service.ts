// The site's service worker: after a first visit the essay opens and trains without a network.
// Each build has a cache of its own, filled at once and checked file by file, so that no page
// mixes parts of two builds. Put into sw.js by scripts/site/offline.mjs, which also says what `build`
// is. Knows the site's folders, not their contents.

/** Written before this text by scripts/site/offline.mjs. */
declare const build: {
  /** Changes with any file. */
  name: string;
  /** Files to cache at installation: addresses relative to the site, with their integrity hashes. */
  files: Record<string, string>;
  /** Data files, by their addresses: kept when a figure has fetched them. */
  data: string[];
};

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
}
const worker = globalThis as unknown as Scope;

const site = worker.registration.scope;
/** Other sites of the same origin have caches, too. */
const family = `dropout-playground ${site} `;
const ours = `${family}build ${build.name}`;
const dataCache = `${family}data`;

/** Without an answer for this long the network counts as absent. */
const patienceMs = 3000;

const isHashed = (path: string) => path.startsWith("assets/");

async function keepBuild(): Promise<void> {
  const cache = await caches.open(ours);
  const work = Object.entries(build.files).map(async ([path, integrity]) => {
    // The browser's HTTP cache may hold the previous build's file under a name without a hash.
    const fresh: RequestCache = isHashed(path) ? "default" : "reload";
    const response = await fetch(site + path, { integrity, cache: fresh });
    if (!response.ok) throw new Error(`HTTP ${response.status} for ${path}`);
    await cache.put(site + path, response);
  });
  await Promise.all(work); // or the browser discards this worker and keeps the one before
}

/** Open pages may ask for parts of the previous build, so it is kept until the next one. */
async function clean(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(`${family}build `));
  const older = builds.filter((name) => name !== ours);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  const data = await caches.open(dataCache);
  for (const { url } of await data.keys()) {
    if (!build.data.includes(url.slice(site.length))) await data.delete(url);
  }
}

/** Caches a response, unless it is a failure or was redirected. */
function keep(event: Fetching, name: string, response: Response): Response {
  if (!response.ok || response.redirected) return response;
  const copy = response.clone();
  const write = async () => {
    const { url } = event.request;
    await (await caches.open(name)).put(isPage(event) ? withoutQuery(url) : url, copy);
  };
  event.waitUntil(write().catch(() => {})); // a full disk loses the copy, not the response
  return response;
}

const isPage = (event: Fetching) => event.request.mode === "navigate";
const withoutQuery = (url: string) => url.replace(/[?#].*$/, "");

/** Any build's copy will do: the name holds a hash of the content. */
async function byName(event: Fetching, cache: string): Promise<Response> {
  const found = await caches.match(event.request);
  return found ?? keep(event, cache, await fetch(event.request));
}

/** Posters are cached when they are shown; others are blank without a network. */
const blank = () =>
  new Response('<svg xmlns="http://www.w3.org/2000/svg"/>', {
    headers: { "Content-Type": "image/svg+xml" },
  });

/** The network's version; this build's copy where there is no network, or a very slow one. */
async function newest(event: Fetching): Promise<Response> {
  const bare = withoutQuery(event.request.url);
  const key = bare === `${site}index.html` ? site : bare;
  const kept = await (await caches.open(ours)).match(key);
  const fetched = (async () => {
    const response = await fetch(event.request);
    // Files of the build are not replaced: a newer page's parts would be missing from this cache.
    return key.slice(site.length) in build.files ? response : keep(event, ours, response);
  })();
  if (!kept) return fetched;
  const late = new Promise<Response>((done) => setTimeout(done, patienceMs, kept));
  return Promise.race([fetched.catch(() => kept), late]);
}

worker.addEventListener("install", (event) => {
  event.waitUntil(keepBuild().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clean(), worker.clients.claim()]));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range")) return;
  if (!request.url.startsWith(site)) return;
  const path = request.url.slice(site.length);
  if (path.endsWith(".svg")) event.respondWith(byName(event, ours).catch(blank));
  else if (isHashed(path)) event.respondWith(byName(event, ours));
  else if (build.data.includes(path)) event.respondWith(byName(event, dataCache));
  else if (/^(index\.html)?([?#]|$)|^(docs|figures|data)\//.test(path)) {
    event.respondWith(newest(event));
  } // files that other sites embed are not handled
});
