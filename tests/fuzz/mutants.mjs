// Damaged files by the thousand, natively and in WebAssembly: the same verdict of each, in a time and a memory that a damaged file may
// take: ten times the time of a file without a fault of its size, four times its bytes. One seed, so every run has the same files.
// A workbook and a Parquet file are packed, and nobody knows from their bytes what they hold: four times the memory of the file without
// a fault.
// By itself a thousand of each format that comes as a file of answers or counts.

import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { at, duration, environment, main, Mend, run, seconds } from "../../.ci/tools.mjs";
import { alike, difference } from "./replay.mjs";
import { wasm } from "./wasm.mjs";

const SIZE = 64 * 1024;
const SEED = 52;
const TIMES_CLEAN = 10;
const TIMES_BYTES = 4;
/** What the shortest file may take as well: a table of forty columns and what is known of each. Told with every figure. */
const FLOOR_BYTES = 80 * 1024;
const FLOOR_SECONDS = 0.001;
const PACKED = ["workbook", "parquet"];
const SHOWN = 5;
/** A slow turn may be another program's doing: it is taken again, so often at most, and from the fifth on that is given time to end. */
const TURNS = 12;
const PATIENT = 4;
const PAUSE_MS = 50;

/** Lines and bytes by turns, as madeleine-fuzz tells its files. */
class Pieces {
  #chunks;
  #rest = Buffer.alloc(0);

  constructor(stream) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async #more() {
    const { value, done } = await this.#chunks.next();
    if (!done) this.#rest = Buffer.concat([this.#rest, value]);
    return !done;
  }

  async line() {
    let from = 0;
    for (;;) {
      const end = this.#rest.indexOf(10, from);
      if (end >= 0) return this.#take(end + 1).toString();
      from = this.#rest.length;
      if (!(await this.#more())) return undefined;
    }
  }

  async bytes(length) {
    while (this.#rest.length < length && (await this.#more()));
    return Buffer.from(this.#take(length));
  }

  #take(length) {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }
}

/** What went over a bar, and by how much at most. */
class Bar {
  over = 0;
  worst = 0;

  note(value, most, over) {
    this.worst = Math.max(this.worst, value);
    if (over) this.over++;
    return over;
  }
}

async function oneFormat(format, count) {
  const since = performance.now();
  const child = spawn(at("target", "release", "madeleine-fuzz"), ["mutants", format, count, SIZE, SEED].map(String), { cwd: at(), env: environment({ RUST_BACKTRACE: "0" }), stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const pieces = new Pieces(child.stdout);
  const page = await wasm(`mutants-${format}`);
  const sum = { files: 0, disagreements: 0 };
  const bars = { time: new Bar(), memory: new Bar(), "time in WebAssembly": new Bar() };
  let clean;
  let shown = 0;
  let largest = 0;
  const tell = (what) => shown++ < SHOWN && console.log(`  FAIL ${format}, file ${sum.files}: ${what}`);
  for (let line; (line = await pieces.line()) !== undefined; ) {
    const { length, seconds: took, peak, verdict: native } = JSON.parse(line);
    const bytes = await pieces.bytes(length);
    const inPage = async () => {
      let least = Infinity;
      const verdict = await page.verdict(format, bytes, (time) => { least = time; });
      return { verdict, time: least };
    };
    let { verdict, time } = await inPage();
    if (!clean) {
      const times = [];
      for (let turn = 0; turn < 31; turn++) times.push((await inPage()).time);
      times.sort((a, b) => a - b);
      clean = { length, took, time: times[15], peak };
      if (!alike(native, verdict)) tell("the file without a fault is read otherwise in WebAssembly");
      continue;
    }
    sum.files++;
    largest = Math.max(largest, length);
    if (!alike(native, verdict)) {
      sum.disagreements++;
      tell(`read otherwise\n  ${difference(native, verdict)}`);
    }
    const share = length / clean.length;
    const slow = (value, usual) => value > FLOOR_SECONDS && value > TIMES_CLEAN * usual * share;
    for (let turn = 1; turn < TURNS && slow(time, clean.time); turn++) {
      if (turn > PATIENT) await sleep(PAUSE_MS);
      time = Math.min(time, (await inPage()).time);
    }
    const ratio = (value, usual) => (value > FLOOR_SECONDS ? value / (usual * share) : 0);
    if (bars.time.note(ratio(took, clean.took), TIMES_CLEAN, slow(took, clean.took))) tell(`${(took * 1000).toFixed(1)} ms for ${length} bytes`);
    if (bars["time in WebAssembly"].note(ratio(time, clean.time), TIMES_CLEAN, slow(time, clean.time))) tell(`${(time * 1000).toFixed(1)} ms in WebAssembly for ${length} bytes`);
    const [floor, measure] = PACKED.includes(format) ? [0, clean.peak] : [FLOOR_BYTES, length];
    if (bars.memory.note(Math.max(0, peak - floor) / Math.max(1, measure), TIMES_BYTES, peak > floor + TIMES_BYTES * measure)) tell(`${peak} bytes of memory for ${length} bytes`);
  }
  const code = await ended;
  console.log(`${format}: ${sum.files} damaged files of up to ${largest} bytes in ${duration(seconds(since))}${code ? `, ended with ${code}` : ""}`);
  console.log(`  ${sum.disagreements} disagreements between this machine's code and WebAssembly`);
  console.log(`  clean: ${clean.length} bytes, ${(clean.took * 1000).toFixed(2)} ms and ${clean.peak} bytes natively, ${(clean.time * 1000).toFixed(2)} ms in WebAssembly`);
  for (const [name, { over, worst }] of Object.entries(bars)) {
    console.log(`  ${name}: ${over} over the bar, at worst ${worst.toFixed(2)} times ${name === "memory" ? (PACKED.includes(format) ? "the memory of the file without a fault" : `the file's bytes beyond ${FLOOR_BYTES / 1024} KiB`) : `the clean file's of its size (beyond ${FLOOR_SECONDS * 1000} ms)`}`);
  }
  if (format !== "tally") console.log(`  WebAssembly's memory, which never shrinks, reports and all: ${page.memory()} bytes after ${sum.files} files`);
  return sum.disagreements + Object.values(bars).reduce((total, { over }) => total + over, 0) + Number(Boolean(code) || sum.files !== count);
}

/** So many damaged files of each format; how many things don't hold. */
export async function mutants(formats, count) {
  await run("cargo", ["build", "--quiet", "--release", "--package", "madeleine-fuzz", "--target-dir", at("target")]);
  let bad = 0;
  for (const format of formats) bad += await oneFormat(format, count);
  return bad;
}

await main(import.meta, async () => {
  const bad = await mutants(["ndjson", "csv", "tally"], 1_000);
  if (bad) throw new Mend(`${bad} damaged files aren't read as they should be.`);
});
