// How much may wait on a device. What was acknowledged is never thrown away to make room: once it is full nothing new is asked.

/** As many records, and as many bytes. */
const RECORDS = 50;
const BYTES = 256 * 1024;

export const isFull = (records: { body: string }[]): boolean =>
  records.length >= RECORDS || new Blob(records.map(({ body }) => body)).size >= BYTES;
