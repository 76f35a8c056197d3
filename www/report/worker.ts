// Reads and scores beside the page: fetches files, streams their bytes into the scorer, hands reports back.

import type * as Reporting from "../../target/wasm/reporter.en/madeleine_reporter.js";
import { type Pieces, plain } from "../scorer/bytes";
import { hasStopped, Imports, start } from "../scorer/modules";
import { opened as open, Unread, unread } from "../scorer/sources";
import { type Answer, type Ask, beginningOf, type Failure, type Fetched, FIRST, type Look, type Made, reporterIn, type Source, type Work } from "./protocol";
import type { ReportRequest } from "./report-types";

interface Place {
  /** How it begins. */
  name: string;
  postMessage(answer: Answer): void;
  onmessage: ((event: MessageEvent<Ask | Fetched>) => void) | null;
}
const place = self as unknown as Place;
// Messages reach it when its script has been gone through.
setTimeout(() => place.postMessage({ begun: true }));
const { language, opening, fetches } = beginningOf(place.name);

/** A file that was read, with its bytes where it is to be read again. */
interface Opened extends Source {
  bytes?: Uint8Array;
}

/** So much of the beginning of a file says what its columns may be. */
const FIRST_BYTES = 1 << 20;

/** How often modules have taken the place of others. */
let turn = 0;

/** Takes the module that the page fetches. */
let give: (bytes?: ArrayBuffer) => void = () => {};

/** What every report needs comes from the page at first, where that is better, and is fetched here after that; what knows the exports of other tools is only fetched with the first of them. */
function begin() {
  const given = turn || fetches ? undefined : new Promise<ArrayBuffer | undefined>((done) => (give = done));
  const reporting = start<typeof Reporting>(reporterIn(language), turn, given);
  // Who asks for it hears of it.
  reporting.catch(() => {});
  return { reporting, imports: new Imports(turn) };
}
let started = begin();

/** All that has been read. */
let reading: Reporting.Reading | undefined;
/** Makes reports of what has been read up to now. */
let reporter: Reporting.Reporter | undefined;
let opened: Opened[] = [];
let seconds = 0;
/** Whether the bytes that lie at addresses are kept, to be compared the next time. */
let kept = false;
/** By touchpoint, and all of them, where nothing is said. */
let look: Look = { only: [], against: [] };
/** Whether what has been counted is kept: files whose ids come in no order ask for that, and only what lies here is read twice for it. */
let keeps = false;

const PROGRESS_EVERY_MS = 60;
/** So often a report is made of what has been read so far, and no more than a tenth of the time is spent on it. */
const GROWN_EVERY_MS = 1_000;
/** The report that waits for what is being read. */
let growing: Partial<ReportRequest> | undefined;

/** Whether nothing more is to be read of what has been asked for. */
let cancelled = false;

/** What was asked of the network before anybody could read it: the first file, while the modules are on their way. */
const ahead = new WeakMap<Source, ReturnType<typeof open>>();

/** The bytes of a source, on their way already or not. */
function coming(source: Source): ReturnType<typeof open> {
  const asked = ahead.get(source);
  ahead.delete(source);
  return asked ?? open(source);
}

/** Files from disk of up to so many bytes are kept, so that what people wrote can be shown; of larger ones responses are counted as they pass. */
const KEPT_BYTES = 3e7;

function timed<T>(work: () => T): T {
  const since = performance.now();
  try {
    return work();
  } finally {
    seconds += (performance.now() - since) / 1000;
  }
}

async function fresh(): Promise<Reporting.Reading> {
  const { Reading } = await started.reporting;
  const fresh = new Reading(look.by, keeps);
  fresh.lookAt(look.by, look.only, look.against);
  return fresh;
}

/** What was read has become more: a report of it is another one. */
function outdate(): void {
  reporter?.free();
  reporter = undefined;
}

