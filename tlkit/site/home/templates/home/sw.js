// Keeps the home page, the catalogue and what was visited, for when there is no network.
// It never keeps an address with a question in it, an answer marked private, or a page not named here.
const VERSION = {{ version | tojson }};
const KEPT = {{ kept | tojson }};
const PREFIXES = {{ prefixes | tojson }};
const FILES = `files-${VERSION}`;
const PAGES = "pages";
const MOST_PAGES = 150;
const PATIENCE = 6000;
const PUBLIC = /^\/(|izin(\/[^/]+)?|wilayah(\/[^/]+)?(\/peta\.json)?|standar-pelayanan|tentang|privasi(\/(register|pemberitahuan))?|bantuan|luring|manifest\.webmanifest)$/;
const SAVED = "X-Saved-At";
const fromCopy = new Map();

function plainPath(path) {
  const prefix = PREFIXES.find((each) => each && (path === each || path.startsWith(`${each}/`)));
  return prefix ? path.slice(prefix.length) || "/" : path;
}
const isAsset = (path) => path.startsWith("/assets/");
const isPublic = (url) => !url.search && (isAsset(url.pathname) || PUBLIC.test(plainPath(url.pathname)));

function mayKeep(response) {
  const rules = response.headers.get("Cache-Control") || "";
  return response.ok && !response.redirected && !/no-store|private/.test(rules);
}

async function dated(response) {
  const headers = new Headers(response.headers);
  headers.set(SAVED, new Date().toISOString());
  return new Response(await response.blob(), { status: response.status, headers });
}

async function keep(address, response) {
  if (!mayKeep(response)) return;
  const asset = isAsset(new URL(address, location.origin).pathname);
  const cache = await caches.open(asset ? FILES : PAGES);
  await cache.put(address, await dated(response));
  if (asset) return;
  const known = await cache.keys();
  const spare = known.filter((request) => !KEPT.includes(new URL(request.url).pathname));
  for (const old of spare.slice(0, Math.max(0, known.length - MOST_PAGES))) await cache.delete(old);
}

async function prepare() {
  for (const address of KEPT) await keep(address, await fetch(address, { cache: "no-cache" }));
  await self.skipWaiting();
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name !== FILES && name !== PAGES) await caches.delete(name);
  }
  await self.clients.claim();
}

function within(promise, time) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("slow")), time))]);
}

async function copyOf(url) {
  const cache = await caches.open(PAGES);
  const catalogue = url.pathname.endsWith("/izin") ? url.pathname : null;
  return (await cache.match(url.pathname)) || (catalogue && (await cache.match("/izin")));
}

// The network comes first. A copy stands in when there is none, or when it is slow and there is a copy.
async function page(event, url) {
  const network = fetch(event.request);
  if (isPublic(url)) {
    event.waitUntil(network.then((response) => keep(url.pathname, response.clone())).catch(() => undefined));
  }
  const copy = isPublic(url) || plainPath(url.pathname) === "/izin" ? await copyOf(url) : undefined;
  try {
    const response = await (copy ? within(network, PATIENCE) : network);
    fromCopy.delete(url.pathname);
    return response.clone();
  } catch (problem) {
    const answer = copy || (event.request.mode === "navigate" && (await copyOf(new URL("/luring", url))));
    if (!answer) throw problem;
    if (copy) fromCopy.set(url.pathname, copy.headers.get(SAVED));
    return answer;
  }
}

// A page kept before an update names assets of then; those of now stand in for them.
async function sameName(url) {
  const name = url.pathname.split("/").slice(3).join("/");
  const cache = await caches.open(FILES);
  const known = (await cache.keys()).find((request) => new URL(request.url).pathname.endsWith(`/${name}`));
  return known && cache.match(known);
}

async function file(event, url) {
  const held = await caches.match(url.pathname);
  if (held) return held;
  try {
    const response = await fetch(event.request);
    if (response.ok) {
      event.waitUntil(keep(url.pathname, response.clone()));
      return response;
    }
    return (await sameName(url)) || response;
  } catch (problem) {
    const other = await sameName(url);
    if (!other) throw problem;
    return other;
  }
}

async function catalogueSaved() {
  const copy = await (await caches.open(PAGES)).match("/izin");
  return copy ? copy.headers.get(SAVED) : null;
}

self.addEventListener("install", (event) => event.waitUntil(prepare()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (isAsset(url.pathname)) event.respondWith(file(event, url));
  else if (event.request.mode === "navigate" || isPublic(url)) event.respondWith(page(event, url));
});
self.addEventListener("message", (event) => {
  if (!event.data || event.data.ask !== "age") return;
  const saved = fromCopy.get(new URL(event.data.url, location.origin).pathname) || null;
  event.waitUntil(catalogueSaved().then((catalogue) => event.ports[0].postMessage({ saved, catalogue })));
});
