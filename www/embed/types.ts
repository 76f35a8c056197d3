// What the embed script reads of a survey definition (when and whom to ask, and which words it needs; the rest is Rust's to read and
// to judge), and what its files share. What a page may say and hear is public: api.ts.

import type { Context } from "./api";
import type { loadWidget, pinned } from "./load";

export type { Context } from "./api";

/** Every trigger named must have come, in any order. */
export interface When {
  /** Told by the page. */
  event?: string;
  load?: boolean;
  /** CSS selector of what is clicked. */
  click?: string;
  /** CSS selector of what comes into sight. */
  element?: string;
  /** The share of the page's height, 0 to 1, that the window's lower edge has come to by scrolling. */
  scroll?: number;
  /** The pointer leaves the page at its top. */
  exit?: boolean;
  /** Patterns of paths, as in `where.url`. */
  path?: string[];
  delay_ms?: number;
}

/** For how long people are left alone. With it, and unless consent is needed and missing, the device remembers. */
export interface Quiet {
  after_answer_days?: number;
  after_dismiss_days?: number;
  site_wide_days?: number;
  needs_consent?: boolean;
}

export interface Ask {
  /** One of several has to come. */
  when?: When | When[];
  where?: { url?: string[] };
  sample?: number;
  quiet?: Quiet;
}

/** A first question as it stands on the screen: `madeleine opening` writes it. What is left out is what it is for most. */
export interface Opening {
  rtl?: boolean;
  control: "faces" | "numbers" | "choice" | "several";
  question: string;
  stem?: string;
  labels: string[];
  first?: number;
  step?: number;
  limit?: number;
  alone?: number;
  optional?: boolean;
  /** How many questions there are in all. */
  of: number;
  text: Record<string, string>;
}

/** Where responses go, and as what. */
export interface Receiver {
  to?: string;
  as?: string;
  /** What a form calls what we know as a column. */
  fields?: Record<string, string>;
  /** What a form says besides. */
  fixed?: Record<string, string>;
}

export interface Definition {
  /** The text that it was read from. */
  source: string;
  id?: string;
  locales?: string[];
  surface?: string;
  brand?: string;
  ask?: Ask;
  layout?: { orientation?: string; order?: string; direction?: string };
  deliver?: Receiver[];
  privacy?: { redact?: boolean };
  contact?: { to?: string; linked?: boolean };
  items?: { id?: string; instrument?: string; question?: string; options?: string[] }[];
  text?: Record<string, Record<string, string>>;
  opening?: Record<string, Opening>;
}

/** A definition that a tag of the page has named. */
export interface Survey {
  definition: Definition;
  /** From 0 to 1, drawn before anything is known of the visit; below its share the visit is asked. */
  draw: number;
  /** When its delay is over, by this device's clock. As long as it stands here the survey is on its way, or was shown. */
  due?: number;
  /** What the page said with the last event. */
  context?: Context;
  /** What when.ts adds, for a survey that says more than one trigger, a delay and a share. */
  terms?: Terms;
}

/** Puts something down in a transaction that is open. */
export type Note = (seen: IDBObjectStore) => Promise<void>;

export interface Terms {
  /** Whether it may ask here and now. */
  may(): Promise<boolean>;
  /** Its way to the page has ended: shown or not, the next page knows nothing of it. */
  arrived(): void;
  /** It stands in this element. */
  shown(host: HTMLElement): void;
  /** It was answered, if only in part: what is to be put on disk, if the device may remember. */
  answered(): Note | undefined;
}

/** A call as the page made it. */
export type Call = [verb?: unknown, name?: any, more?: any];

/** What the embed script shares with the files that come after it. It is the function that the page calls, too. */
export interface Embed {
  (...call: Call): void;
  /** Version of the script that came first. */
  here: string;
  /** Fetches a script and makes sure of it. */
  load: typeof pinned;
  /** The widget's script, fetched once. */
  widget: typeof loadWidget;
  /** By the address of their definitions; nothing where a definition can't be read. */
  surveys: Record<string, Promise<Survey | undefined>>;
  /** Hears every call, those that were made so far and those to come. */
  hear(work: (...call: Call) => unknown): void;
  /** Ids of what was asked on this page. */
  asked?: Set<string | undefined>;
  /** Ids of what shall never ask again; the empty one stands for all. */
  never?: Set<string | undefined>;
}
