// Sending what lies in the outbox. It is fetched after the first question is shown: what can't be sent yet is safe on disk.

import type { Kept, Outbox } from "./outbox";
import { exists } from "./storage";

/** A receiver that says nothing for this long is taken for dead. */
const TIMEOUT_MS = 10_000;
const EXPIRY_MS = 7 * 24 * 3_600_000;

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

/** Sends from an outbox. */
export function sender({ got, held, keyOf, transact, write }: Outbox): () => Promise<void> {
  async function remove(sent: Kept): Promise<void> {
    const key = keyOf(sent);
    if (held.get(key)?.seq === sent.seq) held.delete(key);
    // Where everything was erased meanwhile, looking for it would make the database anew.
    else if (await exists())
      await transact("readwrite", async (store) => {
        const stored = await got<Kept | undefined>(store.get(key));
        if (stored && stored.seq <= sent.seq) store.delete(key);
      });
  }

  async function sendAll(): Promise<void> {
    const read = async () => ((await exists()) ? transact("readonly", (store) => got<Kept[]>(store.getAll())) : []);
    const onDisk: Kept[] = await read().catch(() => []);
    for (const record of [...held.values(), ...onDisk]) {
      if (Date.now() - record.since > EXPIRY_MS) await remove(record);
      else if (!record.refused) {
        const outcome = await post(record);
        if (outcome === "taken") await remove(record);
        if (outcome === "refused" && (await exists())) await write([{ ...record, refused: true }]);
      }
    }
  }

  let sending: Promise<void> | undefined;
  let again = false;

  /** Sends what is kept. One round at a time: what comes while it runs is sent in the next. */
  async function send(): Promise<void> {
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

  return send;
}
