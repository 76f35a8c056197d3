// What an owner says of the columns of a file, as a mapping holds it and as a form shows it.

/** An entry of a mapping's `columns`. */
export interface Entry {
  /** The column's name, or its number where the name isn't its own. */
  column: string | number;
  as: string;
  instrument?: string;
  words?: Record<string, string | number | null>;
  any?: string;
  format?: string;
  zone?: string;
  note?: string;
}

export interface Mapping {
  v: 1;
  columns: Entry[];
  [fixed: string]: unknown;
}

export interface Instrument {
  id: string;
  name: string;
  /** The codes of its scale, and the wording keys of all of them or of the two ends. */
  codes?: number[];
  labels?: string[];
  options?: string[];
}

export interface Column {
  column: string | number;
  name: string;
  /** The first different ones; more than [`MOST`] are not shown as a table of words. */
  values: string[];
}

/** What is known of a file before its owner has said anything: `madeleine_ingest::propose_form` says it. */
export interface Proposal {
  mapping: Mapping;
  columns: Column[];
  instruments: Instrument[];
}

/** So many different values make a table of words. */
export const MOST = 20;

/** What a column may be besides an answer. */
export const FIELDS = ["response_id", "submitted_at", "state", "touchpoint", "survey", "stage", "channel", "locale", "device"] as const;
export const isTime = (as: string): boolean => as === "submitted_at" || as === "shown_at";
export const FORMATS = ["year_first", "day_first", "month_first", "unix_seconds", "unix_milliseconds"];
export const STATES = ["displayed", "started", "partial", "completed", "dismissed"];

/** What was chosen for a column. */
export interface Choice {
  /** `ignore`, `context`, one of `FIELDS`, the id of an instrument after `is:`, or `kept`: what no form says stays as it was proposed. */
  is: string;
  format: string;
  utc: boolean;
  /** The name of a segment. */
  segment: string;
  /** What each word stands for; empty where it stands for no answer. */
  words: Record<string, string>;
}

/** A name for a segment, of a column's. */
const segmentOf = (name: string): string => name.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_|_$/g, "").slice(0, 64) || "segment";

/** What a mapping says of a column: it may name it or number it, from 1. */
const entriesOf = ({ mapping, columns }: Proposal, at: number): Entry[] => mapping.columns.filter(({ column }) => [columns[at]!.column, at + 1].includes(column));

/** What is chosen for a column at first. */
export function chosen(proposal: Proposal, at: number): Choice {
  const column = proposal.columns[at]!;
  const [entry, another] = entriesOf(proposal, at);
  const choice: Choice = { is: "ignore", format: entry?.format ?? "year_first", utc: entry?.zone === "UTC", segment: segmentOf(column.name), words: {} };
  for (const [word, stands] of Object.entries(entry?.words ?? {})) choice.words[word] = stands === null ? "" : String(stands);
  if (!entry) return choice;
  const instrument = proposal.instruments.find(({ id }) => id === (entry.instrument ?? entry.as));
  if (another) choice.is = "kept";
  else if (entry.as === "ignore" || (FIELDS as readonly string[]).includes(entry.as)) choice.is = entry.any === undefined ? entry.as : "kept";
  else if (entry.as.startsWith("context.")) [choice.is, choice.segment] = ["context", entry.as.slice("context.".length)];
  else choice.is = instrument ? `is:${instrument.id}` : "kept";
  return choice;
}

/** The words of a column that have to be told what they stand for, where it is what was chosen. */
export function wordsOf({ values }: Column, is: string, instruments: Instrument[]): { words: string[]; for: (string | number)[] } | undefined {
  if (values.length > MOST) return undefined;
  if (is === "state") return { words: values, for: STATES };
  const instrument = instruments.find(({ id }) => `is:${id}` === is);
  if (instrument?.options) return { words: values, for: instrument.options };
  if (!instrument?.codes || values.every((value) => Number.isFinite(Number(value)))) return undefined;
  return { words: values, for: instrument.codes };
}

/** The mapping that says what was chosen. */
export function mappingOf(proposal: Proposal, choices: Choice[], fixed: Record<string, string>): Mapping {
  const { mapping, columns, instruments } = proposal;
  const twice = (is: string) => is.startsWith("is:") && choices.filter((choice) => choice.is === is).length > 1;
  const entries = columns.flatMap((column, at): Entry[] => {
    const { is, format, utc, segment, words } = choices[at]!;
    const proposed = entriesOf(proposal, at);
    if (is === "kept") return proposed;
    const named = { column: column.column };
    if (is === "ignore") return [{ ...named, as: "ignore" }];
    if (is === "context") return [{ ...named, as: `context.${segment}` }];
    if (isTime(is)) return [{ ...named, as: is, format, ...(utc && { zone: "UTC" }) }];
    const table = wordsOf(column, is, instruments);
    const scored = instruments.some(({ id, codes }) => codes && `is:${id}` === is);
    const standing = (word: string) => (words[word] ? (scored ? Number(words[word]) : words[word]!) : null);
    const said = table && { words: Object.fromEntries(table.words.map((word) => [word, standing(word)])) };
    if (!is.startsWith("is:")) return [{ ...named, as: is, ...(said ?? (proposed[0]?.as === is && proposed[0].words && { words: proposed[0].words })) }];
    const instrument = is.slice("is:".length);
    return [{ ...named, ...(twice(is) ? { as: `answers.q${at + 1}`, instrument } : { as: instrument }), ...said }];
  });
  const { v, columns: _, ...rest } = mapping;
  return { v, ...rest, ...fixed, columns: entries };
}
