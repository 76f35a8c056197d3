// <madeleine-survey>: the element a survey stands in. Inline by its own tag, or put over the page. The embed script has defined it.

import type { Drawn, Occasion, Shown } from "./widget";

export const TAG = "madeleine-survey";

type SurveyElement = HTMLElement & { gone?: () => void };

const standing = new WeakMap<HTMLElement, Shown>();

/** Shows a survey in an element; `gone` is called when it has left the page. Nothing comes back where the definition is wrong. */
export function put(drawn: Drawn, element: SurveyElement, occasion: Occasion, gone?: () => void): Shown | undefined {
  // Two may have been made ready for an element that was moved.
  if (!element.isConnected || standing.has(element)) return;
  const shown = drawn.show(element, occasion);
  if (!shown) return;
  standing.set(element, shown);
  // Not at once: the survey may be removing itself, and an element that is only moved stays as it is.
  element.gone = () =>
    queueMicrotask(() => {
      if (element.isConnected || !standing.delete(element)) return;
      shown.free();
      gone?.();
    });
  return shown;
}
