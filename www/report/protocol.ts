// What page and worker say to each other.

import { here } from "../scorer/modules";
import type { Failure, Source } from "../scorer/sources";
import type { ReportRequest, Shown } from "./report-types";

export type { Failure, Source } from "../scorer/sources";

/** How far reading has come. */
export interface Progress {
  name: string;
  bytes: number;
  /** How many bytes there will be, where that is known. */
  total?: number;
  rows: number;
  /** How many seconds it will take yet, where that can be told. */
  secondsLeft?: number;
}

export interface Look {
  by?: string;
  only: string[];
  /** The others that these are held against, as files say it; `rest`: all others. */
  against: string[];
}

/** A report without its foot, and what there was to make it of. */
export interface Made {
  report: Shown;
  /** How long reading and scoring took. */
  seconds: number;
  files: number;
  /** The files whose columns another tool or an owner named. */
  tables: string[];
}

/** What there is to do, and what comes of it. */
export interface Work {
  /**
   * Reads more files. `keep`: what lies at addresses will be read again; `by`: what the report is broken down by. Where a report is asked
   * for meanwhile, such are made of what has been read so far.
   */
  open: { ask: { sources: Source[]; keep: boolean; by?: string }; answer: Failure[] };
  /** Reads no further. What is being read isn't counted, and neither is what waits behind it. */
  cancel: { ask: undefined; answer: undefined };
  /** Reads what lies at addresses again; `changed` is false where it is what it was. */
  refresh: { ask: undefined; answer: { changed: boolean; failures: Failure[] } };
  /** How responses are looked at from now on: broken down by this, and only those that say all of these, as in `device=phone`, held against others. */
  look: { ask: Look; answer: Failure[] };
  /** What is seen first of the report: its headlines, without panels. */
  head: { ask: Partial<ReportRequest>; answer: Made };
  /** The report over all files. */
  report: { ask: Partial<ReportRequest>; answer: Made };
  /** What an owner needs to say what the columns of an opened file are: a proposal (columns/mapping.ts) as JSON, the mapping by which it was read and how scores are called, or why there is none. */
  columns: { ask: { name: string; language: string }; answer: { proposal: string; mapping?: string; names: Record<string, string> } | { failure: Failure } };
  /** Reads an opened file once more by a mapping; what is wrong with that. The file is read as before then. */
  map: { ask: { name: string; mapping: string }; answer: Failure[] };
  /** What isn't of one score, as markup; empty where there is nothing. */
  foot: { ask: Partial<ReportRequest>; answer: string };
  /** So many quotes as are asked for, of those that match, as markup; empty where too few people wrote anything. */
  quotes: { ask: Partial<ReportRequest>; answer: string };
  csv: { ask: Partial<ReportRequest>; answer: string };
  /** The report as one file of HTML with that style sheet. */
  file: { ask: { request: Partial<ReportRequest>; style: string }; answer: string };
}

/** The module that reads files and makes reports in a language. */
export const reporterIn = (language: string) => `${here("reporter")}.${language}`;

/** The number of what is asked first. */
export const FIRST = 1;

/** What a worker knows from the beginning. */
export interface Beginning {
  /** That of its reports. */
  language: string;
  /** What it opens first, if that is known by then. */
  opening?: Work["open"]["ask"];
  /** Whether it fetches its module itself. */
  fetches: boolean;
}

/** The name of a worker that begins so. */
export const nameOf = (beginning: Beginning) => `madeleine ${JSON.stringify(beginning)}`;

/** How the worker of that name begins. */
export const beginningOf = (name: string): Beginning => JSON.parse(name.slice(name.indexOf("{")));

/** The module that the page has fetched while the worker began; where it couldn't, the worker does. */
export interface Fetched {
  bytes?: ArrayBuffer;
}

export type Ask = { [Kind in keyof Work]: { id: number; kind: Kind; ask: Work[Kind]["ask"] } }[keyof Work];

export type Answer =
  | { begun: true }
  | { id: number; progress: Progress }
  | { id: number; made: Made }
  | { id: number; answer: Work[keyof Work]["answer"] }
  | { id: number; error: string };
