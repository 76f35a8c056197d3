// The vectors, natively, through the command and in WebAssembly: all must agree with what is expected, and with each other to the byte.
//   --answer     answers the questions on standard input in WebAssembly, a line each: the twin of the binary "vectors"

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { at, environment, installed, main, Mend, readJson, wasmBindgen, wasmCargo, WASM_TARGET, write } from "../../.ci/tools.mjs";

const TARGET_DIR = process.env.CARGO_TARGET_DIR || at("target");
/** Numbers don't hang on the profile; the command is the one that ships. */
const OF = ["--quiet", "--package"];
const RELEASE = ["--release", ...OF];
const SHOWN = 160;
const DATA_SETS = 1_000;
const MOVED = 10;

function outputOf(command, args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: at(), env: environment(), encoding: "utf8", input, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Mend(`${[command, ...args].join(" ")} failed:\n${error?.message ?? stderr}`);
  return stdout;
}

/** Runs the lines in this machine's own code. */
const natively = (lines) => outputOf("cargo", ["run", ...OF, "madeleine-vectors"], lines);

/** Asks the command that an owner has. */
const byTheCommand = (lines) => outputOf("cargo", ["run", ...RELEASE, "madeleine-cli", "--", "vectors"], lines);

/** The twin in WebAssembly, in this very process: a function from lines to lines. */
export function twin() {
  const program = installed(wasmBindgen());
  if (!program) throw new Mend(`wasm-bindgen ${wasmBindgen().version} isn't here. Run: npm run setup`);
  const [cargo, ...toolchain] = wasmCargo();
  outputOf(cargo, [...toolchain, "build", ...OF, "madeleine-vectors", "--lib", "--target", WASM_TARGET, "--target-dir", TARGET_DIR]);
  const glue = join(TARGET_DIR, "wasm", "vectors");
  outputOf(program, ["--target", "nodejs", "--out-dir", glue, join(TARGET_DIR, WASM_TARGET, "debug", "madeleine_vectors.wasm")]);
  // What wasm-bindgen writes for Node is CommonJS, whatever the package around it says.
  write(join(glue, "package.json"), '{"type":"commonjs"}\n');
  return createRequire(import.meta.url)(join(glue, "madeleine_vectors.js")).answer_lines;
}

const inWebAssembly = (lines) => twin()(lines);

/** Whether `got` has all that is expected, numbers to within the tolerance. */
function agrees(expected, got, tol) {
  if (typeof expected === "number") {
    return typeof got === "number" && Math.abs(expected - got) <= tol * Math.max(1, Math.abs(expected), Math.abs(got));
  }
  if (expected === null || typeof expected !== "object") return expected === got;
  if (typeof got !== "object" || got === null || Array.isArray(expected) !== Array.isArray(got)) return false;
  if (Array.isArray(expected)) return expected.length === got.length && expected.every((value, i) => agrees(value, got[i], tol));
  return Object.entries(expected).every(([key, value]) => key in got && agrees(value, got[key], tol));
}

/** Compares the answers of one place with what is expected; returns how many failed. */
function check(place, vectors, answers) {
  const count = { passed: 0, failed: 0, unsupported: 0 };
  for (const [index, { id, input, expected, tol }] of vectors.entries()) {
    const got = JSON.parse(answers[index]);
    if (got?.unsupported) {
      count.unsupported += 1;
    } else if (agrees(expected, got, tol)) {
      count.passed += 1;
    } else {
      count.failed += 1;
      const [asked, wanted] = [input, expected].map((value) => JSON.stringify(value).slice(0, SHOWN));
      console.log(`FAIL ${place} ${id}: ${asked}\n  expected ${wanted}\n  got      ${answers[index].slice(0, SHOWN)}`);
    }
  }
  console.log(`${place}: ${count.passed} passed, ${count.failed} failed, ${count.unsupported} unsupported`);
  return count.failed;
}

