// Beside the kiosk's page: what that has put by is given out when the network gives nothing. It puts nothing by itself.

interface Fetched extends Event {
  request: Request;
  respondWith(answer: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}
const worker = self as unknown as { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> } } & EventTarget;
const CACHE = "madeleine-kiosk";

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) => (event as Fetched).waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const { request } = event as Fetched;
  if (request.method !== "GET" || !request.url.startsWith(`${location.origin}/`)) return;
  const putBy = async () => (await (await caches.open(CACHE)).match(request, { ignoreVary: true })) ?? Response.error();
  (event as Fetched).respondWith(fetch(request).catch(putBy));
});

export {};
