// One file in one tab of Chromium: how long it takes, whether the page goes on meanwhile, what it weighs, and how soon it is sliced anew.
//   node tests/bench/scoring/tab.mjs answers.csv             scored by a program (dist/scorer.js)
//   node tests/bench/scoring/tab.mjs answers.csv --report    opened in the report's page
// Prints one line of JSON. Only what was measured in one run may be compared. It reads /proc: Linux.

import { chromium as browserType } from "@playwright/test";
import { createServer } from "node:http";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { at, chromium, main, Mend } from "../../../.ci/tools.mjs";

const DIST = at("dist");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
const BLANK = "<!doctype html><title>Scoring</title><input type=file>";
/** How often a page that goes on is asked whether it does. */
const BEAT_MS = 4;

function serve() {
  const server = createServer(({ url }, response) => {
    const path = join(DIST, new URL(url, "http://localhost").pathname);
    if (url === "/") return response.writeHead(200, { "content-type": "text/html" }).end(BLANK);
    if (!existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
    createReadStream(path).pipe(response);
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

/** The most memory that any process that draws pages of ours has held, in MiB. */
function peak() {
  const told = (pid, file) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
      return "";
    }
  };
  const renderers = readdirSync("/proc").filter((pid) => {
    const command = told(pid, "cmdline");
    return command.includes("--type=renderer") && !command.includes("--top-chrome-webui") && descends(pid, process.pid, told);
  });
  return Math.round(Math.max(...renderers.map((pid) => Number(/VmHWM:\s+(\d+)/.exec(told(pid, "status"))?.[1] ?? 0))) / 1024);
}

function descends(pid, ancestor, told) {
  for (let one = pid; Number(one) > 1; one = /^PPid:\s+(\d+)/m.exec(told(one, "status"))?.[1]) if (Number(one) === ancestor) return true;
  return false;
}

/** In the page: notes how long it doesn't get its turn. */
function listen(beat) {
  window.beats = { longest: 0, tasks: [] };
  new PerformanceObserver((list) => window.beats.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    window.beats.longest = Math.max(window.beats.longest, now - last - beat);
    last = now;
  }, beat);
}

/** In the page: opens the file by a program, and slices it. */
async function program(repeats) {
  const { Scorer } = await import("/scorer.js");
  const told = { progress: 0 };
  const since = performance.now();
  const scorer = await Scorer.open(document.querySelector("input").files[0], { onProgress: () => told.progress++ });
  const seconds = (performance.now() - since) / 1000;
  const values = async (name) => [...new Set((await scorer.estimate(name)).map(({ segment }) => segment[name]))].filter((value) => value !== null);
  const firsts = performance.now();
  const [locales, devices] = [await values("locale"), await values("device")];
  const first = performance.now() - firsts;
  const where = (locale, device) => ({ ...(locales.length && { locale: locales[locale % locales.length] }), ...(devices.length && { device: devices[device % devices.length] }) });
  const kinds = {
    all: () => ({}),
    touchpoint: () => ({ by: "touchpoint" }),
    week: () => ({ by: "period=week" }),
    month: () => ({ by: "period=month" }),
    "touchpoint × week": () => ({ by: "touchpoint,period=week" }),
    "device × month": () => ({ by: "device,period=month" }),
    two: (turn) => ({ by: "touchpoint", where: where(turn, turn) }),
    "two × week": (turn) => ({ by: "period=week", where: where(turn, turn) }),
    "two × touchpoint × month": (turn) => ({ by: "touchpoint,period=month", where: where(turn, turn) }),
  };
  const slices = {};
  for (const [kind, slice] of Object.entries(kinds)) {
    slices[kind] = [];
    for (let turn = 0; turn < repeats; turn++) {
      const since = performance.now();
      await scorer.slice(slice(turn));
      slices[kind].push(performance.now() - since);
    }
  }
  return { seconds, lines: scorer.read.lines, broken: scorer.read.broken, ...told, first, slices };
}

const ranked = (times) => {
  const sorted = [...times].sort((one, other) => one - other);
  const of = (share) => Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1));
  return { min: of(0), median: of(0.5), p95: of(0.95), max: of(1) };
};

await main(import.meta, async (args) => {
  const [file] = args.filter((arg) => !arg.startsWith("--"));
  if (!file || !existsSync(file)) throw new Mend("Name a response file: node tests/bench/scoring/tab.mjs answers.csv");
  if (!existsSync(DIST)) throw new Mend("There is no dist/ yet. Run: npm run build");
  const server = await serve();
  const browser = await browserType.launch({ executablePath: chromium(), args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(1_800_000);
    const report = args.includes("--report");
    await page.goto(`http://127.0.0.1:${server.address().port}/${report ? "report.html" : ""}`);
    const before = peak();
    await page.evaluate(listen, BEAT_MS);
    const input = page.locator("input[type=file]");
    const told = {};
    if (report) {
      const since = performance.now();
      await input.setInputFiles(resolve(file));
      await page.locator("[id^=headline-]").first().waitFor();
      told.seconds = (performance.now() - since) / 1000;
    } else {
      await input.setInputFiles(resolve(file));
      const { slices, ...rest } = await page.evaluate(program, 30);
      const all = Object.values(slices).flat();
      Object.assign(told, rest, { slices: { ...Object.fromEntries(Object.entries(slices).map(([kind, times]) => [kind, ranked(times)])), together: ranked(all) } });
    }
    const { longest, tasks } = await page.evaluate(() => window.beats);
    console.log(JSON.stringify({ bytes: statSync(file).size, ...told, longestTaskMs: Math.max(0, ...tasks), longestWaitMs: Number(longest.toFixed(1)), rendererMiB: { before, peak: peak() } }));
  } finally {
    await browser.close();
    server.close();
  }
});