/** Questions without expected answers, over wide ranges: enough to catch an exponential that rounds differently somewhere. */
function sweep() {
  const questions = [];
  const ask = (op, input) => questions.push({ id: `${op} ${JSON.stringify(input)}`, op, input });
  for (let step = 1; step < 200; step += 1) {
    const p = step / 200;
    ask("norm_ppf", { p: p ** 3 });
    ask("norm_sf", { x: 40 * p });
    for (const df of [1, 2.5, 29, 400.5, 5000]) {
      ask("t_ppf", { p: p ** 2, df });
      ask("t_sf2", { t: 12 * p, df });
    }
    const [pos, neg, n] = [(step * 7) % 60, (step * 11) % 40, 100 + step ** 2];
    for (const method of ["adj_wald", "wald", "bonett_price", "t_trinomial", "tango"]) ask("net_ci", { pos, neg, n, method, conf: 0.5 + p / 2.1 });
    ask("csat", { counts: [step % 3, step % 7, step % 11, step, 3 * step] });
    ask("nms", { pos_only: pos, neg_only: neg, both: step % 5, none: step });
  }
  return questions;
}

/** Numbers from 0 to 1 that look random and are the same in every run (mulberry32). */
function numbersOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The vectors with their numbers moved a little: no expected answers, but the same ones everywhere. */
function moved(vectors, times) {
  const random = numbersOf(327);
  const move = (value) => {
    if (Array.isArray(value)) return value.map(move);
    if (typeof value === "number") return Number.isInteger(value) ? value + Math.floor(3 * random()) : value * (0.95 + 0.1 * random());
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === "conf" ? inner : move(inner)]));
  };
  return Array.from({ length: times }, (_, time) => vectors.map(({ id, op, input }) => ({ id: `${id}, moved ${time}`, op, input: move(input) }))).flat();
}

/** Random responses over all instruments, as lines of a response file would be. */
function randomResponses(random, count) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const up = (most) => Math.floor(random() * (most + 1));
  const codes = { csat: [1, 5], ces: [1, 7], ces1: [1, 5], ease: [1, 5], ease7: [1, 7], csat10: [1, 10], nps: [0, 10], exp: [1, 5], loyalty: [1, 5] };
  for (const criterion of ["practical", "cognitive", "emotional", "relational", "sensory", "societal"]) codes[`barometer.${criterion}`] = [0, 10];
  for (const statement of ["example", "feedback", "freedom", "targets", "contact"]) codes[`orientation.${statement}`] = [1, 7];
  const options = {
    nms: ["nms.pos", "nms.neg", "nms.both", "nms.none"],
    fcr: ["fcr.yes", "fcr.no", "fcr.pending"],
    contacts: ["fcr.t1", "fcr.t2", "fcr.t3"],
    hassle: ["hassle.1", "hassle.2", "hassle.3"],
    willingness: ["freq4.never", "freq4.rarely", "freq4.often", "freq4.always"],
    "kano_with.gift": ["kano5.1", "kano5.2", "kano5.3"],
    "kano_without.gift": ["kano5.3", "kano5.4", "kano5.5"],
  };
  const lists = { why: ["reason.gap.i.wait", "reason.gap.d.channel", "reason.other"], emo: ["emo.joy", "emo.trust", "emo.anger", "emo.none"] };
  const moments = random() < 0.3 ? ["search", "basket", "end"] : [];
  return Array.from({ length: count }, (_, index) => {
    const answers = {};
    const some = random();
    for (const [item, [first, last]] of Object.entries(codes)) if (random() < some) answers[item] = first + up(last - first);
    for (const [item, keys] of Object.entries(options)) if (random() < some) answers[item] = pick(keys);
    for (const [item, keys] of Object.entries(lists)) if (random() < some) answers[item] = keys.filter(() => random() < 0.5);
    for (const moment of moments) if (random() < 0.8) answers[`moment.${moment}`] = 1 + up(4);
    if (random() < 0.1) answers.csat = -1;
    const day = String(1 + up(27)).padStart(2, "0");
    const journey = moments.length && random() < 0.5 ? { journey: pick(["a", "b"]) } : {};
    const time = { shown_at: `2026-11-${day}T10:0${up(9)}Z`, submitted_at: `2026-11-${day}T10:10Z` };
    return { v: 1, response_id: `r${index}`, seq: 1, survey: "s", touchpoint: pick(["checkout", "support", "delivery"]), device: pick(["phone", "desktop"]), ...time, ...journey, answers, shown: ["csat"] };
  });
}