/** A report of what has been read, or what is seen first of it, begun at that time. */
function made(what: "head" | "report", maker: Reporting.Reporter, of: Reporting.Reading, request: Partial<ReportRequest>, since: number): Made {
  const report = maker[what]({ ...request, breakdowns: of.breakdowns() });
  const tables = opened.filter(({ name }) => foreign.has(name)).map(({ name }) => name);
  return { report, seconds: seconds + (performance.now() - since) / 1000, files: opened.filter(isThere).length, tables };
}

/** What files of operations say, each behind its name, beside what has been read. */
const happened = new WeakMap<Reporting.Reading, [name: string, told: string][]>();

/** A reporter of what has been read. */
function reporterWith({ Reporter }: typeof Reporting, of: Reporting.Reading): Reporting.Reporter {
  const maker = new Reporter(of);
  for (const [name, told] of happened.get(of) ?? []) maker.happen(name, told);
  return maker;
}

async function reported(): Promise<Reporting.Reporter> {
  const module = await started.reporting;
  return (reporter ??= reporterWith(module, await current()));
}

/** The same, once it knows what people wrote, too. */
async function informed(): Promise<Reporting.Reporter> {
  const maker = await reported();
  if (hearer !== maker) maker.hear(await current());
  return (hearer = maker);
}
let hearer: Reporting.Reporter | undefined;

const current = async () => (reading ??= await fresh());

/** The files whose columns aren't called as ours. */
const foreign = new Set<string>();

/** Streams one source into what has been read. */
async function read(id: number, into: Reporting.Reading, source: Source): Promise<void> {
  const { name, mapping } = source;
  into.mapped = mapping !== undefined;
  foreign.delete(name);
  const layOut = async (ended: boolean) => {
    const laidOut = await started.imports.layOut(into, ended, mapping);
    if (laidOut === true) foreign.add(name);
    return laidOut;
  };
  const { pieces, total } = await coming(source);
  const since = performance.now();
  let [bytes, rows, told, grown] = [0, 0, since, since + GROWN_EVERY_MS];
  async function* counted(): Pieces {
    for await (const piece of pieces) {
      bytes += piece.length;
      yield piece;
    }
  }
  try {
    for await (const piece of plain(counted())) {
      rows = timed(() => into.push(piece));
      await layOut(false);
      if (cancelled) throw new Unread({ name, reason: "cancelled" });
      const now = performance.now();
      if (now - told > PROGRESS_EVERY_MS) {
        told = now;
        const secondsLeft = total && (Math.max(0, total - bytes) / bytes) * ((now - since) / 1000);
        place.postMessage({ id, progress: { name, bytes, total, rows, secondsLeft } });
      }
      // Only what is counted as it passes has been counted by now.
      if (growing && !keeps && now > grown) {
        const maker = reporterWith(await started.reporting, into);
        place.postMessage({ id, made: made("report", maker, into, growing, now) });
        maker.free();
        grown = performance.now() + Math.max(GROWN_EVERY_MS, 10 * (performance.now() - now));
      }
    }
    const said = await layOut(true);
    if (typeof said === "string") {
      // It holds no answers.
      into.dropFile();
      happened.set(into, [...(happened.get(into) ?? []), [name, said]]);
    } else timed(() => into.finishFile(name));
  } catch (problem) {
    if (hasStopped(problem) || isOutOfOrder(problem)) throw problem;
    into.dropFile();
    const why = unlike(name, problem);
    if (why) throw new Unread(why);
    throw unread(source, problem);
  }
  outdate();
  place.postMessage({ id, progress: { name, bytes, total: bytes, rows } });
}

/** How scores are called. */
async function names(language: string): Promise<Record<string, string>> {
  const each = (await started.reporting).scoreNames(language);
  return Object.fromEntries(each.flatMap((id, at) => (at % 2 ? [] : [[id, each[at + 1]!]])));
}

const named = (name: string) => {
  const file = opened.find((one) => one.name === name);
  if (!file) throw new Error(`${name} isn’t open.`);
  return file;
};

