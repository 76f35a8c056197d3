// One request: what goes out, and what became of it.

import type { Kept } from "./outbox";
import { formOf } from "./shape";

/** A receiver that says nothing for this long is taken for dead. */
const TIMEOUT_MS = 10_000;
/** Browsers let 64 KiB outlive a page, of all that it sends: we take no more than this, in one request and in all that are on their way. */
const LASTING_BYTES = 16 * 1024;
const ALL_LASTING_BYTES = 48 * 1024;
const DAY_MS = 864e5;

/** What became of a record: confirmed, refused for good, too large, or unknown and so sent again (and merged by its number). */
export interface Outcome {
  what: "taken" | "refused" | "large" | "later";
  /** Of the answer; 0 where there was none. */
  status: number;
  /** For so many milliseconds the receiver wants to be left alone. */
  wait?: number;
}

/** What a receiver says in seconds or as a date is brought between a second and a day; anything else says nothing. */
function waitOf(headers: Headers): number | undefined {
  const said = headers.get("retry-after")?.trim() ?? "";
  let wait = NaN;
  if (/^\d+$/.test(said)) wait = Number(said) * 1_000;
  // A date is one of the receiver's clock, and read by it where it may be: this device's may be wrong.
  else if (/GMT$/.test(said)) wait = Date.parse(said) - (Date.parse(headers.get("date") ?? "") || Date.now());
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 1_000), DAY_MS);
}

function outcomeOf(status: number, headers: Headers): Outcome {
  if (status < 300) return { what: "taken", status };
  if (status === 413) return { what: "large", status };
  if (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) return { what: "refused", status };
  return { what: "later", status, wait: waitOf(headers) };
}

let lasting = 0;

/** Sends a record. While the page is being left what fits outlives it. */
export async function post(record: Kept, leaving: boolean): Promise<Outcome> {
  const isForm = record.as === "form";
  const body = isForm ? formOf(record) : record.body;
  const bytes = new TextEncoder().encode(body).length;
  // What failed goes without: the page may have used up what it is allowed, and then every try would fail.
  const keepalive = (leaving || !record.attempts) && bytes <= LASTING_BYTES && lasting + bytes <= ALL_LASTING_BYTES;
  if (keepalive) lasting += bytes;
  try {
    // Neither text nor a form needs a preflight. Nothing of the visitor goes along; a redirect could lead the answer elsewhere.
    // Without a prototype nothing that the page has put on all objects is taken for an option.
    const response = await fetch(record.to, {
      __proto__: null,
      method: "POST",
      body,
      // A form service answers with a page, or leads to one, unless it is asked for data.
      headers: isForm ? [["content-type", "application/x-www-form-urlencoded"], ["accept", "application/json"]] : [],
      keepalive,
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "origin",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    } as RequestInit);
    // Whoever breaks off in the middle of an answer may not have kept anything.
    await response.arrayBuffer();
    return outcomeOf(response.status, response.headers);
  } catch {
    return { what: "later", status: 0 };
  } finally {
    if (keepalive) lasting -= bytes;
  }
}
