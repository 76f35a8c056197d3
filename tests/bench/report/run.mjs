// The report's page in Chromium: how soon its first numbers stand there, and how soon it answers whoever looks around in it.
//   node tests/bench/report/run.mjs first answers.ndjson [--runs 9]     from navigation to the first score, CPU at a quarter of its speed:
//                                                                       on localhost, and on slow 4G
//   node tests/bench/report/run.mjs look million.csv [--cpu 4]          fifty interactions: from each to the next picture (INP), and to the
//                                                                       figures that it asked for
// Each of `look` is a real finger or key. Prints one line of JSON. Only what was measured in one run may be compared.

import { chromium as browserType } from "@playwright/test";
import { createServer } from "node:http";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { extname, join, resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { at, chromium, main, Mend, option } from "../../../.ci/tools.mjs";

const DIST = at("dist");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".csv": "text/csv", ".ndjson": "application/x-ndjson" };
/** As slow as a cheap phone. */
const CPU = 4;
/** As the developer tools of Chromium have it. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: (1.44 * 1024 * 1024) / 8, uploadThroughput: (0.675 * 1024 * 1024) / 8 };
const MOST_PACKED_BYTES = 1e7;
const INTERACTIONS = 50;
/** An interaction is over once nothing has been drawn for so long. */
const STILL_MS = 250;
/** A new window of the browser draws pages of its own before it is at rest: they aren't the report's. */
const WINDOW_MS = 1000;

/** dist/ as a static host serves it, and the responses beside it: packed, but for those that are too long for that. */
function serve(responses) {
  const packed = new Map();
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const beside = pathname === `/answers${extname(responses)}`;
    const path = beside ? responses : join(DIST, pathname);
    if (!existsSync(path)) return response.writeHead(404).end();
    const headers = { "content-type": TYPES[extname(path)] ?? "application/octet-stream" };
    if (statSync(path).size > MOST_PACKED_BYTES) {
      response.writeHead(200, headers);
      return createReadStream(path).pipe(response);
    }
    if (!packed.has(path)) packed.set(path, brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    response.writeHead(200, { ...headers, "content-encoding": "br" }).end(packed.get(path));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

const ranked = (times) => {
  const sorted = [...times].sort((one, other) => one - other);
  const of = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { median: of(0.5), p95: of(0.95), max: of(1) };
};

/** In the page: notes when the first score has been painted. */
function watch() {
  const seen = () => {
    if (!document.querySelector("[id^=headline-]")) return;
    eyes.disconnect();
    // The frame after the one that has it.
    requestAnimationFrame(() => setTimeout(() => (window.first = performance.now())));
  };
  const eyes = new MutationObserver(seen);
  eyes.observe(document, { childList: true, subtree: true });
}

async function firsts(browser, address, runs, network) {
  const times = [];
  // The first fills no cache of ours, and the compiler's of none that is measured: each has a context of its own.
  for (let run = 0; run < runs; run++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU });
    if (network) {
      await devtools.send("Network.enable");
      await devtools.send("Network.emulateNetworkConditions", network);
    }
    await page.addInitScript(watch);
    await sleep(WINDOW_MS);
    await page.goto(address, { waitUntil: "commit" });
    await page.waitForFunction(() => window.first, undefined, { timeout: 120_000 });
    times.push(await page.evaluate(() => window.first));
    await context.close();
  }
  return ranked(times);
}

/** In the page: notes what each interaction cost, and when something was drawn last. */
function listen() {
  window.noted = { interactions: new Map(), drawn: 0 };
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, name } of list.getEntries()) {
      if (!interactionId) continue;
      const before = window.noted.interactions.get(interactionId);
      window.noted.interactions.set(interactionId, { name, duration: Math.max(before?.duration ?? 0, duration) });
    }
  }).observe({ type: "event", durationThreshold: 16 });
  // What is drawn first are the figures; what people wrote comes last.
  const draw = () => {
    window.noted.drawn = performance.now();
    window.noted.figures ||= window.noted.drawn;
  };
  new MutationObserver(draw).observe(document.querySelector(".content"), { childList: true, subtree: true, characterData: true });
  for (const kind of ["click", "keydown", "change"]) document.addEventListener(kind, () => (window.noted.since = performance.now()), { capture: true });
}

