// What lies in the outbox, and how much may. What was acknowledged is never thrown away to make room: once it is full nothing new is asked.

import type { Kept } from "./outbox";
import type { Trouble } from "./trouble";

/** As many records, and as many bytes. */
const RECORDS = 50;
const BYTES = 256 * 1024;

/** Whatever else lies there, damaged or not ours, is left as it is and stops nothing. */
export const isRecord = (row: any): row is Kept => /^\{/.test(row?.body) && row.seq > 0 && /^https?:/.test(row.to);
export const isTrouble = (row: any): row is Trouble => row?.failed > 0 && /^https?:/.test(row.to);

export const isFull = (records: { body: string }[]): boolean =>
  records.length >= RECORDS || new Blob(records.map(({ body }) => body)).size >= BYTES;
