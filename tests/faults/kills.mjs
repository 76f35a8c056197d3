// The browser is killed at a moment of chance around an answer; the next visit sends what is left. Whatever was acknowledged has to arrive,
// and counts once.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Killable } from "./browser.mjs";
import { FAULT_NAMES, Site } from "./site.mjs";

export const DESIGNS = ["ours", "each in its own key", "stored when it failed", "kept in memory"];
export const ORIGINS = 4;
/** How long a healthy receiver is given to hear of everything. */
const HEARD_MS = 4_000;

/** What somebody taps, and where she reads thanks. */
const HANDS = {
  ours: { tap: 'madeleine-survey label.point:has(input[value="4"])', thanks: "madeleine-survey .thanks" },
  control: { tap: "#answer", thanks: "#thanks" },
};

export const { tap: TAP, thanks: THANKS } = HANDS.ours;

/** A page of that origin on which the survey stands. */
export async function standing(browser, origin, design) {
  const page = await browser.page();
  await page.goto(`${origin}/?design=${encodeURIComponent(design)}`);
  await page.locator((HANDS[design] ?? HANDS.control).tap).waitFor();
  return page;
}

/** When the browser dies; rows.mjs says what for. */
export const MOMENTS = {
  F01: { delay: () => 0, acknowledged: false },
  F02: { delay: () => Math.random() * 40, acknowledged: false },
  F03: { delay: () => Math.random() * 400 },
  F04: { receiver: "slow", delay: () => 50 + Math.random() * 200 },
  F05: { receiver: "stored, and the answer is lost", delay: () => Math.random() * 100 },
  F06: { receiver: "ok", delay: (site) => new Promise((resolve) => ((site.answered = () => resolve(0)), setTimeout(resolve, 1_000, 0))) },
  F07: { crash: true, delay: () => Math.random() * 100 },
};

/** One kill. Returns how many answers were acknowledged, how many of those were lost, what came twice, and what was torn. */
export async function kill(site, design, moment, turn) {
  const { receiver, delay, acknowledged: waits = true, crash } = MOMENTS[moment];
  const { tap, thanks } = HANDS[design] ?? HANDS.control;
  const profile = mkdtempSync(join(tmpdir(), "madeleine-kill-"));
  site.reset(receiver ?? FAULT_NAMES[turn % FAULT_NAMES.length]);
  const about = encodeURIComponent(design);
  try {
    const first = await Killable.start(profile);
    const pages = await Promise.all(site.origins.map((origin) => standing(first, origin, design)));
    const waited = delay(site);
    const thanked = await Promise.all(pages.map(async (page) => {
      await page.locator(tap).click({ noWaitAfter: true });
      return waits && page.locator(thanks).waitFor({ state: "attached", timeout: 5_000 }).then(() => true, () => false);
    }));
    await sleep(await waited);
    // A page that has crashed answers nothing any more, the order to crash included.
    if (crash) for (const page of pages) await Promise.race([first.context.newCDPSession(page).then((page) => page.send("Page.crash")).catch(() => {}), sleep(300)]);
    else await first.kill();
    const acknowledged = thanked.filter(Boolean).length;
    const early = site.stored.length;

    site.fault = "ok";
    const second = crash ? first : await Killable.start(profile);
    await Promise.all(site.origins.map(async (origin) => (await second.page()).goto(`${origin}/visit?design=${about}`)));
    const until = Date.now() + HEARD_MS;
    const heard = () => new Set(site.stored.map((body) => body.match(/"response_id":"([^"]*)"/)?.[1])).size;
    while (Date.now() < until && heard() < ORIGINS) await sleep(50);
    // Whatever else is on its way.
    await sleep(200);
    await second.kill();

    let torn = 0;
    const responses = new Map();
    for (const body of site.stored) {
      try {
        const { response_id, seq, answers } = JSON.parse(body);
        if (!response_id || !seq || answers?.csat !== 4) torn++;
        // Merged as it is scored: the highest number counts, the same number has to be the same.
        const before = responses.get(response_id);
        if (before?.seq === seq && before.body !== body) torn++;
        if (!before || before.seq < seq) responses.set(response_id, { seq, body });
      } catch {
        torn++;
      }
    }
    return { acknowledged, answers: ORIGINS, arrived: responses.size, lost: Math.max(0, acknowledged - responses.size), twice: site.stored.length - responses.size, torn, requests: site.requests, early };
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** A row: so many kills of one design at one moment, added up. */
export async function kills(count, design, moment, say = () => {}) {
  const site = await Site.open(ORIGINS);
  const sum = { kills: 0, answers: 0, acknowledged: 0, arrived: 0, lost: 0, twice: 0, torn: 0, requests: 0 };
  try {
    for (let turn = 0; turn < count; turn++) {
      const one = await kill(site, design, moment, turn);
      sum.kills++;
      for (const name of Object.keys(sum)) if (name in one) sum[name] += one[name];
      say(turn + 1, one);
    }
  } finally {
    site.close();
  }
  return sum;
}
