// The triggers that watch the page. Nothing is read of it but what a selector, a length and a pointer say, no listener can hold it up,
// and each ends with its signal.

import { fits, onRoute } from "./where";

export type Trigger<T> = (value: T, came: () => void, signal: AbortSignal) => void;

/** A page that changes all the time is looked at no more often than this. */
const LOOK_MS = 200;

/** Told once; `end` takes away what watched. */
function once(came: () => void, signal: AbortSignal, end: () => void): () => void {
  signal.addEventListener("abort", end);
  return () => {
    end();
    came();
  };
}

const click: Trigger<string> = (selector, came, signal) => {
  // A selector that is none is an error here, not at every click.
  document.querySelector(selector);
  const heard = ({ target }: Event) => target instanceof Element && target.closest(selector) && came();
  addEventListener("click", heard, { capture: true, passive: true, signal });
};

const element: Trigger<string> = (selector, came, signal) => {
  const seen = ({ isIntersecting, target }: IntersectionObserverEntry) => isIntersecting && target.matches(selector);
  const sight = new IntersectionObserver((entries) => entries.some(seen) && told());
  let looking: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    looking = undefined;
    for (const found of document.querySelectorAll(selector)) {
      // Observed anew it is told anew: one that was in sight before it became what the selector says counts.
      sight.unobserve(found);
      sight.observe(found);
    }
  };
  // Elements may come later, or become what the selector says.
  const changes = new MutationObserver(() => (looking ??= setTimeout(look, LOOK_MS)));
  const told = once(came, signal, () => {
    sight.disconnect();
    changes.disconnect();
    clearTimeout(looking);
  });
  look();
  changes.observe(document, { childList: true, subtree: true, attributes: true });
};

const scroll: Trigger<number> = (share, came, signal) => {
  const heard = () => {
    const { scrollTop, clientHeight, scrollHeight } = document.scrollingElement ?? document.documentElement;
    if (scrollTop + clientHeight >= share * scrollHeight) told();
  };
  const told = once(came, signal, () => removeEventListener("scroll", heard));
  addEventListener("scroll", heard, { passive: true });
};

/** Only a mouse or a pen can leave: a finger that is lifted is nowhere, and to read its gestures would be to guess. */
const exit: Trigger<boolean> = (_, came, signal) => {
  const heard = ({ clientY, relatedTarget }: MouseEvent) => !relatedTarget && clientY <= 0 && told();
  const told = once(came, signal, () => document.removeEventListener("mouseout", heard));
  document.addEventListener("mouseout", heard, { passive: true });
};

const path: Trigger<string[]> = (patterns, came, signal) => {
  const look = () => fits(patterns) && came();
  onRoute(look, signal);
  look();
};

export const TRIGGERS: [name: string, Trigger<any>][] = Object.entries({ click, element, scroll, exit, path });
