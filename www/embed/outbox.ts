// The outbox: what was acknowledged lies here until its receiver has confirmed it. Sending it is `send.ts`.
//   put → complete → acknowledge → send → 2xx → delete
// A record is one snapshot for one endpoint. A later snapshot of the same response takes its place, and a record is deleted
// only if nothing newer has taken its place. IndexedDB, because it alone survives a browser that is killed right after the write.

import { DATABASE, STORE } from "./storage";

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

/** Some browsers never answer the first `open`: then memory takes over. */
const PATIENCE_MS = 1_000;

/** What the disk refused. It lasts as long as the page. */
export const held = new Map<string, Kept>();

export const keyOf = ({ response_id, to }: Kept) => `${response_id} ${to}`;

export const got = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Opened anew each time: a handle can die (Safari in the background), and a dead one loses data. */
async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  const patience = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE_MS));
  return Promise.race([got(request), patience]);
}

/** Does something with the store in one transaction; what it gives is only given once the transaction is complete. */
export async function transact<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => T | Promise<T>): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, mode);
    const complete = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await work(transaction.objectStore(STORE));
    await complete;
    return result;
  } finally {
    database.close();
  }
}

export const write = (records: Kept[]) =>
  transact("readwrite", (store) => records.forEach((record) => store.put(record, keyOf(record))));

const recordsOf = (response_id: string, seq: number, to: string[], body: string): Kept[] =>
  to.map((path) => ({ response_id, seq, to: new URL(path, document.baseURI).href, body, since: Date.now() }));

/** Puts a snapshot on disk for each endpoint and says whether it is there. */
export function put(response_id: string, seq: number, to: string[], body: string, done: (onDisk: boolean) => void): void {
  const written = to.length ? write(recordsOf(response_id, seq, to, body)) : Promise.resolve();
  written.then(
    () => done(true),
    () => done(false),
  );
}

/** Holds a snapshot in memory, where the disk refused it. */
export function hold(response_id: string, seq: number, to: string[], body: string): void {
  for (const record of recordsOf(response_id, seq, to, body)) held.set(keyOf(record), record);
}
