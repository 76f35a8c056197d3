// Reads and scores beside the page: fetches files, streams their bytes into the scorer, hands reports back.

import type * as Reporting from "../../target/wasm/reporter/madeleine_reporter.js";
import type * as Scoring from "../../target/wasm/scorer/madeleine_scorer.js";
import { type Pieces, plain } from "../scorer/bytes";
import { hasStopped, Imports, scorerHere, start } from "../scorer/modules";
import { opened as open, Unread, unread } from "../scorer/sources";
import type { Answer, Ask, Failure, Source, Work } from "./protocol";

interface Place {
  postMessage(answer: Answer): void;
  onmessage: ((event: MessageEvent<Ask>) => void) | null;
}
const place = self as unknown as Place;

/** A file that was read, with its bytes where it is to be read again. */
interface Opened extends Source {
  bytes?: Uint8Array;
}

/** How often modules have taken the place of others. */
let turn = 0;

/** What every report needs is fetched at once; what knows the exports of other tools only with the first of them. */
function begin() {
  const modules = { scoring: start<typeof Scoring>(scorerHere(), turn), reporting: start<typeof Reporting>("reporter", turn), imports: new Imports(turn) };
  // Who asks for it hears of it.
  modules.reporting.catch(() => {});
  return modules;
}
let started = begin();

let scorer: Scoring.Scorer | undefined;
/** Makes reports of what has been read up to now. */
let reporter: Reporting.Reporter | undefined;
let opened: Opened[] = [];
let seconds = 0;
/** Whether the bytes that lie at addresses are kept, to be compared the next time. */
let kept = false;
let by: string | undefined;

const PROGRESS_EVERY_MS = 60;

function timed<T>(work: () => T): T {
  const since = performance.now();
  try {
    return work();
  } finally {
    seconds += (performance.now() - since) / 1000;
  }
}

async function fresh(): Promise<Scoring.Scorer> {
  const { Scorer } = await started.scoring;
  return new Scorer(by);
}

/** What was read has become more: a report of it is another one. */
function outdate(): void {
  reporter?.free();
  reporter = undefined;
}

async function reported(): Promise<Reporting.Reporter> {
  const { Reporter } = await started.reporting;
  return (reporter ??= new Reporter((await current()).gathered()));
}

const current = async () => (scorer ??= await fresh());

/** Streams one source into the scorer. */
async function read(id: number, into: Scoring.Scorer, source: Source): Promise<void> {
  const { name } = source;
  const { pieces, total } = await open(source);
  let [bytes, rows, told] = [0, 0, 0];
  async function* counted(): Pieces {
    for await (const piece of pieces) {
      bytes += piece.length;
      yield piece;
    }
  }
  try {
    for await (const piece of plain(counted())) {
      rows = timed(() => into.push(piece));
      await started.imports.layOut(into, false);
      if (performance.now() - told > PROGRESS_EVERY_MS) {
        told = performance.now();
        place.postMessage({ id, progress: { name, bytes, total, rows } });
      }
    }
    await started.imports.layOut(into, true);
  } catch (problem) {
    if (hasStopped(problem)) throw problem;
    into.dropFile();
    throw unread(source, problem);
  }
  timed(() => into.finishFile(name));
  outdate();
  place.postMessage({ id, progress: { name, bytes, total: bytes, rows } });
}

const failureOf = (problem: unknown): Failure => {
  if (problem instanceof Unread) return problem.failure;
  throw problem;
};

/** All bytes of a source at once. */
async function whole(source: Source): Promise<Uint8Array> {
  const { pieces } = await open(source);
  const kept: BlobPart[] = [];
  try {
    for await (const piece of pieces) kept.push(piece.slice() as BlobPart);
    return new Uint8Array(await new Blob(kept).arrayBuffer());
  } catch (problem) {
    throw unread(source, problem);
  }
}

/** Reads everything that was read so far into a scorer of its own. */
async function readAnew(id: number): Promise<void> {
  const next = await fresh();
  seconds = 0;
  for (const { name, from, bytes } of opened) {
    if (bytes || typeof from !== "string" || !kept) await read(id, next, { name, from: bytes ? new Blob([bytes as BlobPart]) : from });
  }
  scorer = next;
  outdate();
}

/** Other modules take the place of one that has stopped. */
async function replace(id: number): Promise<void> {
  turn++;
  started = begin();
  scorer = reporter = undefined;
  await readAnew(id);
}

const same = (a: Uint8Array, b: Uint8Array | undefined) => b?.length === a.length && a.every((byte, at) => byte === b[at]);

const works: { [Kind in keyof Work]: (id: number, ask: Work[Kind]["ask"]) => Promise<Work[Kind]["answer"]> } = {
  async open(id, { sources, keep, by: wanted }) {
    kept ||= keep;
    by ??= wanted;
    const failures: Failure[] = [];
    for (const source of sources) {
      const into = await current();
      const file: Opened = { ...source };
      try {
        if (keep && typeof source.from === "string") {
          opened.push(file);
          file.bytes = await whole(source);
          await read(id, into, { name: source.name, from: new Blob([file.bytes as BlobPart]) });
        } else {
          await read(id, into, source);
          opened.push(file);
        }
      } catch (problem) {
        if (hasStopped(problem)) {
          // The others are read again, this one isn't.
          opened = opened.filter((one) => one !== file);
          await replace(id);
        }
        failures.push(hasStopped(problem) ? { name: source.name, reason: "stopped" } : failureOf(problem));
      }
    }
    return failures;
  },

  async refresh(id) {
    const failures: Failure[] = [];
    let changed = false;
    for (const file of opened) {
      if (typeof file.from !== "string") continue;
      try {
        const bytes = await whole(file);
        if (same(bytes, file.bytes)) continue;
        file.bytes = bytes;
        changed = true;
      } catch (problem) {
        failures.push(failureOf(problem));
      }
    }
    if (changed) {
      const before = scorer;
      await readAnew(id);
      before?.free();
    }
    return { changed, failures };
  },

  async report(_, request) {
    await current();
    await started.reporting;
    const since = performance.now();
    const report = (await reported()).report(request);
    return { report, seconds: seconds + (performance.now() - since) / 1000, files: opened.filter(({ from, bytes }) => bytes || typeof from !== "string" || !kept).length };
  },

  async csv(_, request) {
    return (await reported()).csv(request);
  },
};

// One after the other: a refresh must not overtake a file that is being read.
let last: Promise<void> = Promise.resolve();
place.onmessage = ({ data: { id, kind, ask } }) => {
  last = last.then(async () => {
    try {
      const work = works[kind] as (id: number, ask: unknown) => Promise<Work[keyof Work]["answer"]>;
      place.postMessage({ id, answer: await work(id, ask) });
    } catch (problem) {
      if (hasStopped(problem)) await replace(id).catch(() => {});
      place.postMessage({ id, error: problem instanceof Error ? problem.message : String(problem) });
    }
  });
};
