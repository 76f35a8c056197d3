// A survey over the page, beside the page's own modal dialogs and its focus. What lies outside of an open modal dialog can be seen, but
// neither tapped nor reached by keyboard: so a survey waits until none is open, and one that stands there already goes into the dialog and
// comes back out of it.

/** How often is looked where no event tells: at a dialog in somebody's shadow root. */
const LOOK_MS = 400;
/** What a dialog that closes at a tap beside it, or that keeps the focus, would misunderstand. */
const OURS = ["click", "pointerdown", "pointerup", "mousedown", "mouseup", "touchstart", "touchend", "keydown", "focusin"];

/** The modal dialog that has the page now: the one with the focus in it, also within shadow roots, else the last one. */
function modal(): Element | undefined {
  let at: Node | null = document.activeElement;
  while (at instanceof Element && at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  for (; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) if (at instanceof Element && at.matches("dialog:modal")) return at;
  return [...document.querySelectorAll("dialog:modal")].pop();
}

/** Waits until no modal dialog is open. */
export async function noModal(): Promise<void> {
  while (modal()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

/** Keeps a survey within reach as long as it stands there, and gives back the focus that it was given. */
export function stay(host: HTMLElement): void {
  const home = host.parentElement;
  const stopped = new AbortController();
  const { signal } = stopped;
  let before: EventTarget | null = null;
  host.addEventListener("focusin", ({ relatedTarget }) => (before = relatedTarget ?? before), { signal });
  const giveBack = () => {
    stopped.abort();
    if (before instanceof HTMLElement && host.matches(":focus-within")) before.focus({ preventScroll: true });
  };
  host.addEventListener("madeleine-close", giveBack, { signal });
  if (!home || !host.popover) return;

  const place = () => {
    // Somebody took it away by itself; one that was removed with its dialog still has a parent.
    if (!host.parentNode) return stopped.abort();
    const to = modal() ?? home;
    if (host.parentNode === to) return;
    to.append(host);
    // Shown anew, it lies above what was opened since.
    host.showPopover();
    look(to.getRootNode());
  };
  const changes = new MutationObserver(place);
  const look = (root: Node) => changes.observe(root, { subtree: true, childList: host.parentNode !== home, attributeFilter: ["open"] });
  const timer = setInterval(place, LOOK_MS);
  signal.addEventListener("abort", () => (changes.disconnect(), clearInterval(timer)));
  for (const name of OURS) host.addEventListener(name, (event) => host.parentNode !== home && event.stopPropagation(), { signal });
  // Escape in the survey closes the survey, not the dialog around it. Said on the way in: on the way out the survey is gone.
  host.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && event.preventDefault(), { signal, capture: true });
  look(document);
  place();
}
