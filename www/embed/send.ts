// Sending what lies in the outbox. It is fetched after the first question is shown: what can't be sent yet is safe on disk.
// A record is sent until somebody has confirmed it, has refused it for good, or it is too old: each of these once, and the page hears of
// the last two.

import { recordsOf, type Kept, type Outbox } from "./outbox";
import { post, type Outcome } from "./post";
import { isFull, isRecord, isTrouble } from "./room";
import { withoutWords } from "./shape";
import { exists } from "./storage";
import { patience, worse, type Tried, type Trouble } from "./trouble";
import type { Standing } from "./later";

const EXPIRY_MS = 7 * 864e5;
/** A form service keeps each snapshot as a row of its own: one that may still be answered isn't sent there. */
const UNFINISHED_MS = 30 * 60_000;
/** A tab that was frozen with the lock holds nobody up for longer. */
const LOCK_MS = 10_000;
/** So long, and each time twice as long, a disk that didn't answer is left alone; so often a page it is asked again. */
const BUSY_MS = 1_000;
const BUSY_TIMES = 8;

interface Sending {
  /** Sends what is kept. */
  send(): Promise<void>;
  /** Whoever leaves may not come back: what waits is sent at once, and stays on disk until it is confirmed. */
  leave(standing: Standing[]): void;
}

const age = ({ since }: Kept): number => Date.now() - since;

/** Somebody may still be at it. */
const unfinished = (record: Kept): boolean => record.as === "form" && age(record) < UNFINISHED_MS && /"state":"partial"/.test(record.body);

/** The page can count what never arrives. */
function tell({ to, body }: Kept, reason: "refused" | "expired", status?: number): void {
  document.dispatchEvent(new CustomEvent("madeleine-undelivered", { bubbles: true, detail: { survey: JSON.parse(body).survey, to, reason, status } }));
}

/** Does something for a receiver while no other tab of this site does. That saves requests and nothing else: without locks it is done all the same. */
async function alone(to: string, work: () => Promise<void>): Promise<void> {
  let done = false;
  const once = () => ((done = true), work());
  try {
    await navigator.locks.request(`madeleine-outbox ${to}`, { __proto__: null, signal: AbortSignal.timeout(LOCK_MS) } as LockOptions, once);
  } catch {
    if (!done) await work();
  }
}