/** What our own modules say of a file or a mapping, in words of theirs. */
const unlike = (name: string, problem: unknown): Failure | undefined =>
  problem instanceof Error && ["bad_mapping", "not_csv"].includes(codeOf(problem)!) ? { name, reason: "unlike", why: problem.message } : undefined;

const failureOf = (problem: unknown): Failure => {
  if (problem instanceof Unread) return problem.failure;
  throw problem;
};

/** All bytes of a source at once. */
async function whole(source: Source): Promise<Uint8Array> {
  const { pieces } = await coming(source);
  const kept: BlobPart[] = [];
  try {
    for await (const piece of pieces) kept.push(piece.slice() as BlobPart);
    return new Uint8Array(await new Blob(kept).arrayBuffer());
  } catch (problem) {
    throw unread(source, problem);
  }
}

const codeOf = (problem: unknown) => (problem as { code?: string }).code;

/** Whether responses would have to be kept: one that was counted may come once more. */
const isOutOfOrder = (problem: unknown) => codeOf(problem) === "out_of_order";

/** Whether a file counts: what lies at an address and is looked at again may not have come yet. */
const isThere = ({ from, bytes }: Opened) => Boolean(bytes) || typeof from !== "string" || !kept;

/** A file as it is read once more: from what is kept of it. */
const again = ({ name, from, bytes, mapping }: Opened): Source => ({ name, from: bytes ? new Blob([bytes as BlobPart]) : from, mapping });

/** Reads everything that was read so far once more. */
async function readAnew(id: number): Promise<void> {
  const next = await fresh();
  seconds = 0;
  try {
    for (const file of opened) {
      if (isThere(file)) await read(id, next, again(file));
    }
  } catch (problem) {
    if (keeps || !isOutOfOrder(problem)) throw problem;
    next.free();
    return readOtherwise(id);
  }
  reading = next;
  outdate();
}

/** The same, and from now on what is counted is kept where it wasn't, or isn't where it was. */
async function readOtherwise(id: number): Promise<void> {
  keeps = !keeps;
  reading = undefined;
  await readAnew(id);
}

/** Reads a source after what was read so far; that is read once more where it has to be kept. */
async function readNext(id: number, source: Source): Promise<void> {
  try {
    await read(id, await current(), source);
  } catch (problem) {
    if (keeps || !isOutOfOrder(problem)) throw problem;
    // What is to be read again is what was read before.
    await readOtherwise(id);
    await read(id, await current(), source);
  }
}

/** Another module takes the place of one that has stopped. */
async function replace(id: number): Promise<void> {
  turn++;
  started = begin();
  reading = reporter = undefined;
  await readAnew(id);
}

/** A report of all that was read, or what is seen first of it. */
async function madeOfAll(what: "head" | "report", request: Partial<ReportRequest>): Promise<Made> {
  growing = undefined;
  const of = await current();
  await started.reporting;
  const since = performance.now();
  return made(what, await reported(), of, request, since);
}

const hash = async (text: string) => new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));

const same = (a: Uint8Array, b: Uint8Array | undefined) => b?.length === a.length && a.every((byte, at) => byte === b[at]);

