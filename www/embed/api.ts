// What a page may say to Madeleine and hear from her. `npm run build` makes dist/madeleine.d.ts of this file, and so it imports nothing.

/** What a page says of the occasion: short texts under names that the definition lists. */
export type Context = Record<string, string | number>;

/** What an event of the survey's element says: the survey's id, and more only where the definition delivers to `event`. */
export interface Told {
  survey: string;
  [field: string]: unknown;
}

/** What a page may call `madeleine` with, before and after the script has loaded. */
export interface Madeleine {
  /** Something has happened that a definition may wait for. */
  (verb: "event", name: string, context?: Context): void;
  /** Asks at once, whatever the sample and the frequency. */
  (verb: "show", survey: string, context?: Context): void;
  /** Takes away what lies over the page; what was answered is kept and sent. */
  (verb: "close"): void;
  /** Nothing new is shown until `resume`; what comes meanwhile waits. */
  (verb: "pause" | "resume"): void;
  /** Looks for tags that were put into the page later. */
  (verb: "scan"): void;
  /** Whether the device may remember what `needs_consent`; `false` deletes what it did remember. */
  (verb: "consent", given: boolean): void;
  /** Deletes everything that lies on the device, answers that weren't sent included. */
  (verb: "erase", done?: () => void): void;
  /** "Don't ask again": this survey, or all of them. */
  (verb: "never", survey?: string): void;
  /** Hears what the events of the survey's element say. */
  (verb: "on", event: Happening, heard: (told: Told) => void): void;
}

/** What a page hears of, each as an event `madeleine-…` of the survey's element that bubbles up to the window. */
export type Happening =
  /** It could be seen for the first time. */
  | "shown"
  /** Somebody has begun to answer. */
  | "start"
  /** A question was answered. */
  | "answer"
  /** All of it was answered; with `{ "to": "event" }` in the definition's `deliver` this carries the response. */
  | "complete"
  /** It was put away before its end; carries what was answered, as above. */
  | "dismiss"
  /** It leaves the page, for whatever reason. */
  | "close";

/** Something wasn't shown because it couldn't be loaded, or mustn't run. Told on the document. */
export interface Blocked {
  /** Address of the definition, or "page" where it was something that the page said. */
  survey: string;
  reason: string;
}

/** A response that a receiver will never have. Told on the document, once for each response and receiver. */
export interface Undelivered {
  survey: string;
  /** Address of the receiver. */
  to: string;
  /** It said no, for good; or nothing came of seven days. */
  reason: "refused" | "expired";
  /** What it said no with. */
  status?: number;
}

/** `<madeleine-survey src="support.survey.json">`: a survey stands where this stands. */
export interface MadeleineSurvey extends HTMLElement {}

export type Events = { [Event in `madeleine-${Happening}`]: CustomEvent<Told> };

declare global {
  interface Window {
    madeleine: Madeleine;
  }
  /** As a script of the page calls it. */
  var madeleine: Madeleine;
  interface WindowEventMap extends Events {}
  interface DocumentEventMap extends Events {
    "madeleine-blocked": CustomEvent<Blocked>;
    "madeleine-undelivered": CustomEvent<Undelivered>;
  }
  interface HTMLElementEventMap extends Events {}
  interface HTMLElementTagNameMap {
    "madeleine-survey": MadeleineSurvey;
  }
}
