// Where the visitor is: paths, and a way to hear that a page of one document has moved on.

/** Whether this page's path fits one of the patterns; `*` stands for anything. */
export const fits = (patterns?: string[]): boolean =>
  !patterns ||
  patterns.some((pattern) => RegExp(`^${pattern.replace(/\W/g, "\\$&").replaceAll("\\*", ".*")}$`).test(location.pathname));

/** Where the browser says nothing, the address is compared this often. */
const LOOK_MS = 300;

/**
 * Does something whenever the address changes, until `signal` ends it. The Navigation API says so. Where it is missing (Safari before
 * 26.2, Firefox before 147) nothing in the browser tells of `pushState`, and wrapping that function would put us into the page's own
 * calls: so the address is looked at now and then, and only while a survey depends on it.
 */
export function onRoute(work: () => void, signal: AbortSignal): void {
  // An element of the page may have that name; it has no entries.
  const routes = (window as { navigation?: EventTarget & { currentEntry?: unknown } }).navigation;
  if (routes?.currentEntry) return routes.addEventListener("currententrychange", work, { signal });
  let last = location.href;
  const timer = setInterval(() => last !== (last = location.href) && work(), LOOK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}
