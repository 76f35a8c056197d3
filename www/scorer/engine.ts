// Reads and scores where it runs.

import type * as Scoring from "../../target/wasm/scorer/madeleine_scorer.js";
import type { Progress, Tally } from "./api";
import { type Pieces, plain } from "./bytes";
import { hasStopped, here, Imports, inNode, start } from "./modules";
import type { Read } from "./score-types";
import { type Failure, opened, type Source, Unread, unread } from "./sources";
import type { Packed } from "./unpacked";

const PROGRESS_EVERY_MS = 60;

/** What crosses between a page and its worker, and what an engine does. */
export interface Engine {
  open(sources: Source[], mapping: string | undefined, progress?: (progress: Progress) => void, signal?: AbortSignal): Promise<Read>;
  tally(by: string | undefined): Promise<Tally>;
  estimate(by: string | undefined, names: string[], values: string[]): Promise<Packed>;
  close(): void;
}

const REASONS: Record<Failure["reason"], string> = {
  not_found: "there is no such file at this address.",
  refused: "the server won’t give it: ask it for access.",
  unreachable: "it can’t be reached: no network, or another site that doesn’t allow this page (CORS).",
  interrupted: "the connection broke while it was read: try again.",
  unreadable: "it can’t be read from disk: it was moved or changed, or it is a folder.",
  swollen: "it unpacks to more than a hundred times its size, so reading stopped there.",
  unlike: "it can’t be read.",
  cancelled: "reading it was cancelled.",
  stopped: "reading it stopped in the middle, by a fault of Madeleine’s. Please report it with that file.",
};

/** An error as people and programs read it. */
export function failure(code: string, message: string, file?: string): Error {
  return Object.assign(new Error(message), { name: "MadeleineError", code, ...(file !== undefined && { file }) });
}

const failed = ({ name, reason, status, why }: Failure) => failure(reason, `${name}: ${why ?? REASONS[reason]}${status ? ` (HTTP ${status})` : ""}`, name);

/** How many modules have stopped in the middle. */
let turn = 0;

export class Here implements Engine {
  #scorer: Scoring.Scorer | undefined;

  async open(sources: Source[], mapping: string | undefined, progress?: (progress: Progress) => void, signal?: AbortSignal): Promise<Read> {
    const imports = new Imports(turn);
    const { Scorer } = await start<typeof Scoring>(here("scorer"), turn);
    if (mapping !== undefined) await imports.check(mapping);
    signal?.throwIfAborted();
    const into = (this.#scorer = new Scorer());
    into.mapped = mapping !== undefined;
    try {
      for (const [file, source] of sources.entries()) {
        const step = (bytes: number, rows: number, total: number | undefined, since: number) =>
          progress?.({
            name: source.name, file, files: sources.length, bytes, rows, total,
            secondsLeft: total && bytes ? (Math.max(0, total - bytes) / bytes) * ((performance.now() - since) / 1000) : undefined,
          });
        await read(source, into, imports, mapping, step, signal);
      }
      return into.read();
    } catch (problem) {
      if (hasStopped(problem)) turn++;
      else this.close();
      if (problem instanceof Unread) throw failed(problem.failure);
      throw problem;
    }
  }

  async tally(by: string | undefined): Promise<Tally> {
    return JSON.parse(this.#opened().tally(by));
  }

  async estimate(by: string | undefined, names: string[], values: string[]): Promise<Packed> {
    return this.#opened().estimate(by, names, values);
  }

  close(): void {
    this.#scorer?.free();
    this.#scorer = undefined;
  }

  #opened(): Scoring.Scorer {
    if (!this.#scorer) throw failure("closed", "this scorer was closed: open the files again.");
    return this.#scorer;
  }
}

type Step = (bytes: number, rows: number, total: number | undefined, since: number) => void;

/** Reads one file. */
async function read(source: Source, into: Scoring.Scorer, imports: Imports, mapping: string | undefined, step: Step, signal?: AbortSignal): Promise<void> {
  const since = performance.now();
  let [bytes, rows, told] = [0, 0, 0];
  try {
    const { pieces, total } = await opened(source, signal);
    async function* counted(): Pieces {
      for await (const piece of pieces) {
        signal?.throwIfAborted();
        bytes += piece.length;
        yield piece;
      }
    }
    for await (const piece of plain(counted())) {
      rows = into.push(piece);
      await imports.layOut(into, false, mapping);
      if (performance.now() - told > PROGRESS_EVERY_MS) {
        told = performance.now();
        step(bytes, rows, total, since);
      }
    }
    if (typeof (await imports.layOut(into, true, mapping)) === "string") {
      throw new Unread({ name: source.name, reason: "unlike", why: "it says what happened, not what people answered: a report shows it beside answers." });
    }
  } catch (problem) {
    signal?.throwIfAborted();
    if (hasStopped(problem)) throw new Unread({ name: source.name, reason: "stopped" });
    throw unread(source, problem);
  }
  into.finishFile(source.name);
  step(bytes, rows, bytes, since);
}

/** A path on Node's disk as what can be read. */
export async function onDisk(path: string | URL): Promise<Blob> {
  const disk = "node:fs";
  const { openAsBlob } = await import(disk);
  return openAsBlob(path);
}

export { inNode };
