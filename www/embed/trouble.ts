// A receiver that fails: how long it is left alone. Longer each time, at least as long as it asks, and no more than so often a page and a
// day. It lies in the outbox beside what waits for that receiver, so that the next page is as patient.

const DAY_MS = 864e5;
/** Longest that we wait of our own accord. */
const LONGEST_MS = 300_000;
/** Requests in vain: on one page, of those without any answer (a blocker, a policy), and on one device a day. */
const PAGE = 8;
const UNANSWERED = 3;
const DAILY = 30;

export interface Trouble {
  /** Address of the receiver, and the key under which this lies. */
  to: string;
  /** Not before then, by this device's clock. */
  until: number;
  /** Requests in vain since the last that wasn't, and the day they were made on. */
  failed: number;
  day: string;
}

/** What this page has tried in vain. */
export interface Tried {
  failed: number;
  unanswered: number;
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** What is known after one more request in vain. Between half of the time and all of it, so that not all devices come back at once. */
export function worse(to: string, before?: Trouble, wait?: number): Trouble {
  const day = today();
  const failed = (before?.day === day ? before.failed : 0) + 1;
  const most = Math.min(1_000 * 2 ** failed, LONGEST_MS);
  return { to, day, failed, until: Date.now() + (wait ?? (most / 2) * (1 + Math.random())) };
}

/** How many milliseconds a receiver is left alone from now on; Infinity for as long as this page lasts. */
export function patience(trouble?: Trouble, { failed, unanswered }: Tried = { failed: 0, unanswered: 0 }): number {
  if (failed >= PAGE || unanswered >= UNANSWERED) return Infinity;
  if (!trouble) return 0;
  if (trouble.day === today() && trouble.failed >= DAILY) return Infinity;
  const wait = trouble.until - Date.now();
  // Nobody is left alone for more than a day: then the clock was put back.
  return wait > DAY_MS ? 0 : Math.max(wait, 0);
}
