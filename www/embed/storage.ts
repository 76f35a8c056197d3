// Where things lie on the device: one database, and one key of the session.

/** Name of the database and of the session's key. */
export const NAME = "madeleine";
/** The session's key for tabs that were put away. */
export const AWAY = "madeleine-tabs-away";
/** The session's key for a sitting that isn't over. */
export const SITTING = "madeleine-sitting";
/** What waits to be sent. */
export const OUTBOX = "outbox";
/** What was answered and dismissed. */
export const SEEN = "seen";

/**
 * Whether anything was ever put there. Opening the database to look would create it. A frame without an origin, which
 * is then the word "null", isn't asked: Chromium would refuse, and refuse once more where nobody can catch it.
 */
export const exists = async (): Promise<unknown> => origin[4] && (await indexedDB.databases()).some((one) => one.name == "madeleine");