/** What somebody does who looks around, again and again: narrows, looks at another score, breaks down by something else, opens a table, widens. */
const ACTS = [
  ["narrow", (page) => page.locator(".panel:not([hidden]) .places button").nth(1).click()],
  ["tab", (page) => page.locator("[role=tab][aria-selected=false]").first().click()],
  ["key", (page) => page.locator("[role=tab][aria-selected=true]").press("ArrowRight")],
  ["break down", async (page) => {
    const ways = page.locator("select#by");
    const values = await ways.locator("option").evaluateAll((options) => options.filter(({ selected }) => !selected).map(({ value }) => value));
    await ways.focus();
    await ways.selectOption(values[0]);
  }],
  ["narrow again", (page) => page.locator(".panel:not([hidden]) .places button").last().click()],
  ["table", (page) => page.locator(".panel:not([hidden]) summary").first().click()],
  ["widen", (page) => page.locator(".only button").first().click()],
  ["chip", (page) => page.locator(".chips button[aria-pressed=false]").last().click()],
  ["all", (page) => page.locator(".chips button").first().click()],
  ["clear", async (page) => {
    const left = page.locator(".only button");
    if (await left.count()) await left.last().click();
    else await page.locator("[role=tab]").first().click();
  }],
];

async function look(browser, address, cpu) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await page.locator("[id^=headline-]").first().waitFor();
  await page.evaluate(listen);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  const figures = {};
  let done = 0;
  for (let turn = 0; turn < INTERACTIONS; turn++) {
    const [name, act] = ACTS[turn % ACTS.length];
    await page.evaluate(() => (window.noted.since = window.noted.drawn = window.noted.figures = 0));
    try {
      await act(page);
    } catch (problem) {
      throw new Mend(`${name} (interaction ${turn + 1}): ${problem.message}`);
    }
    await page.waitForFunction((still) => performance.now() - Math.max(window.noted.since, window.noted.drawn) > still, STILL_MS);
    await sleep(50);
    const took = await page.evaluate(() => window.noted.figures && window.noted.figures - window.noted.since);
    if (took > 0) (figures[name] ??= []).push(took);
    done++;
  }
  const interactions = await page.evaluate(() => [...window.noted.interactions.values()]);
  const slow = interactions.map(({ duration }) => duration);
  // What took less than 16 ms isn't told: it counts as that.
  const all = [...slow, ...Array(Math.max(0, done - slow.length)).fill(16)];
  return { interactions: done, cpu, inp: ranked(all), figures: { ...Object.fromEntries(Object.entries(figures).map(([name, times]) => [name, ranked(times)])), together: ranked(Object.values(figures).flat()) } };
}

await main(import.meta, async (args) => {
  const [work, file] = args.filter((arg) => !arg.startsWith("--"));
  if (!["first", "look"].includes(work) || !file || !existsSync(file)) throw new Mend("Name what to measure and a response file: node tests/bench/report/run.mjs first answers.ndjson");
  if (!existsSync(DIST)) throw new Mend("There is no dist/ yet. Run: npm run build");
  const server = await serve(resolve(file));
  const browser = await browserType.launch({ executablePath: chromium(), args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
  const address = `http://127.0.0.1:${server.address().port}/report.html?lang=en&src=answers${extname(file)}`;
  try {
    const runs = Number(option(args, "--runs") ?? 9);
    console.log(JSON.stringify(work === "first"
      ? { runs, cpu: CPU, localhost: await firsts(browser, address, runs), slow4G: await firsts(browser, address, runs, SLOW_4G) }
      : await look(browser, address, Number(option(args, "--cpu") ?? 1))));
  } finally {
    await browser.close();
    server.close();
  }
});
