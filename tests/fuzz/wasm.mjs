// What WebAssembly makes of a file: the very modules that ship in dist/, by their own glue, in this process. Tally files, which no page
// reads, go through the twin of the test vectors.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { slimmed, renamed } from "../../.ci/shrink.mjs";
import { at, Mend } from "../../.ci/tools.mjs";
import { twin } from "../vectors/run.mjs";

const PARTS = "dist";
const NOW = "2026-11-21T10:02:33Z";
const STEPS = 120;
const WRITTEN = "words";
/** So much of a table stands in a verdict, as in madeleine_fuzz::sheets. */
const TOLD = 4096;

/** The folder of dist/ in which the modules are: it is named after what is in it. */
function parts() {
  const { folder } = JSON.parse(readFileSync(at(PARTS, "manifest.json"), "utf8"));
  return at(PARTS, folder);
}

/** Starts a module of its own from glue; `turn` tells instances apart. Gives what it exports, and its memory. */
async function started(glue, module, turn) {
  const { initSync, ...exports } = await import(`${pathToFileURL(glue).href}?${turn}`);
  const inner = initSync(new WebAssembly.Module(readFileSync(module)));
  const memory = Object.values(inner).find((value) => value instanceof WebAssembly.Memory);
  return { ...exports, memory };
}

const ours = (name, turn) => started(join(parts(), `madeleine-${name}.js`), join(parts(), `madeleine-${name}.wasm`), turn);

/** What the report page loads, as one: reads files as its worker does. */
export async function scorer(turn = 0) {
  const [{ Reading, Reporter, memory }, { Scorer }, { layout }, { explain }] = await Promise.all(["reporter.en", "scorer", "imports", "checker"].map((name) => ours(name, turn)));
  /** What has read these pieces of one file. */
  const into = (reading, pieces, mapping, name) => {
    reading.mapped = mapping !== undefined;
    const layOut = (ended) => {
      const sample = reading.sample(ended);
      if (sample) reading.layOut(layout(sample, mapping));
    };
    for (const piece of pieces) {
      reading.push(piece);
      layOut(false);
    }
    layOut(true);
    reading.finishFile(name);
    return reading;
  };
  const read = (pieces, mapping, name = "f") => into(new Reading(undefined, true), pieces, mapping, name);
  /** The same for programs. */
  const score = (pieces, mapping, name = "f") => into(new Scorer(), pieces, mapping, name);
  /** What a reporter makes of what was read. */
  const report = (reading, make) => {
    const reporter = new Reporter(reading);
    reporter.hear(reading);
    const made = make(reporter);
    reporter.free();
    return made;
  };
  return { read, score, report, explain, memory };
}

/** The widget's glue is part of a bundle in dist/: the same glue alone, with the same short names. */
async function widgetGlue() {
  const made = at("target", "wasm", "widget");
  const text = renamed(slimmed(readFileSync(join(made, "madeleine_widget.js"), "utf8")), join(made, "madeleine-widget.names.json"), "madeleine_widget", "madeleine-widget.wasm");
  const { transform } = await import("esbuild");
  const { code } = await transform(text, { loader: "ts", define: { MODULE: '""' } });
  const folder = at("build", "fuzz");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "widget.mjs");
  writeFileSync(path, code);
  return path;
}

/** As it reads when it was written as JSON: the way that the native side's verdict came. */
const plain = (value) => JSON.parse(JSON.stringify(value ?? null));

/** A page that notes what it is asked to draw and to keep. */
class Page {
  seen = [];
  waiting;

  ask(...args) { this.drawn = args; this.seen.push("asked"); }
  thank() { this.seen.push("thanks"); }
  context(name) { return name; }
  now() { return NOW; }
  clock() { return 1000; }
  id() { return "fuzz"; }
  later() { this.waiting = true; }
  put(_id, _seq, body) { this.seen.push(body); this.put_ = true; }
  tell() {}
}

/** Goes through a survey as madeleine_fuzz::definition does. */
function asked(Sitting, text) {
  const page = new Page();
  const sitting = Sitting.open(text, 1, "phone", 12345, page);
  if (!sitting) return null;
  const drawn = () => {
    if (page.seen.at(-1) !== "asked") return;
    const labels = Array.from({ length: page.drawn[3] }, (_, place) => sitting.label(place));
    page.seen[page.seen.length - 1] = [...page.drawn, labels];
  };
  sitting.speak("{}", "en", false);
  sitting.show();
  drawn();
  for (let step = 0; step < STEPS && page.seen.at(-1) !== "thanks" && !page.closed; step++) {
    const before = page.seen.length;
    for (const say of [() => sitting.answer(1, WRITTEN), () => sitting.skip(), () => { page.closed = true; sitting.close(); }]) {
      if (page.seen.length === before && !page.closed) say();
    }
    if (page.put_) {
      page.put_ = false;
      sitting.saved(true);
      sitting.tick();
      drawn();
    }
  }
  const { seen } = page;
  sitting.free();
  return seen;
}

/** A reader of everything in WebAssembly: `verdict(format, bytes)`, and the largest memory that a module has. */
export async function wasm(turn = 0) {
  const folder = parts();
  const { read, report, explain, memory } = await scorer(turn);
  const { Sitting } = await started(await widgetGlue(), join(folder, "madeleine-widget.wasm"), turn);
  const tallies = twin();
  const text = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

  /** Reads responses; `took` is told the seconds. */
  const responses = (bytes, took) => {
    const start = performance.now();
    const reading = read([bytes]);
    took?.((performance.now() - start) / 1000);
    const verdict = report(reading, (reporter) => plain({ report: reporter.report({}), foot: reporter.foot({}), csv: reporter.csv({}) }));
    reading.free();
    return verdict;
  };
  /** Tables that aren't text. A module that a damaged file has stopped is made anew, as in a page, and the file can't be read. */
  let sheets;
  let turns = 0;
  const table = async (bytes, took) => {
    sheets ??= await ours("sheets", `${turn}-${turns++}`);
    const pieces = [];
    let readable = true;
    const start = performance.now();
    try {
      sheets.csv(bytes, (piece) => pieces.push(piece));
    } catch (error) {
      readable = false;
      if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) sheets = undefined;
    }
    took?.((performance.now() - start) / 1000);
    const whole = Buffer.concat(pieces);
    return plain({ readable, bytes: whole.length, text: text(whole.subarray(0, TOLD)) });
  };
  const verdicts = {
    parquet: table,
    workbook: table,
    ndjson: responses,
    csv: responses,
    definition: (bytes, took) => {
      const start = performance.now();
      const definition = text(bytes);
      const explained = explain(definition) ?? null;
      Sitting.open(definition, 1, "phone", 12345, new Page())?.free();
      // Reading it, as natively: how long a survey of a dozen questions is gone through says nothing of damage.
      took?.((performance.now() - start) / 1000);
      return plain({ explained, asked: asked(Sitting, definition) });
    },
    tally: (bytes, took) => {
      const question = JSON.stringify({ op: "tally_file", input: { text: text(bytes) } });
      const start = performance.now();
      const answer = tallies(question);
      took?.((performance.now() - start) / 1000);
      return plain(JSON.parse(answer));
    },
  };
  return {
    memory: () => memory.buffer.byteLength,
    async verdict(format, bytes, took) {
      try {
        return await verdicts[format](bytes, took);
      } catch (error) {
        if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
        throw new Mend(`WebAssembly trapped on a file of ${bytes.length} bytes (${format}): ${error.message}`);
      }
    },
  };
}