function from({ got, held, keyOf, transact }: Outbox): Sending {
  /** What was sent on this page and needn't be sent again, by its number. */
  const sent = new Map<string, number>();
  const tried = new Map<string, Tried>();
  const troubles = new Map<string, Trouble>();

  const waitFor = (to: string) => patience(troubles.get(to), tried.get(to));

  /** Changes what is kept of a record, unless something newer has taken its place, and what is known of its receiver. */
  async function note(record: Kept, next?: Kept, trouble?: Trouble): Promise<void> {
    const key = keyOf(record);
    const { to } = record;
    if (trouble) troubles.set(to, trouble);
    else troubles.delete(to);
    const inMemory = held.get(key);
    if (inMemory) {
      if (inMemory.seq > record.seq) return;
      if (next) held.set(key, next);
      else held.delete(key);
      return;
    }
    const write = async (store: IDBObjectStore) => {
      const stored = await got<Kept | undefined>(store.get(key));
      if (!stored) return;
      if (stored.seq <= record.seq) next ? store.put(next, key) : store.delete(key);
      trouble ? store.put(trouble, to) : store.delete(to);
    };
    try {
      // Where everything was erased meanwhile, looking for it would make the database anew.
      if (await exists()) await transact("readwrite", write);
    } catch {
      // What the disk doesn't hear of is sent once more, and merged.
    }
  }

  function settle(record: Kept, { what, status, wait }: Outcome): Promise<void> {
    const { to, attempts = 0 } = record;
    if (what === "later") {
      const { failed, unanswered } = tried.get(to) ?? { failed: 0, unanswered: 0 };
      tried.set(to, { failed: failed + 1, unanswered: unanswered + Number(!status) });
      return note(record, { ...record, attempts: attempts + 1 }, worse(to, troubles.get(to), wait));
    }
    // Whatever it says, it is there.
    tried.delete(to);
    if (what === "taken") return note(record);
    tell(record, "refused", status);
    return note(record, { ...record, refused: status });
  }

  async function deliver(record: Kept, leaving: boolean): Promise<void> {
    const key = keyOf(record);
    if (sent.get(key)! >= record.seq) return;
    sent.set(key, record.seq);
    const outcome = await post(record, leaving);
    const body = outcome.what === "large" && withoutWords(record.body);
    if ((body || outcome.what === "later") && sent.get(key) === record.seq) sent.delete(key);
    if (!body) return settle(record, outcome);
    // What somebody wrote is what is long: rather the scores alone than nothing.
    const shorter = { ...record, body };
    await note(record, shorter);
    return deliver(shorter, leaving);
  }

  /** How often the disk didn't answer on this page. */
  let unread = 0;

  const read = async (): Promise<(Kept | Trouble)[]> => {
    try {
      const rows = (await exists()) ? await transact("readonly", (store) => got<unknown[]>(store.getAll())) : [];
      return rows.filter((row) => isRecord(row) || isTrouble(row));
    } catch {
      // It may be busy, and what lies there is to be sent on this page.
      if (unread < BUSY_TIMES) setTimeout(send, BUSY_MS << unread++);
      return [];
    }
  };

  /** Sends to one receiver, as long as it takes anything, and says when the next try is due. */
  async function round(to: string): Promise<number> {
    // Without a network every try fails; once it is back the widget starts a round.
    if (!navigator.onLine) return Infinity;
    const rows = (await read()).filter((row) => row.to === to);
    const records = [...held.values()].filter((record) => record.to === to).concat(rows.filter(isRecord));
    const trouble = rows.find((row): row is Trouble => !isRecord(row));
    if (trouble) troubles.set(to, trouble);
    // Another tab had more luck.
    else if (rows.length) troubles.delete(to);
    let left = 0;
    // What was tried least comes first: one that is never taken stops no other.
    for (const record of records.sort((one, other) => (one.attempts ?? 0) - (other.attempts ?? 0))) {
      if (record.refused || unfinished(record)) continue;
      // What was never tried is tried once, however old: a clock that jumps loses nothing.
      if (age(record) > EXPIRY_MS && record.attempts) {
        tell(record, "expired");
        await note(record, undefined, troubles.get(to));
      } else if (waitFor(to)) left++;
      else {
        await deliver(record, false);
        if (troubles.has(to)) left++;
      }
    }
    return left ? waitFor(to) : Infinity;
  }

  const running = new Set<string>();
  const again = new Set<string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** One round at a time: what comes while it runs is sent in the next. Each receiver for itself: one that hangs holds up no other. */
  async function sendTo(to: string): Promise<void> {
    again.add(to);
    if (running.has(to)) return;
    running.add(to);
    clearTimeout(timers.get(to));
    let wait = Infinity;
    while (again.delete(to))
      await alone(to, async () => {
        wait = await round(to);
      });
    running.delete(to);
    if (wait < Infinity) timers.set(to, setTimeout(sendTo, wait, to));
  }

  async function send(): Promise<void> {
    const rows = await read();
    let kept = rows.filter(isRecord);
    // What was refused is evidence for as long as there is room; it was counted then.
    for (const record of kept.filter(({ refused }) => refused).sort((one, other) => one.since - other.since)) {
      if (age(record) <= EXPIRY_MS && !isFull(kept)) continue;
      kept = kept.filter((one) => one !== record);
      await note(record, undefined, troubles.get(record.to));
    }
    const wanted = new Set([...held.values(), ...kept].filter(({ refused }) => !refused).map(({ to }) => to));
    // Where nothing waits any more nothing needs to be known of the receiver.
    const idle = rows.filter((row) => !isRecord(row) && !wanted.has(row.to));
    if (idle.length) await transact("readwrite", (store) => idle.forEach(({ to }) => store.delete(to))).catch(() => {});
    await Promise.all([...wanted].map(sendTo));
  }

  function leave(standing: Standing[]): void {
    if (!navigator.onLine) return;
    const shown = standing.flatMap(({ definition: { deliver = [] }, shown }) => {
      const body = shown.snapshot();
      if (!body) return [];
      const { response_id, seq } = JSON.parse(body);
      return recordsOf(response_id, seq, deliver.filter(({ to }) => !/^(event|dataLayer)$/.test(to!)), body);
    });
    // What is in memory alone ends with the page: rather once more too early than never.
    for (const record of held.values()) if (!record.refused && waitFor(record.to) < Infinity) deliver(record, true);
    for (const record of shown) if (!held.has(keyOf(record)) && !unfinished(record) && !waitFor(record.to)) deliver(record, true);
  }

  // A network that is back is another one. The widget starts the round.
  addEventListener("online", () => tried.forEach((one) => (one.unanswered = 0)));
  addEventListener("pageshow", ({ persisted }) => persisted && send());
  document.addEventListener("visibilitychange", () => document.hidden || send());
  return { send, leave };
}

let one: Sending | undefined;

/** Sends from an outbox: the page has one. */
export const sending = (outbox: Outbox): Sending => (one ??= from(outbox));
export const sender = (outbox: Outbox): Sending["send"] => sending(outbox).send;
