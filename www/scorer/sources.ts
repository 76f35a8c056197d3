// Response files, wherever they lie, as pieces of bytes.

import { type Pieces, piecesFrom, piecesOf, SWOLLEN_BYTES, SWOLLEN_TIMES, Unfit } from "./bytes";

/** A response file: at an address, or from the reader's disk. */
export interface Source {
  name: string;
  from: string | Blob;
  /** What its owner says that its columns are: the text of a `*.mapping.json`. */
  mapping?: string;
}

/** A file that couldn't be read. */
export interface Failure {
  name: string;
  reason: "not_found" | "refused" | "unreachable" | "interrupted" | "unreadable" | "swollen" | "unlike" | "stopped" | "cancelled";
  /** What the server said, where it said something. */
  status?: number;
  /** What its reader said, where it said something. */
  why?: string;
}

/** Why a file isn't read. */
export class Unread extends Error {
  constructor(readonly failure: Failure) {
    super(failure.reason);
  }
}

/** What went wrong while the bytes of a source came. */
export function unread({ name, from }: Source, problem: unknown): Unread {
  if (problem instanceof Unread) return problem;
  if (problem instanceof Unfit) return new Unread({ name, reason: problem.reason, why: problem.message });
  return new Unread({ name, reason: typeof from === "string" ? "interrupted" : "unreadable" });
}

/** The bytes of a source and how many there will be. */
export async function opened({ name, from }: Source, signal?: AbortSignal): Promise<{ pieces: Pieces; total?: number }> {
  if (typeof from !== "string") return { pieces: piecesOf(from), total: from.size };
  const response = await fetch(from, { cache: "no-cache", signal }).catch(() => {
    throw new Unread({ name, reason: "unreachable" });
  });
  const { status } = response;
  if (!response.ok) throw new Unread({ name, reason: status === 404 || status === 410 ? "not_found" : "refused", status });
  const pieces = piecesFrom(response.body ?? new Blob([]).stream());
  const length = Number(response.headers.get("content-length")) || undefined;
  // Of what is compressed the length is that of what travels.
  if (!response.headers.has("content-encoding")) return { pieces, total: length };
  return { pieces: unpackedBy(pieces, length) };
}

/** What the browser unpacks on its way. */
async function* unpackedBy(pieces: Pieces, length: number | undefined): Pieces {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (length && bytes > SWOLLEN_BYTES && bytes > SWOLLEN_TIMES * length) throw new Unfit("swollen");
    yield piece;
  }
}
