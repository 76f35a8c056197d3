// What the embed script reads of a survey definition: when and whom to ask, and which words it needs. The rest is Rust's to read and to judge.

/** What a page says of the occasion: short texts under names that the definition lists. */
export type Context = Record<string, string | number>;

export interface Definition {
  /** The text that it was read from. */
  source: string;
  id?: string;
  locales?: string[];
  surface?: string;
  brand?: string;
  ask?: {
    when?: { event?: string; load?: boolean; delay_ms?: number };
    where?: { url?: string[] };
    sample?: number;
  };
  deliver?: { to?: string }[];
  items?: { id?: string; instrument?: string; question?: string; options?: string[] }[];
  text?: Record<string, Record<string, string>>;
}

/** A definition that a tag of the page has named. */
export interface Survey {
  address: string;
  definition: Definition;
  ask: NonNullable<Definition["ask"]>;
  /** Drawn once per page, before anything is known of how the visit goes. */
  drawn: boolean;
  asked?: boolean;
}

/** What is known of the moment besides the definition. */
export interface Occasion {
  context?: Context;
  /** Share of visits asked. */
  sample: number;
}
