// npm run fuzz: the readers under millions of damaged files.
//   (nothing)                    the corpus natively and in WebAssembly: what npm test does, too
//   --runs N [--target csv]      libFuzzer, so many executions a target; what is found lies in target/fuzz/found
//   --mutants N [--target csv]   so many damaged files a format, natively and in WebAssembly: same verdict, time, memory
//   --minimise                   after a long run: keeps of what was reached the few small files that reach it, in tests/fuzz/corpus

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { CORPUS, replay } from "../tests/fuzz/replay.mjs";
import { mutants } from "../tests/fuzz/mutants.mjs";
import { answerOf, at, built, duration, environment, heading, main, Mend, onPath, option, run, runQuietly, seconds } from "./tools.mjs";

const TARGETS = ["definition", "ndjson", "csv", "tally", "parquet", "workbook"];
/** Longest file of each: an execution takes as long as the file is, and all there is to find fits into this. */
const MOST_BYTES = { definition: 1024, ndjson: 1024, csv: 512, tally: 1024, parquet: 4096, workbook: 8192 };
const FOUND = at("target", "fuzz");
const HOST = () => answerOf("rustc", ["-vV"])?.match(/^host: (.+)$/m)?.[1];
/** Edges are counted by the compiler's own pass, which the stable one has; compared bytes aren't, which halves the speed: our own damage knows the words. */
const COVERAGE = [
  "-Cpasses=sancov-module", "-Cllvm-args=-sanitizer-coverage-level=3", "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
  "-Cllvm-args=-sanitizer-coverage-pc-table", "-Ccodegen-units=1", "--cfg", "fuzzing",
];
/** A run that ends early, because something was found, is taken up again so often. */
const TURNS = 20;

/** libFuzzer is C++: the one thing that set-up doesn't bring. */
async function compiler() {
  if (onPath("c++", "g++", "clang++")) return;
  const [command, ...args] = [...(process.getuid() === 0 ? [] : ["sudo", "-n"]), "apt-get", "install", "-y", "-q", "--no-install-recommends", "g++"];
  console.log("libFuzzer needs a C++ compiler: apt-get install g++ …");
  await runQuietly(command, args, { env: { DEBIAN_FRONTEND: "noninteractive" } });
}

/** The program that libFuzzer drives. */
async function program() {
  await compiler();
  const host = HOST();
  const target = at("target", "libfuzzer");
  // Only what is built for the named target has its edges counted: procedural macros would not link.
  const args = ["build", "--release", "--quiet", "--manifest-path", at("tests", "fuzz", "libfuzzer", "Cargo.toml"), "--target", host, "--target-dir", target];
  await run("cargo", args, { env: { RUSTFLAGS: COVERAGE.join(" ") } });
  return join(target, host, "release", "madeleine-libfuzzer");
}

/** One run of libFuzzer, at the end of the queue for the processor; what it says ends up in lines. */
function libFuzzer(fuzzer, format, args) {
  return new Promise((resolve, reject) => {
    const child = spawn("nice", [fuzzer, ...args], { cwd: at(), env: environment({ FORMAT: format }), stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => { said = (said + chunk).slice(-200_000); });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, said }));
  });
}

const last = (said, pattern) => Number([...said.matchAll(pattern)].at(-1)?.[1] ?? 0);

/** So many executions of a target. */
async function long(fuzzer, format, runs) {
  const [reached, found] = [join(FOUND, "reached", format), join(FOUND, "found", format)];
  for (const folder of [reached, found]) mkdirSync(folder, { recursive: true });
  const before = readdirSync(found).length;
  const since = performance.now();
  let done = 0;
  let edges = 0;
  for (let turn = 0; turn < TURNS && done < runs; turn++) {
    const args = [reached, join(CORPUS, format), `-runs=${runs - done}`, `-max_len=${MOST_BYTES[format]}`, "-entropic=0", "-print_final_stats=1", `-artifact_prefix=${found}/`];
    const { code, said } = await libFuzzer(fuzzer, format, args);
    done += last(said, /number_of_executed_units: (\d+)/g);
    edges = Math.max(edges, last(said, /cov: (\d+)/g));
    if (code) console.log(said.split("\n").filter((line) => /panicked|assertion|left:|right:|Test unit written/.test(line)).join("\n").slice(0, 2000));
    if (code && !last(said, /number_of_executed_units: (\d+)/g)) break;
  }
  const took = seconds(since);
  const findings = readdirSync(found).length - before;
  console.log(`${format.padEnd(10)} ${done} executions in ${duration(took)}, ${Math.round(done / took)} a second, ${edges} edges, ${readdirSync(reached).length} files reached something, ${findings} findings`);
  return findings + Number(done < runs);
}

/** Of all that reached something, the few small files that reach the same together. */
async function minimise(fuzzer, format) {
  const fresh = join(FOUND, "minimised", format);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const from = [join(FOUND, "reached", format), join(CORPUS, format)].filter(existsSync);
  const { code, said } = await libFuzzer(fuzzer, format, ["-merge=1", `-max_len=${MOST_BYTES[format]}`, fresh, ...from]);
  if (code) throw new Mend(`libFuzzer couldn't minimise ${format}:\n${said.slice(-2000)}`);
  const bytes = readdirSync(fresh).reduce((sum, file) => sum + statSync(join(fresh, file)).size, 0);
  console.log(`${format.padEnd(10)} ${readdirSync(fresh).length} files, ${bytes} bytes, in ${fresh}`);
  return 0;
}

await main(import.meta, async (args) => {
  const only = option(args, "--target");
  if (only && !TARGETS.includes(only)) throw new Mend(`There is no target ${only}: they are ${TARGETS.join(", ")}.`);
  const targets = only ? [only] : TARGETS;
  const [runs, files] = [option(args, "--runs"), option(args, "--mutants")].map(Number);
  let bad = 0;
  if (runs || args.includes("--minimise")) {
    heading("libFuzzer");
    const fuzzer = await program();
    for (const format of targets) bad += runs ? await long(fuzzer, format, runs) : await minimise(fuzzer, format);
  } else {
    await built();
    heading(files ? "damaged files" : "corpus");
    bad += files ? await mutants(targets, files) : await replay();
  }
  if (bad) throw new Mend(`Not everything holds: docs/fuzzing.md says what to do with a finding.`);
});
