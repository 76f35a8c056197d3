// Where the outbox lies, for the two who look: the embed script and the widget.

export const DATABASE = "madeleine";
export const STORE = "outbox";

/** Whether anything was ever put there. Opening the database to look would create it. */
export const exists = async (): Promise<boolean> =>
  (await indexedDB.databases()).some(({ name }) => name === DATABASE);
