// Once loaded, the kiosk begins without a network, too: its files are put by, and a worker gives them out when the network doesn't.

/** The worker knows this name, too. */
const CACHE = "madeleine-kiosk";
/** What the page fetches by itself after it has begun is there by then. */
const SETTLED_MS = 3_000;
const WORKER = new URL("../kiosk-worker.js", import.meta.url).href;

interface Policy {
  createScriptURL(text: string): string;
}

/** The address of our own worker, past Trusted Types where the page's policy knows ours by name. */
function workerAddress(): string {
  const rules: Policy = {
    createScriptURL(text) {
      if (text !== WORKER) throw new TypeError("Only the kiosk's own worker is started.");
      return text;
    },
  };
  const { trustedTypes } = window as unknown as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
  return (trustedTypes?.createPolicy("madeleine", rules) ?? rules).createScriptURL(WORKER);
}

/** Puts by what this page has fetched from its own site, but for `not`. Where the browser can't, the kiosk needs a network to begin. */
export async function putBy(not: string[]): Promise<void> {
  if (!navigator.onLine || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(workerAddress());
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
    const others = new Set([WORKER, ...not.map((address) => new URL(address, document.baseURI).href)]);
    const ours = [location.href.split("#")[0], ...fetched].filter((name) => name.startsWith(`${location.origin}/`) && !others.has(name));
    await (await caches.open(CACHE)).addAll([...new Set(ours)]);
  } catch {
    // No worker: said in docs/surfaces.md.
  }
}
