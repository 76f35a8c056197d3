// How soon the report's page answers whoever looks around in it.
//   node tests/bench/report/look.mjs million.csv [--cpu 4]     fifty interactions: from each to the next picture (INP), and to the figures
//                                                              that it asked for
// Each is a real finger or key. Prints one line of JSON. Only what was measured in one run may be compared.

import { chromium as browserType } from "@playwright/test";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, main, Mend, option } from "../../../.ci/tools.mjs";
import { DIST, ranked, reportAt, serve } from "./served.mjs";

const INTERACTIONS = 50;
/** An interaction is over once nothing has been drawn for so long. */
const STILL_MS = 250;

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
  const [file] = args.filter((arg) => !arg.startsWith("--"));
  if (!file || !existsSync(file)) throw new Mend("Name a response file: node tests/bench/report/look.mjs million.csv");
  if (!existsSync(DIST)) throw new Mend("There is no dist/ yet. Run: npm run build");
  const responses = resolve(file);
  const server = await serve(responses);
  const browser = await browserType.launch({ executablePath: chromium(), args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
  try {
    console.log(JSON.stringify(await look(browser, reportAt(server, responses), Number(option(args, "--cpu") ?? 1))));
  } finally {
    await browser.close();
    server.close();
  }
});
