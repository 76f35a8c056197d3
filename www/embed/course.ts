// The course of a sitting, kept in the tab's session while it lasts: whoever loads the page anew, or comes back to it, finds the survey
// where she left it (again.ts). It ends with the survey, or with the tab.

import { SITTING } from "./storage";
import type { Definition } from "./types";
import type { Lent } from "./widget";

/** What somebody did, after how many milliseconds, and what was said with it. */
export type Step = [act: (typeof ACTS)[number], ms: number, ...said: unknown[]];

/** What is kept. */
export interface Course {
  /** The page it takes place on. */
  page: string;
  /** The definition as it was read: another one is another survey. */
  source: string;
  /** The bits that its rules of chance drew from. */
  draw: number;
  steps: Step[];
  /** The last one. */
  snapshot: string;
}

const ACTS = ["answer", "skip", "back"] as const;

/**
 * Notes every step from now on, except where nothing may be kept without being asked, and on a device that many people use. Of whoever was
 * quicker than this script the course isn't known whole.
 */
export function record(host: HTMLElement, { source, surface, ask }: Definition, shown: Lent): void {
  if (surface === "kiosk" || ask?.quiet?.needs_consent || shown.snapshot()) return;
  const { sitting, draw, again } = shown;
  const steps = [...(again?.steps ?? [])];
  let since = performance.now();
  let pending: Step | undefined;
  const heading = () => host.shadowRoot?.querySelector(".question")?.textContent;
  const note = ([act, , ...said]: Step) => {
    const now = performance.now();
    steps.push([act, Math.round(now - since), ...said]);
    since = now;
  };
  for (const act of ACTS) {
    const does = sitting[act] as (...said: unknown[]) => void;
    sitting[act] = (...said: unknown[]) => {
      const before = heading();
      // What is tapped while an answer is on its way to the disk isn't heard: the first counts.
      if (act !== "back") pending ??= [act, 0, ...said];
      does.apply(sitting, said);
      if (act === "back" && heading() !== before) note([act, 0]);
    };
  }
  host.addEventListener("madeleine-answer", () => {
    if (!pending) return;
    note(pending);
    pending = undefined;
    // The last answer is followed by nothing but thanks.
    if (/"state":"completed"/.test(shown.snapshot())) return forget();
    const course: Course = { page: location.href, source, draw, steps, snapshot: shown.snapshot() };
    try {
      sessionStorage[SITTING] = JSON.stringify(course);
    } catch {
      // The session is refused: whoever loads the page anew begins anew.
    }
  });
  for (const end of ["complete", "close"]) host.addEventListener(`madeleine-${end}`, forget);
}

function forget(): void {
  try {
    delete sessionStorage[SITTING];
  } catch {
    // Nothing lies where nothing may.
  }
}
