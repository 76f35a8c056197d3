// <madeleine-survey>: the element a survey stands in. Inline by its own tag, or put over the page. The embed script has defined it.

import type { Drawn, Occasion, Shown } from "./widget";

export const TAG = "madeleine-survey";

/** Shows a survey in an element. Nothing comes back where the definition is wrong, or the element has one or is gone. */
export function put(drawn: Drawn, element: HTMLElement & { gone?: () => void }, occasion: Occasion): Shown | undefined {
  const shown = element.isConnected && !element.gone && drawn.show(element, occasion);
  if (!shown) return;
  // Not at once: the survey may be removing itself, and an element that is only moved stays as it is.
  element.gone = () =>
    queueMicrotask(() => {
      if (element.isConnected || !element.gone) return;
      element.gone = undefined;
      shown.free();
    });
  return shown;
}