const works: { [Kind in keyof Work]: (id: number, ask: Work[Kind]["ask"]) => Promise<Work[Kind]["answer"]> } = {
  async open(id, { sources, keep, by: wanted }) {
    kept ||= keep;
    look.by ??= wanted;
    // What lies at addresses is kept: it would have to be fetched twice otherwise.
    const light = opened.concat(sources).reduce((left, { from }) => left - ((from as Blob).size ?? -Infinity), KEPT_BYTES) >= 0;
    // One that has read nothing yet may turn into one that keeps what it reads.
    if (!opened.length) reading = undefined;
    if (!reading) keeps ||= light;
    else if (keeps && !light) await readOtherwise(id);
    const failures: Failure[] = [];
    for (const source of sources) {
      const file: Opened = { ...source };
      try {
        if (cancelled) throw new Unread({ name: source.name, reason: "cancelled" });
        if (keep && typeof source.from === "string") {
          opened.push(file);
          const bytes = await whole(source);
          try {
            await readNext(id, again({ ...source, bytes }));
          } finally {
            file.bytes = bytes;
          }
        } else {
          await readNext(id, source);
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
      const before = reading;
      await readAnew(id);
      before?.free();
    }
    return { changed, failures };
  },

  async look(id, wanted) {
    if (JSON.stringify(wanted) === JSON.stringify(look)) return [];
    const [before, last] = [reading, look];
    look = wanted;
    try {
      (await current()).lookAt(look.by, look.only, look.against);
      outdate();
    } catch (problem) {
      try {
        if (codeOf(problem) !== "not_kept") throw problem;
        // What was counted as it passed passes once more.
        await readAnew(id);
        before?.free();
      } catch (problem) {
        look = last;
        return [failureOf(problem)];
      }
    }
    return [];
  },

  head: (_, request) => madeOfAll("head", request),

  report: (_, request) => madeOfAll("report", request),

  // What it was meant for has ended by now.
  async cancel() {
    cancelled = false;
  },

  async columns(_, { name, language }) {
    const first = new Uint8Array(FIRST_BYTES);
    let filled = 0;
    try {
      const { pieces } = await coming(again(named(name)));
      for await (const piece of plain(pieces)) {
        first.set(piece.subarray(0, FIRST_BYTES - filled), filled);
        filled = Math.min(filled + piece.length, FIRST_BYTES);
        if (filled === FIRST_BYTES) break;
      }
      return { proposal: await started.imports.propose(first.subarray(0, filled), filled < FIRST_BYTES), mapping: named(name).mapping, names: await names(language) };
    } catch (problem) {
      if (hasStopped(problem)) throw problem;
      return { failure: unlike(name, problem) ?? unread(named(name), problem).failure };
    }
  },

  async map(id, { name, mapping }) {
    const file = named(name);
    const before = file.mapping;
    file.mapping = mapping;
    const read = reading;
    try {
      await started.imports.check(mapping);
      await readAnew(id);
      read?.free();
      return [];
    } catch (problem) {
      if (hasStopped(problem)) throw problem;
      file.mapping = before;
      return [unlike(name, problem) ?? failureOf(problem)];
    }
  },

  async foot(_, request) {
    return (await informed()).foot(request);
  },

  async quotes(_, request) {
    return (await informed()).quotes(request);
  },

  async csv(_, request) {
    return (await informed()).csv(request);
  },

  async file(_, { request, style }) {
    const maker = await informed();
    const [styled, counted] = await Promise.all([hash(style), hash(maker.tallies())]);
    const data = [...counted.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return maker.file(request, style, `sha256-${btoa(String.fromCharCode(...styled))}`, data);
  },
};

// One after the other: a refresh must not overtake a file that is being read.
let last: Promise<void> = Promise.resolve();
function take({ id, kind, ask }: Ask): void {
  // What is being read hears of it at once.
  if (kind === "cancel") cancelled = true;
  if (kind === "head" || kind === "report") growing = ask;
  // Only one: who holds all connections of a server waits for a module that gets none.
  const [first] = kind === "open" ? ask.sources : [];
  if (typeof first?.from === "string") {
    const asked = open(first);
    // Who reads it hears of it.
    asked.catch(() => {});
    ahead.set(first, asked);
  }
  last = last.then(async () => {
    try {
      const work = works[kind] as (id: number, ask: unknown) => Promise<Work[keyof Work]["answer"]>;
      place.postMessage({ id, answer: await work(id, ask) });
    } catch (problem) {
      if (hasStopped(problem)) await replace(id).catch(() => {});
      place.postMessage({ id, error: problem instanceof Error ? problem.message : String(problem) });
    }
  });
}
place.onmessage = ({ data }) => ("kind" in data ? take(data) : give(data.bytes));
if (opening) take({ id: FIRST, kind: "open", ask: opening });
