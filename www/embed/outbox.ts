// The outbox: what was acknowledged lies here until its receiver has confirmed it. Sending it is `send.ts`.
//   put → complete → acknowledge → send → 2xx → delete
// A record is one snapshot for one endpoint. A later snapshot of the same response takes its place, and a record is deleted
// only if nothing newer has taken its place. IndexedDB, because it alone survives a browser that is killed right after the write.

import { got, transact } from "./disk";
import type { Note } from "./types";

export interface Kept {
  response_id: string;
  seq: number;
  /** Address of the endpoint. */
  to: string;
  body: string;
  /** When it was put, by this device's clock. */
  since: number;
  /** The receiver will never take it: kept as evidence until it expires, not sent again. */
  refused?: boolean;
}

/** What the disk refused. It lasts as long as the page. */
const held = new Map<string, Kept>();

const keyOf = ({ response_id, to }: Kept) => `${response_id} ${to}`;

const write = (records: Kept[], note?: Note) =>
  transact("readwrite", async (outbox, seen) => {
    for (const record of records) outbox.put(record, keyOf(record));
    await note?.(seen);
  });

const recordsOf = (response_id: string, seq: number, to: string[], body: string): Kept[] =>
  to.map((path) => ({ response_id, seq, to: new URL(path, document.baseURI).href, body, since: Date.now() }));

/** Puts a snapshot on disk for each endpoint, in the same transaction what else is to be noted, and says whether it is there. */
function put(response_id: string, seq: number, to: string[], body: string, done: (onDisk: boolean) => void, note?: Note): void {
  const written = to.length || note ? write(recordsOf(response_id, seq, to, body), note) : Promise.resolve();
  written.then(
    () => done(true),
    () => done(false),
  );
}

/** Holds a snapshot in memory, where the disk refused it. */
function hold(response_id: string, seq: number, to: string[], body: string): void {
  for (const record of recordsOf(response_id, seq, to, body)) held.set(keyOf(record), record);
}

/** The outbox as one thing, which the widget lends to the scripts that come later. */
export const outbox = { got, held, hold, keyOf, put, transact, write };
export type Outbox = typeof outbox;
