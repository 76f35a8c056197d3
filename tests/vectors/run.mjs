// The vectors, natively, through the command and in WebAssembly: all must agree with what is expected, and with each other to the byte.
//   --answer     answers the questions on standard input in WebAssembly, a line each: the twin of the binary "vectors"

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { at, environment, installed, main, Mend, readJson, wasmBindgen, wasmCargo, WASM_TARGET, write } from "../../.ci/tools.mjs";

const TARGET_DIR = process.env.CARGO_TARGET_DIR || at("target");
const RELEASE = ["--quiet", "--release", "--package"];
const SHOWN = 160;

function outputOf(command, args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: at(), env: environment(), encoding: "utf8", input, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Mend(`${[command, ...args].join(" ")} failed:\n${error?.message ?? stderr}`);
  return stdout;
}

/** Runs the lines in this machine's own code. */
const natively = (lines) => outputOf("cargo", ["run", ...RELEASE, "madeleine-vectors"], lines);

/** Asks the command that an owner has. */
const byTheCommand = (lines) => outputOf("cargo", ["run", ...RELEASE, "madeleine-cli", "--", "vectors"], lines);

/** Runs them in WebAssembly, in this very process. */
function inWebAssembly(lines) {
  const program = installed(wasmBindgen());
  if (!program) throw new Mend(`wasm-bindgen ${wasmBindgen().version} isn't here. Run: npm run setup`);
  const [cargo, ...toolchain] = wasmCargo();
  outputOf(cargo, [...toolchain, "build", ...RELEASE, "madeleine-vectors", "--lib", "--target", WASM_TARGET, "--target-dir", TARGET_DIR]);
  const glue = join(TARGET_DIR, "wasm", "vectors");
  outputOf(program, ["--target", "nodejs", "--out-dir", glue, join(TARGET_DIR, WASM_TARGET, "release", "madeleine_vectors.wasm")]);
  // What wasm-bindgen writes for Node is CommonJS, whatever the package around it says.
  write(join(glue, "package.json"), '{"type":"commonjs"}\n');
  return createRequire(import.meta.url)(join(glue, "madeleine_vectors.js")).answer_lines(lines);
}

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

await main(import.meta, (args) => {
  if (args.includes("--answer")) {
    process.stdout.write(inWebAssembly(readFileSync(0, "utf8")));
    return;
  }
  const { vectors, count } = readJson(at("tests", "vectors", "vectors.json"));
  if (vectors.length !== count) throw new Mend(`tests/vectors/vectors.json says it holds ${count} cases and holds ${vectors.length}.`);
  const questions = [...vectors, ...sweep()];
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
  if (failed + different.length > 0) process.exitCode = 1;
});
