// The bytes of a file as pieces of text in UTF-8: read as they come, unpacked where they are packed, turned where they are UTF-16, and as
// CSV where it is a table of another kind.

import type * as Sheets from "../../target/wasm/sheets/madeleine_sheets.js";
import { start } from "./modules";

export type Pieces = AsyncIterable<Uint8Array>;

/** Why a file isn't read on. */
export class Unfit extends Error {
  constructor(readonly reason: "swollen" | "unlike", message = reason as string) {
    super(message);
  }
}

/** How much is asked for at a time: smaller pieces cost more than what is done with them. */
const PIECE = 1 << 20;
/** Some browsers' streams of a file have been seen to stop: after so long it is read in slices. */
const STALLED_MS = 10_000;
const SLICE = 16 << 20;

/** The pieces of a file on disk. Each is valid until the next is asked for. */
export async function* piecesOf(file: Blob): Pieces {
  let at = 0;
  let reader: ReadableStreamBYOBReader | undefined;
  try {
    reader = file.stream().getReader({ mode: "byob" });
  } catch {
    // Not every browser fills a buffer of ours.
  }
  for (let buffer = new ArrayBuffer(PIECE); reader && at < file.size; ) {
    const read = await Promise.race([reader.read(new Uint8Array(buffer)), new Promise<undefined>((done) => setTimeout(done, STALLED_MS))]);
    if (!read) {
      reader.cancel().catch(() => {});
      break;
    }
    if (!read.value || read.done) return;
    at += read.value.length;
    yield read.value;
    buffer = read.value.buffer as ArrayBuffer;
  }
  for (; at < file.size; at += SLICE) yield new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer());
}

/** The pieces of what comes over the network. */
export async function* piecesFrom(stream: ReadableStream<Uint8Array>): Pieces {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** What unpacks to more than so many times its size is no file of answers, once it is larger than this. */
export const [SWOLLEN_TIMES, SWOLLEN_BYTES] = [100, 1 << 26];

const through = (pieces: Pieces, ...ways: ReadableWritablePair<any, any>[]): Pieces => {
  const source = pieces[Symbol.asyncIterator]();
  let stream: ReadableStream<any> = new ReadableStream<Uint8Array>({
    // A stream keeps what it is given, and a piece is only lent.
    pull: async (out) => {
      const { done, value } = await source.next();
      if (done) out.close();
      else out.enqueue(value.slice());
    },
    cancel: () => void source.return?.(),
  });
  for (const way of ways) stream = stream.pipeThrough(way);
  return piecesFrom(stream);
};

async function* unpacked(pieces: Pieces): Pieces {
  let [packed, text] = [0, 0];
  let broken: unknown;
  async function* from(): Pieces {
    try {
      for await (const piece of pieces) {
        packed += piece.length;
        yield piece;
      }
    } catch (problem) {
      broken = problem;
      throw problem;
    }
  }
  try {
    for await (const piece of through(from(), new DecompressionStream("gzip"))) {
      text += piece.length;
      if (text > SWOLLEN_BYTES && text > SWOLLEN_TIMES * packed) throw new Unfit("swollen");
      yield piece;
    }
  } catch (problem) {
    throw broken ?? (problem instanceof Unfit ? problem : new Unfit("unlike", "this gzip file is damaged: pack it anew."));
  }
}

let modules = 0;

/** Parquet and workbooks have their end at their end: all of it is read first. */
async function* tabled(pieces: Pieces): Pieces {
  const kept: BlobPart[] = [];
  for await (const piece of pieces) kept.push(piece.slice() as BlobPart);
  // What stopped in the middle is never called again: the same bytes by another address are another module.
  const sheets = await start<typeof Sheets>("sheets", ++modules);
  const text: Uint8Array[] = [];
  try {
    sheets.csv(new Uint8Array(await new Blob(kept).arrayBuffer()), (piece: Uint8Array) => text.push(piece));
  } catch (problem) {
    throw new Unfit("unlike", problem instanceof WebAssembly.RuntimeError ? "this file is damaged, or of a form that nobody reads. Save it as CSV in UTF-8." : (problem as Error).message);
  }
  yield* text;
}

/** Whatever it is, as text. */
export async function* plain(pieces: Pieces): Pieces {
  const source = pieces[Symbol.asyncIterator]();
  // Four bytes tell what it is.
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 4) {
    const { done, value } = await source.next();
    if (done) break;
    head = joined(head, value);
  }
  const all = after(head, source);
  const [a, b] = head;
  if (a === 0x1f && b === 0x8b) yield* plain(unpacked(all));
  else if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) yield* through(all, new TextDecoderStream(a === 0xff ? "utf-16le" : "utf-16be"), new TextEncoderStream());
  else if ((a === 0x50 && b === 0x4b && head[2] === 3) || (a === 0x50 && b === 0x41 && head[2] === 0x52 && head[3] === 0x31)) yield* tabled(all);
  else yield* all;
}

function joined(head: Uint8Array, more: Uint8Array): Uint8Array {
  const both = new Uint8Array(head.length + more.length);
  both.set(head);
  both.set(more, head.length);
  return both;
}

async function* after(head: Uint8Array, rest: AsyncIterator<Uint8Array>): Pieces {
  try {
    if (head.length) yield head;
    for (;;) {
      const { done, value } = await rest.next();
      if (done) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}