/** Random data sets, each asked for as a whole and in parts: split at random, merged in random order. */
function splits(count) {
  const random = numbersOf(20_261_122);
  const shuffled = (list) => list.map((value) => [random(), value]).sort(([a], [b]) => a - b).map(([, value]) => value);
  return Array.from({ length: count }, (_, index) => {
    const responses = randomResponses(random, Math.floor(24 * random()));
    const by = ["", "touchpoint", "device,period=week", "touchpoint,device,period=day", "item"][index % 5];
    const parts = Array.from({ length: 1 + Math.floor(5 * random()) }, () => []);
    for (const place of shuffled([...responses.keys()])) parts[Math.floor(random() * parts.length)].push(place);
    return [{ by, responses }, { by, responses, parts }].map((input, part) => ({ id: `data set ${index}, ${part ? "in parts" : "whole"}`, op: "tally", input }));
  });
}

await main(import.meta, (args) => {
  if (args.includes("--answer")) {
    process.stdout.write(inWebAssembly(readFileSync(0, "utf8")));
    return;
  }
  const { vectors, count } = readJson(at("tests", "vectors", "vectors.json"));
  if (vectors.length !== count) throw new Mend(`tests/vectors/vectors.json says it holds ${count} cases and holds ${vectors.length}.`);
  const pairs = splits(DATA_SETS);
  const questions = [...vectors, ...sweep(), ...moved(vectors, MOVED), ...pairs.flat()];
  const lines = questions.map(({ op, input }) => JSON.stringify({ op, input })).join("\n");
  const places = Object.entries({ natively, "by the command": byTheCommand, "in WebAssembly": inWebAssembly }).map(([place, run]) => {
    const answers = run(lines).trimEnd().split("\n");
    if (answers.length !== questions.length) throw new Mend(`${questions.length} questions got ${answers.length} answers ${place}.`);
    return { place, answers };
  });
  const failed = places.reduce((sum, { place, answers }) => sum + check(place, vectors, answers), 0);

  const [first, ...others] = places;
  const different = questions.filter((_, index) => others.some(({ answers }) => answers[index] !== first.answers[index]));
  for (const { id } of different) {
    console.log(`FAIL ${id}`);
    for (const { place, answers } of places) console.log(`  ${place}: ${answers[questions.findIndex((question) => question.id === id)]}`);
  }
  console.log(`Of ${questions.length} questions, ${questions.length - different.length} have the same bytes for an answer in all ${places.length} places.`);

  // The last questions: each data set whole, then in parts.
  const answers = first.answers.slice(-2 * pairs.length);
  const split = pairs.filter((_, index) => answers[2 * index] !== answers[2 * index + 1] || answers[2 * index] === "null");
  for (const [{ id, input }] of split.slice(0, 3)) console.log(`FAIL ${id}, and in parts:\n  ${answers[pairs.findIndex(([whole]) => whole.id === id) * 2].slice(0, SHOWN)}\n  ${JSON.stringify(input).slice(0, SHOWN)}`);
  const numbers = answers.reduce((sum, answer) => sum + (answer.match(/-?\d+\.\d+/g)?.length ?? 0), 0) / 2;
  console.log(`Of ${pairs.length} random data sets, ${pairs.length - split.length} have the same bytes whole and in parts: ${Math.round(numbers)} numbers and their tallies.`);
  if (failed + different.length + split.length > 0) process.exitCode = 1;
});
