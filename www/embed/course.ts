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
  /** The last one, empty before the first answer. */
  snapshot: string;
  /** The page has heard that it was completed. */
  told?: boolean;
}

/** A sitting whose module has stopped in the middle of something. */
export interface Trap {
  host: HTMLElement;
  definition: Definition;
  shown: Lent;
  /** Nothing where it isn't known whole. */
  course?: Course;
  /** What nobody has done yet, though she asked for it; and the question that she was looking at, where that was a moment later. */
  undone?: Step;
  at?: string | null;
  problem: unknown;
}

const ACTS = ["answer", "skip", "back", "close"] as const;
/** What the page tells a sitting. */
const TOLD = ["saved", "tick"] as const;

/**
 * Notes every step from now on. The session keeps them, except where nothing may be kept without being asked, and on a device that many
 * people use. Of whoever was quicker than this script the course isn't known whole.
 *
 * A module that stops in the middle (a page that patches what it calls, a machine out of memory) throws nothing into the page:
 * `trapped` is told once, and the sitting hears nothing any more.
 */
export function record(host: HTMLElement, { source, surface, ask }: Definition, shown: Lent, trapped: (course: Course | undefined, undone: Step | undefined, problem: unknown) => Trap): void {
  const { sitting, draw, again } = shown;
  const whole = !shown.snapshot();
  const kept = whole && surface !== "kiosk" && !ask?.quiet?.needs_consent;
  const { steps = [], snapshot = "" } = again?.course ?? {};
  const course: Course = { page: location.href, source, draw, steps: [...steps], snapshot };
  let since = performance.now();
  let pending: Step | undefined;
  let trap: Trap | undefined;
  const keep = () => {
    // The last answer is followed by nothing but thanks.
    if (/"state":"completed"/.test(course.snapshot)) return forget();
    try {
      sessionStorage[SITTING] = JSON.stringify(course);
    } catch {
      // The session is refused: whoever loads the page anew begins anew.
    }
  };
  const heading = () => host.shadowRoot?.querySelector(".question")?.textContent;
  const note = ([act, , ...said]: Step) => {
    const now = performance.now();
    course.steps.push([act, Math.round(now - since), ...said]);
    since = now;
  };
  for (const act of [...ACTS, ...TOLD]) {
    const does = sitting[act] as (...said: unknown[]) => void;
    sitting[act] = (...said: unknown[]) => {
      const before = heading();
      if (trap) {
        // What is tapped meanwhile is done by the next one, if it asks the same.
        if (act !== "saved" && act !== "tick" && !trap.undone) Object.assign(trap, { undone: [act, 0, ...said], at: before });
        return;
      }
      // What is tapped while an answer is on its way to the disk isn't heard: the first counts.
      if (act === "answer" || act === "skip") pending ??= [act, 0, ...said];
      try {
        does.apply(sitting, said);
      } catch (problem) {
        const asked: Step | undefined = act === "back" || act === "close" ? [act, 0] : pending;
        trap = trapped(whole ? { ...course, snapshot: shown.snapshot() || course.snapshot } : undefined, asked, problem);
      }
      if (act === "back" && heading() !== before) note([act, 0]);
    };
  }
  host.addEventListener("madeleine-answer", () => {
    if (!pending || trap) return;
    note(pending);
    pending = undefined;
    course.snapshot = shown.snapshot();
    // The page hears first that the answer is on disk.
    if (kept) queueMicrotask(keep);
  });
  host.addEventListener("madeleine-complete", () => (course.told = true));
  if (kept) for (const end of ["complete", "close"]) host.addEventListener(`madeleine-${end}`, forget);
}

function forget(): void {
  try {
    delete sessionStorage[SITTING];
  } catch {
    // Nothing lies where nothing may.
  }
}
