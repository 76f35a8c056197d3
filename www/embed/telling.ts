// What the page hears of a survey beside its answers, its completion and its dismissal: that it could be seen, and that somebody has
// begun; and pushes to the page's data layer, where the definition asks for them.

import type { Happening as Any } from "./api";
import type { Definition } from "./types";

/** That it leaves the page it says itself. */
type Happening = Exclude<Any, "close">;

const PUSHED: Record<Happening, string> = {
  shown: "shown",
  start: "started",
  answer: "answered",
  complete: "completed",
  dismiss: "dismissed",
};

/** Ends the telling of one that an element held before. */
const followed = new WeakMap<HTMLElement, AbortController>();

/** Follows what happens to a survey that stands in the page, until it has left. Whoever was quicker than this script has left a snapshot. */
export function follow(host: HTMLElement, { id, deliver = [] }: Definition, snapshot: string): void {
  followed.get(host)?.abort();
  const telling = new AbortController();
  followed.set(host, telling);
  const { signal } = telling;
  const send = (target: EventTarget, happening: Happening, detail: unknown = { survey: id }) =>
    target.dispatchEvent(new CustomEvent(`madeleine-${happening}`, { bubbles: true, composed: true, detail }));

  const pushes = deliver.some(({ to }) => to === "dataLayer");
  // Which survey it is, and never an answer: who reads a data layer isn't known.
  const push = (happening: Happening) => {
    const { dataLayer } = window as { dataLayer?: unknown };
    if (pushes && Array.isArray(dataLayer)) dataLayer.push({ event: `madeleine_${PUSHED[happening]}`, madeleine_survey: id });
  };

  // Nothing can be seen in a tab in the background, or below the fold. Whoever answers has seen it, whatever the browser has told by then.
  let unseen = true;
  const seen = () => {
    if (unseen) send(host, "shown");
    unseen = false;
    sight.disconnect();
  };
  const sight = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && seen());
  // Whoever hears of the first answer has heard before that it has begun.
  if (!snapshot) host.addEventListener("madeleine-answer", () => (seen(), send(host, "start")), { once: true, signal });
  for (const happening of Object.keys(PUSHED) as Happening[])
    host.addEventListener(`madeleine-${happening}`, ({ detail }) => {
      push(happening);
      // One that is closed after an answer has left the page before it could tell.
      if (!host.isConnected) send(document, happening, detail);
    }, { signal });

  if (snapshot) {
    seen();
    send(host, "start");
    push("answer");
    if (JSON.parse(snapshot).state === "completed") push("complete");
    return;
  }
  sight.observe(host);
  host.addEventListener("madeleine-close", () => sight.disconnect());
}
