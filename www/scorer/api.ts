// What `import { Scorer } from "madeleine/scorer"` gives. These types ship as dist/scorer.d.ts.

import type { Read, Score } from "./score-types";

/** A response file: a file, its bytes, or where it lies. In Node a string without a scheme is a path on its disk. */
export type Source = Blob | ArrayBuffer | Uint8Array | URL | string;

/** A response file under a name that is shown where something is wrong with it. */
export interface NamedSource {
  name: string;
  from: Source;
}

/** How far reading has come. */
export interface Progress {
  /** The file that is being read. */
  name: string;
  /** Its place among the files, counted from 0, and how many there are. */
  file: number;
  files: number;
  /** How many of its bytes have been read, and how many there are where that is known. */
  bytes: number;
  total?: number;
  /** How many lines of it have been read. */
  rows: number;
  /** How long the rest of it takes at the pace so far, in seconds, where its size is known. */
  secondsLeft?: number;
}

export interface Options {
  /** What the columns of CSV files are, as a `*.mapping.json` says it. */
  mapping?: object;
  /** Ends reading: `open` rejects with its reason, and nothing is left over. */
  signal?: AbortSignal;
  /** Told about sixteen times a second while files are read, and at the end of each. */
  onProgress?(progress: Progress): void;
}

/** Which responses, and by what their scores are cut. */
export interface Slice {
  /** Only responses that say these values: `{ touchpoint: "checkout", "context.plan": "pro" }`; an empty text means those that say nothing; `period: "2026-W47"`, `"2026-11"` or `"2026-11-21"` those of a week, a month or a day. */
  where?: Record<string, string>;
  /** By what scores are cut: `"touchpoint,device,period=week"`. */
  by?: string;
}

/** A whole number; from 2^53 on as decimal digits. */
export type Whole = number | string;

/** Counts of one measure in one segment and period. */
export interface Cell {
  segments: (string | null)[];
  period?: string;
  measure: string;
  counts?: Whole[];
  base?: Whole;
  options?: [string, Whole][];
  sets?: Whole[];
  answered?: Whole;
  sum?: string;
  squares?: string;
  missing?: Partial<Record<"skipped" | "unknown" | "not_shown" | "abandoned" | "invalid", Whole>>;
}

/** A file of tallies: www/schemas/tally.schema.json. Small groups are in it as they are. */
export interface Tally {
  v: 1;
  kind: "tally";
  by: string;
  responses: Whole;
  not_scored: [string, Whole][];
  cells: Cell[];
  peak_end?: object;
}

/** What goes wrong: a stable word as `code`, and where it is about one file its name. */
export interface ScorerError extends Error {
  code: string;
  file?: string;
}

/** Response files that were read, to be scored in whatever way. */
export declare class Scorer {
  private constructor();
  /**
   * Reads files. In a page that happens in a worker, in a worker and in Node where it is called.
   *
   * Rejects with a `ScorerError` when a file can't be read (`not_found`, `refused`, `unreachable`, `interrupted`, `unreadable`,
   * `swollen`, `unlike`, `stopped`), an option isn't known (`unknown_key`) or the mapping is wrong (`bad_mapping`). A broken line
   * costs nothing but itself: see `read`.
   */
  static open(sources: Source | NamedSource | Iterable<Source | NamedSource>, options?: Options): Promise<Scorer>;
  /** What became of every line. */
  readonly read: Read;
  /** Counts, to be kept or added up elsewhere. Rejects with `unknown_dimension` and its kin when `by` isn't understood. */
  tally(by?: string): Promise<Tally>;
  /** Every score: by instrument, then segment, then time. Scores of fewer than ten answers have a reason in place of a value. */
  estimate(by?: string): Promise<Score[]>;
  /** The same of some of the responses. */
  slice(slice: Slice): Promise<Score[]>;
  /** Gives back what the files take. Nothing else can be called then (`closed`). */
  close(): void;
}
