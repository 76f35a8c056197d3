// The outbox: what was acknowledged lies here until its receiver has confirmed it. Sending it is `send.ts`.
//   put → complete → acknowledge → send → 2xx → delete
// A record is one snapshot for one endpoint. A later snapshot of the same response takes its place, and a record is deleted
// only if nothing newer has taken its place. IndexedDB, because it alone survives a browser that is killed right after the write.

import { disk, got, transact } from "./disk";
import type { Note, Receiver } from "./types";

/** A snapshot for one endpoint, and what the definition says of that one. */
export interface Kept extends Receiver {
  response_id: string;
  seq: number;
  /** Address of the endpoint. */
  to: string;
  body: string;
  /** When it was put, by this device's clock. */
  since: number;
  /** How often it was sent in vain. */
  attempts?: number;
  /** With this status the receiver said that it will never take it: kept as evidence until it expires, not sent again. */
  refused?: number;
}

/** What the disk refused. It lasts as long as the page. */
const held = new Map<string, Kept>();

const keyOf = ({ response_id, to }: Kept) => `${response_id} ${to}`;

// Of a text, not of the document: an element of the page may be called `baseURI`.
export const recordsOf = (response_id: string, seq: number, to: Receiver[], body: string): Kept[] =>
  to.map((one) => ({ ...one, response_id, seq, to: new URL(one.to!, new Text().baseURI).href, body, since: Date.now() }));

/** Puts a snapshot on disk for each endpoint, in the same transaction what else is to be noted, and says whether it is there. */
function put(response_id: string, seq: number, to: Receiver[], body: string, done: (onDisk: boolean) => void, note?: Note): void {
  const write = async () =>
    (to.length || note) &&
    transact("readwrite", async (outbox, seen) => {
      for (const record of recordsOf(response_id, seq, to, body)) outbox.put(record, keyOf(record));
      await note?.(seen);
    });
  write().then(
    () => done(true),
    () => done(false),
  );
}

/** Holds a snapshot in memory, where the disk refused it. */
function hold(response_id: string, seq: number, to: Receiver[], body: string): void {
  for (const record of recordsOf(response_id, seq, to, body)) held.set(keyOf(record), record);
}

/** The outbox as one thing, which the widget lends to the scripts that come later. */
export const outbox = { disk, got, held, hold, keyOf, put, transact };
export type Outbox = typeof outbox;
