// npm test: set-up, then every check in order. Stops at the first that fails; ends with how many tests ran.

import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { at, buildCommand, duration, environment, heading, main, Mend, readJson, seconds, verb } from "./tools.mjs";

/** So many specs may need a second try in an engine: with more it isn't the machine. */
const MOST_FLAKY = 5;
const PLAYWRIGHT_RESULT = at("test-results", "playwright.json");

/** Runs a command whose output is both seen and returned; says whether it ended well. */
function watched(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: at(), env: environment(env), stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk) => { output += chunk; process.stdout.write(chunk); });
    child.on("error", reject);
    child.on("close", (code) => resolve({ output, ok: code === 0 }));
  });
}

/** Adds up what lines such as "test result: ok. 12 passed; 0 failed" say. */
function counted(output) {
  const sum = { passed: 0, failed: 0 };
  for (const [, passed, failed] of output.matchAll(/(\d+) pass(?:ed)?[;,] (\d+) fail(?:ed)?/g)) {
    sum.passed += Number(passed);
    sum.failed += Number(failed);
  }
  return sum;
}

async function arrows() {
  const { output, ok } = await watched(process.execPath, [at(".ci", "arrows.mjs"), "--self-test"]);
  return { ...counted(output), ok };
}

async function words() {
  const { output, ok } = await watched(process.execPath, [at("tests", "locales", "check.mjs")]);
  return { ...counted(output), ok };
}

async function editor() {
  const { output, ok } = await watched(process.execPath, [at("tests", "schemas", "editor.mjs")]);
  return { ...counted(output), ok };
}

async function pages() {
  const { output, ok } = await watched(process.execPath, [at("tests", "docs", "check.mjs")]);
  return { ...counted(output), ok };
}

/** The widget exists in WebAssembly only: tests/browser tries it. */
async function rust() {
  const { output, ok } = await watched("cargo", ["test", "--workspace", "--exclude", "madeleine-widget", "--exclude", "madeleine-redactor", "--quiet"]);
  return { ...counted(output), ok };
}

async function vectors() {
  const { output, ok } = await watched(process.execPath, [at("tests", "vectors", "run.mjs")]);
  return { ...counted(output), ok };
}

async function corpus() {
  const { output, ok } = await watched(process.execPath, [at("tests", "fuzz", "replay.mjs")]);
  return { ...counted(output), ok };
}

async function imports() {
  const { output, ok } = await watched(process.execPath, [at("tests", "imports", "run.mjs")]);
  return { ...counted(output), ok };
}

async function scoring() {
  const { output, ok } = await watched(process.execPath, [at("tests", "scorer", "run.mjs")]);
  return { ...counted(output), ok };
}

async function types() {
  const { output, ok } = await watched(process.execPath, [at("tests", "types", "check.mjs")]);
  return { ...counted(output), ok };
}

async function examples() {
  const { output, ok } = await watched(process.execPath, [at("tests", "examples", "check.mjs")]);
  return { ...counted(output), ok };
}

async function killed() {
  const { output, ok } = await watched(process.execPath, [at(".ci", "faults.mjs"), "--quick"]);
  return { ...counted(output), ok };
}

/** Every test in a report of Playwright. */
const testsIn = (suite) => [
  ...(suite.suites ?? []).flatMap(testsIn),
  ...(suite.specs ?? []).flatMap(({ title, tests }) => tests.map((test) => ({ title, ...test }))),
];

