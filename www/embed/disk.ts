// The database on the device's disk: opened for one transaction at a time, made only when there is something to keep, or a finger is down on it.

import { exists as anything, NAME, OUTBOX, SEEN } from "./storage";

/** Some browsers never answer the first `open`: then memory takes over. */
const PATIENCE_MS = 1_000;
/** 1: the outbox alone. 2: what was seen beside it. */
const VERSION = 2;

export const got = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** No longer than a moment. */
export const soon = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([work, new Promise<never>((_, reject) => setTimeout(reject, PATIENCE_MS, "the disk doesn't answer"))]);

/** Whether anything was ever put there. */
export const exists = (): Promise<unknown> => soon(anything());

/** Opened anew each time: a handle can die (Safari in the background), and a dead one loses data. */
const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = ({ oldVersion }) => {
    if (!oldVersion) request.result.createObjectStore(OUTBOX);
    request.result.createObjectStore(SEEN);
  };
  return soon(got(request));
};

/** Who opens it: what comes later does so ahead, while the finger is still down (later.ts). */
export const disk = { open };

/** Does something with the stores in one transaction; what it gives is only given once the transaction is complete. */
export async function transact<T>(
  mode: IDBTransactionMode,
  work: (outbox: IDBObjectStore, seen: IDBObjectStore) => T | Promise<T>,
): Promise<T> {
  const database = await disk.open();
  try {
    const transaction = database.transaction([OUTBOX, SEEN], mode);
    const complete = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await work(transaction.objectStore(OUTBOX), transaction.objectStore(SEEN));
    // Nothing more comes: the disk needn't wait for that.
    transaction.commit();
    await complete;
    return result;
  } finally {
    database.close();
  }
}
