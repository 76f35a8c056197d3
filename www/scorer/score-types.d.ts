/** One score of one instrument in one segment and period. */
export interface Score {
  /** The instrument: `csat`, `ces2`, … */
  instrument: string;
  /** What of it was asked about, where it has subjects: a criterion, a feature. */
  subject?: string;
  /** The name of the score, in English. */
  name: string;
  /** What the responses say of each thing by which scores are cut; `null`: nothing. */
  segment: Record<string, string | null>;
  /** `2026-11-21`, `2026-W47` or `2026-11`, where scores are cut by time and the responses have one. */
  period?: string;
  /** The option, group or kind of which this is the share, where there is one share for each. */
  option?: string;
  /** How many answers it rests on. */
  base: number;
  /** A share from 0 to 1, points from −100 to 100, a code of the scale, an index from 0 to 100; `null` where it isn't shown. */
  value: number | null;
  /** The lower end of its interval. */
  low?: number;
  /** The upper end. */
  high?: number;
  /** What it is measured in. */
  unit?: "share" | "points" | "scalePoints" | "index";
  /** The confidence of the interval, 0 to 1. */
  confidence?: number;
  /** How the interval was made. */
  method?: string;
  /** Whether it rests on too few answers to be more than an indication. */
  indicative?: boolean;
  /** Why it isn't shown, as a stable word. */
  reason?: string;
  /** The same as a sentence. */
  message?: string;
}

/** One thing that is wrong with a file, or a note on how it was read. */
export interface Told {
  /** The file's name. */
  file: string;
  /** The line, counted from 1; 0 when the file as a whole is meant. */
  line: number;
  /** A stable word. */
  code: string;
  /** What is wrong, where, and how to mend it. */
  message: string;
}

/** What became of the lines of files. `lines` is the sum of `responses` to `broken`. */
export interface Read {
  /** Lines or rows read. */
  lines: number;
  /** Responses that came out of them. */
  responses: number;
  /** Older snapshots of those. */
  superseded: number;
  /** Lines that say what another says. */
  duplicates: number;
  /** Lines that contradict another. */
  conflicts: number;
  /** Lines that couldn't be read. */
  broken: number;
  /** How many things are wrong, listed or not. */
  problemCount: number;
  /** The first of them. */
  problems: Told[];
  /** How many notes there are on how files were read, listed or not. */
  noteCount: number;
  /** The first of them. */
  notes: Told[];
}