/** The browser specs in one engine. What a spec leaves out there is counted and said with its reason. */
const browser = (engine) => async () => {
  rmSync(PLAYWRIGHT_RESULT, { force: true });
  const { ok } = await watched(
    "playwright",
    ["test", "--config", at("tests", "browser", "playwright.config.ts"), `--project=${engine}`, "--reporter=list,json"],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: PLAYWRIGHT_RESULT },
  );
  if (!existsSync(PLAYWRIGHT_RESULT)) return { passed: 0, failed: 0, ok: false };
  const report = readJson(PLAYWRIGHT_RESULT);
  const { expected, flaky, unexpected, skipped } = report.stats;
  for (const { title, annotations, status } of testsIn(report)) {
    if (status === "flaky") console.log(`  at the second try in ${engine}: ${title}`);
    if (status === "skipped") console.log(`  skipped in ${engine}: ${title}: ${annotations.map(({ description }) => description).join("; ") || "no reason given"}`);
  }
  return { passed: expected + flaky, failed: unexpected, skipped, flaky, ok: ok && flaky <= MOST_FLAKY };
};

const CHECKS = [
  { name: "arrows, tried with wrong edges", work: arrows, counts: true },
  { name: "words", work: words, counts: true, needs: ["tests", "locales", "check.mjs"] },
  { name: "schemas in an editor", work: editor, counts: true, needs: ["tests", "schemas", "editor.mjs"] },
  { name: "pages", work: pages, counts: true, needs: ["tests", "docs", "check.mjs"] },
  { name: "lint", work: () => verb("lint") },
  { name: "Rust", work: rust, counts: true },
  // Each links on one core for most of its time.
  { name: "build, its size, and the command", work: () => Promise.all([verb("build"), buildCommand()]).then(() => {}) },
  { name: "types", work: types, counts: true, needs: ["tests", "types", "check.mjs"] },
  { name: "examples for static sites", work: examples, counts: true, needs: ["tests", "examples", "check.mjs"] },
  { name: "vectors", work: vectors, counts: true, needs: ["tests", "vectors", "run.mjs"] },
  { name: "exports of other tools", work: imports, counts: true, needs: ["tests", "imports", "run.mjs"] },
  { name: "the scorer for programs", work: scoring, counts: true, needs: ["tests", "scorer", "run.mjs"] },
  { name: "damaged files", work: corpus, counts: true, needs: ["tests", "fuzz", "replay.mjs"] },
  { name: "browsers that are killed", work: killed, counts: true, needs: ["tests", "faults", "kills.mjs"] },
  ...["chromium", "firefox", "webkit"].map((engine) => (
    { name: `browser: ${engine}`, work: browser(engine), counts: true, needs: ["tests", "browser", "playwright.config.ts"] }
  )),
];

await main(import.meta, async () => {
  const start = performance.now();
  heading("setup");
  await verb("setup");
  const summary = [];
  let stopped;
  for (const { name, work, counts, needs } of CHECKS) {
    heading(name);
    if (needs && !existsSync(at(...needs))) {
      console.log(`${needs.join("/")} is not there yet: left out.`);
      continue;
    }
    const since = performance.now();
    const result = await Promise.resolve().then(work).catch((error) => {
      if (!(error instanceof Mend)) throw error;
      console.error(error.message);
      return { ok: false };
    });
    const { passed = 0, failed = 0, skipped = 0, flaky = 0, ok = true } = result ?? {};
    const bad = !ok || failed > 0 || (counts && passed === 0);
    // A check that failed without a count of its own, or in which nothing ran, is one failure.
    summary.push({ name, passed, failed: bad ? Math.max(1, failed) : 0, skipped, flaky, took: seconds(since) });
    if (bad) {
      stopped = name;
      break;
    }
  }

  heading("counts");
  for (const { name, passed, failed, skipped, flaky, took } of summary) {
    const left = skipped ? `${String(skipped).padStart(4)} skipped` : "";
    const again = flaky ? `   ${flaky} at the second try` : "";
    console.log(`  ${name.padEnd(34)} ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed${left.padEnd(13)}${duration(took).padStart(12)}${again}`);
  }
  console.log(`${stopped ? `Stopped at: ${stopped}` : "Every check passed"}, after ${duration(seconds(start))}.`);
  const sum = (of) => summary.reduce((total, check) => total + check[of], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed${sum("skipped") ? `, ${sum("skipped")} skipped` : ""}`);
  if (stopped) process.exitCode = 1;
});
