// The outbox: what was acknowledged lies here until its receiver has confirmed it.
//   put → complete → acknowledge → send → 2xx → delete
// A record is one snapshot for one endpoint. A later snapshot of the same response takes its place, and a record is deleted
// only if nothing newer has taken its place. IndexedDB, because it alone survives a browser that is killed right after the write.

import { DATABASE, exists, STORE } from "./storage";

interface Kept {
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
/** A receiver that says nothing for this long is taken for dead. */
const TIMEOUT_MS = 10_000;
const EXPIRY_MS = 7 * 24 * 3_600_000;

/** What the disk refused. It lasts as long as the page. */
const inMemory = new Map<string, Kept>();

const keyOf = ({ response_id, to }: Kept) => `${response_id} ${to}`;

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Opened anew each time: a handle can die (Safari in the background), and a dead one loses data. */
async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  const patience = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE_MS));
  return Promise.race([settled(request), patience]);
}

/** Does something with the store in one transaction; what it gives is only given once the transaction is complete. */
async function transact<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => T | Promise<T>): Promise<T> {
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

const write = (records: Kept[]) =>
  transact("readwrite", (store) => records.forEach((record) => store.put(record, keyOf(record))));

async function remove(sent: Kept): Promise<void> {
  const key = keyOf(sent);
  if (inMemory.get(key)?.seq === sent.seq) inMemory.delete(key);
  else
    await transact("readwrite", async (store) => {
      const stored = (await settled(store.get(key))) as Kept | undefined;
      if (stored && stored.seq <= sent.seq) store.delete(key);
    });
}

/** What became of a record: confirmed, refused for good, or unknown and so sent again (and merged by its number). */
async function post({ to, body }: Kept): Promise<"taken" | "refused" | "later"> {
  try {
    // Plain text needs no preflight; nothing of the visitor goes along; a redirect could lead the answer elsewhere.
    const { ok, status } = await fetch(to, {
      method: "POST",
      body,
      keepalive: true,
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "origin",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (ok) return "taken";
    return status >= 400 && status < 500 && ![408, 425, 429].includes(status) ? "refused" : "later";
  } catch {
    return "later";
  }
}

async function sendAll(): Promise<void> {
  const read = async () => ((await exists()) ? transact("readonly", (store) => settled(store.getAll())) : []);
  const onDisk: Kept[] = await read().catch(() => []);
  for (const record of [...inMemory.values(), ...onDisk]) {
    if (Date.now() - record.since > EXPIRY_MS) await remove(record);
    else if (!record.refused) {
      const outcome = await post(record);
      if (outcome === "taken") await remove(record);
      if (outcome === "refused") await write([{ ...record, refused: true }]);
    }
  }
}

let sending: Promise<void> | undefined;
let again = false;

/** Sends what is kept. One round at a time: what comes while it runs is sent in the next. */
export async function send(): Promise<void> {
  // Without a network every try fails; the page's "online" starts the next round.
  if (!navigator.onLine) return;
  again = true;
  sending ??= (async () => {
    while (again) {
      again = false;
      await sendAll().catch(() => {});
    }
    sending = undefined;
  })();
  return sending;
}

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
  for (const record of recordsOf(response_id, seq, to, body)) inMemory.set(keyOf(record), record);
}
